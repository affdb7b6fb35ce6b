import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemSession, type Database } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { Counting, definition, openDatabase, startJobs } from '../test/counting.js';
import { untilFinished } from './testing/index.js';

const root = join(import.meta.dirname, '../../..');

describe('a job whose worker is killed', () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await createTestDatabase(definition);
    database = await openDatabase(test.runtimeUrl);
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  async function startWorker(dieAt?: number): Promise<ChildProcess> {
    const worker = ['libs/jobs/test/counting-worker.ts', test.runtimeUrl, ...(dieAt === undefined ? [] : [String(dieAt)])];
    const args = ['--conditions=@jingzhun/source', '--import', './tools/ts.mjs', ...worker];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    return child;
  }
  const rowsOf = async (id: string): Promise<{ step: number; attempt: number }[]> =>
    (
      await database.pool.query<{ step: number; attempt: number }>('select step, attempt from counted where job_id = $1 order by step', [
        id,
      ])
    ).rows;

  it('is taken up by the next start where it was; every step takes effect once', async () => {
    const ordering = await startJobs(database, () => {});
    const worker = await startWorker(5);
    const ended = once(worker, 'exit');
    const id = await database.transaction(systemSession('import'), (em) => ordering.enqueue(em, Counting, { steps: 30, pauseMs: 1 }));
    expect((await ended)[1]).toBe('SIGKILL');
    const left = await rowsOf(id);
    expect(left).toHaveLength(5);
    expect((await ordering.get(id)).state).toBe('running');

    const next = await startWorker();
    const view = await untilFinished(ordering, id, 60_000);
    expect(view).toMatchObject({ state: 'done', attempt: 2, result: { counted: 30 } });
    const rows = await rowsOf(id);
    expect(rows.map(({ step }) => step)).toEqual(Array.from({ length: 30 }, (_, step) => step));
    expect(rows.filter(({ attempt }) => attempt === 1)).toEqual(left);
    next.kill('SIGKILL');
    await once(next, 'exit');
    await ordering.beforeApplicationShutdown();
  }, 120_000);

  it('goes on at once after an orderly stop', async () => {
    const first = await startJobs(database);
    const id = await database.transaction(systemSession('import'), (em) => first.enqueue(em, Counting, { steps: 20, pauseMs: 40 }));
    while ((await rowsOf(id)).length < 3) await pause(20);
    await first.beforeApplicationShutdown();
    expect((await first.get(id)).state).toBe('queued');
    const second = await startJobs(database);
    expect(await untilFinished(second, id)).toMatchObject({ state: 'done', attempt: 2 });
    expect((await rowsOf(id)).map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, step) => step));
    await second.beforeApplicationShutdown();
  });
});
