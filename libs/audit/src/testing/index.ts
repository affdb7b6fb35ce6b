import pg from 'pg';
import { linkRows } from '../link-rows.js';

const LINKED_ALREADY = '23505';

/** Links everything committed so far, as the linker would. Where one runs, it may come in between: then what it left is looked at again. */
export async function linkNow(databaseUrl: string, at: Date): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    let count = 0;
    for (let more = true; more;) {
      const linked = await linkRows(client, at.toISOString()).catch((error: { code?: string }) => {
        if (error.code === LINKED_ALREADY) return { count: 0, more: true };
        throw error;
      });
      count += linked.count;
      ({ more } = linked);
    }
    return count;
  } finally {
    await client.end();
  }
}
