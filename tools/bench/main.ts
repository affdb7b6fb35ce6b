// Every benchmark in one process against one PostgreSQL and one NATS, started with the durability of production.
import { readdirSync, writeFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from '../local-stack/ports.mjs';
import { startNats } from '../local-stack/nats.mjs';
import { startPostgres } from '../local-stack/postgres.mjs';
import { markdownTable, type BenchResult } from './result.js';

/** What a file `*.bench.ts` here exports as default. */
export interface Benchmark {
  name: string;
  run: (environment: BenchEnvironment) => Promise<BenchResult[]>;
}
export interface BenchEnvironment {
  rounds: number;
  /** Superuser of a PostgreSQL with fsync on; make databases of your own. */
  databaseUrl: string;
  /** JetStream with sync_interval always (as the product runs it), no authentication. */
  natsUrl: string;
  /** The same with the broker's default of a sync every two minutes: there the client's work shows, not the disk's. */
  relaxedNatsUrl: string;
  /** Folder for files; removed at the end. */
  folder: string;
}

const { values } = parseArgs({ options: { json: { type: 'string' }, rounds: { type: 'string', default: '5' }, only: { type: 'string' } } });
const folder = await mkdtemp(path.join(os.tmpdir(), 'jingzhun-bench-'));
await chmod(folder, 0o711); // the database server runs as its own user
const postgres = await startPostgres({ dataDir: path.join(folder, 'postgres', 'data'), password: 'bench' });
const nats = await broker('always');
const relaxed = await broker('"2m"');
process.env['TEST_DATABASE_URL'] = postgres.url();
process.env['TEST_NATS_URL'] = nats.url;
const results: BenchResult[] = [];
try {
  const files = readdirSync(import.meta.dirname).filter(
    (file) => file.endsWith('.bench.ts') && (!values.only || file.includes(values.only)),
  );
  for (const file of files.toSorted()) {
    const { default: benchmark } = (await import(new URL(file, import.meta.url).href)) as { default: Benchmark };
    const started = performance.now();
    const found = await benchmark.run({
      rounds: Number(values.rounds),
      databaseUrl: postgres.url(),
      natsUrl: nats.url,
      relaxedNatsUrl: relaxed.url,
      folder,
    });
    console.log(`\n${benchmark.name} (${((performance.now() - started) / 1000).toFixed(0)} s)\n${markdownTable(found)}`);
    results.push(...found);
  }
} finally {
  await Promise.all([nats.stop(), relaxed.stop()]);
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
console.log(`\n${results.filter(({ holds }) => holds).length} of ${results.length} goals hold`);

async function broker(syncInterval: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = (await freePort()) as number;
  const place = path.join(folder, `nats-${port}`);
  const text = `listen: 127.0.0.1:${port}\njetstream { store_dir: ${JSON.stringify(place)}, sync_interval: ${syncInterval} }\n`;
  return await startNats({ port, config: { text, file: `${place}.conf` }, logFile: `${place}.log` });
}
