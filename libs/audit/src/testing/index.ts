import pg from 'pg';
import { linkRows } from '../link-rows.js';

/** Links everything committed so far, as the linker would; for tests that do not run one. */
export async function linkNow(databaseUrl: string, at: Date): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    let count = 0;
    for (let more = true; more;) {
      const linked = await linkRows(client, at.toISOString());
      count += linked.count;
      ({ more } = linked);
    }
    return count;
  } finally {
    await client.end();
  }
}
