import { setTimeout as pause } from 'node:timers/promises';
import { lastValueFrom, toArray } from 'rxjs';
import { z } from 'zod';
import { Refusal } from '@jingzhun/domain/refusal';
import { systemSession, type Database } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { count, Counting, definition, openDatabase, startJobs } from '../test/counting.js';
import { defineJob, JobNotFound, JobTakenOver, type JobRun, type JobView, type Jobs } from './index.js';
import { untilFinished } from './testing/index.js';

const Failing = defineJob({ name: 'test.fail', payload: z.object({ how: z.enum(['refusal', 'fault', 'once']) }) });
const Handed = defineJob({ name: 'test.hand', payload: z.object({}) });

class NothingToDo extends Refusal {
  constructor() {
    const text = { title: 'x', detail: 'y', next: 'z' };
    super({ code: 'test.nothing-to-do', status: 422, zh: text, en: text });
  }
}

describe('Jobs', () => {
  let test: TestDatabase;
  let database: Database;
  let jobs: Jobs;
  let hand: (run: JobRun) => Promise<void> = async () => {};
  const givenUp: unknown[] = [];

  beforeAll(async () => {
    test = await createTestDatabase(definition);
    database = await openDatabase(test.runtimeUrl);
    jobs = await startJobs(database, (all) => {
      all.handle(Counting, count);
      all.handle(Handed, (_payload, run) => hand(run));
      all.handle(
        Failing,
        async ({ how }, run) => {
          if (how === 'refusal') throw new NothingToDo();
          if (how === 'fault' || run.attempt === 1) throw new Error('张三 360781196001011234');
          return { attempt: run.attempt };
        },
        { gaveUp: async (payload) => void givenUp.push(payload) },
      );
    });
  });
  afterAll(async () => {
    await jobs.beforeApplicationShutdown();
    await database.close();
    await test.drop();
  });

  const order = (steps = 3, pauseMs = 0): Promise<string> =>
    database.transaction(systemSession('import'), (em) => jobs.enqueue(em, Counting, { steps, pauseMs }));
  const countedSteps = async (id: string): Promise<number[]> =>
    (await database.pool.query<{ step: number }>('select step from counted where job_id = $1 order by step', [id])).rows.map(
      ({ step }) => step,
    );

  it('does the work once and keeps the result, ordered through either handle', async () => {
    const viaClient = await database.connection(systemSession('import'), (client) =>
      jobs.enqueue(client, Counting, { steps: 2, pauseMs: 0 }),
    );
    const id = await order();
    expect(await untilFinished(jobs, id)).toMatchObject({
      state: 'done',
      attempt: 1,
      phase: 'counting',
      done: 3,
      total: 3,
      result: { counted: 3 },
      problem: null,
    });
    expect(await countedSteps(id)).toEqual([0, 1, 2]);
    expect(await untilFinished(jobs, viaClient)).toMatchObject({ result: { counted: 2 } });
  });

  it('starts nothing of a transaction that was rolled back', async () => {
    const before = await database.pool.query('select count(*)::int as jobs from job');
    const undone = database.transaction(systemSession('import'), async (em) => {
      await jobs.enqueue(em, Counting, { steps: 1, pauseMs: 0 });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect((await database.pool.query('select count(*)::int as jobs from job')).rows).toEqual(before.rows);
    expect((await database.pool.query("select from pgboss.job where state in ('created', 'retry') and name = 'test.count'")).rowCount).toBe(
      0,
    );
  });

  it('starts as soon as the order is committed', async () => {
    // right after one has ended the poll alone would find the next half a second later: so not one of them would be quick
    const waits: number[] = [];
    for (let i = 0; i < 7; i += 1) {
      const started = performance.now();
      await untilFinished(jobs, await order(1));
      waits.push(performance.now() - started);
    }
    expect(Math.min(...waits.slice(1))).toBeLessThan(250);
  });

  it('fails with the text of a refusal at once, and tries again after a fault', async () => {
    const enqueue = (how: 'refusal' | 'once'): Promise<string> =>
      database.transaction(systemSession('import'), (em) => jobs.enqueue(em, Failing, { how }));
    const [refused, once] = await Promise.all([enqueue('refusal'), enqueue('once')]);
    expect(await untilFinished(jobs, refused)).toMatchObject({
      state: 'failed',
      attempt: 1,
      problem: { code: 'test.nothing-to-do', zh: { next: 'z' } },
    });
    expect(await untilFinished(jobs, once)).toMatchObject({ state: 'done', attempt: 2, result: { attempt: 2 } });
  });

  it('gives up what fails again and again, without a word of the error in the database', async () => {
    const id = await database.transaction(systemSession('import'), (em) => jobs.enqueue(em, Failing, { how: 'fault' }));
    for (let i = 0; i < 60 && (await jobs.get(id)).state !== 'failed'; i++) {
      await pause(250);
      await database.pool.query("update pgboss.job set start_after = now() where name = 'test.fail' and state = 'retry'");
    }
    expect(await jobs.get(id)).toMatchObject({ state: 'failed', problem: { code: 'job.gave-up' } });
    for (let i = 0; i < 40 && givenUp.length === 0; i++) await pause(50);
    expect(givenUp).toEqual([{ how: 'fault' }]);
    const { rows } = await database.pool.query<{ all: string }>('select string_agg(j::text, $1) as all from pgboss.job j', ['\n']);
    expect(rows[0]?.all).not.toMatch(/张三|360781196001011234/);
  });

  it('sends progress and ends with done; a browser that comes back gets only what is new', async () => {
    const id = await order(8, 120);
    const events = await lastValueFrom(jobs.watch(id).pipe(toArray()));
    expect(events.length).toBeGreaterThan(3);
    expect(events.map(({ type }) => type)).toEqual([...Array<string>(events.length - 1).fill('progress'), 'done']);
    const revisions = events.map(({ id: revision }) => Number(revision));
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
    expect(events.at(-1)?.data).toMatchObject({ state: 'done', done: 8 });
    const again = await lastValueFrom(jobs.watch(id, String(revisions.at(-2)), (view: JobView) => ({ only: view.done })).pipe(toArray()));
    expect(again).toEqual([{ id: String(revisions.at(-1)), type: 'done', data: { only: 8 } }]);
  });

  it('lets another process see the progress', async () => {
    const other = await openDatabase(test.runtimeUrl);
    const watcher = await startJobs(other, () => {});
    const id = await order(20, 120);
    const events = await lastValueFrom(watcher.watch(id).pipe(toArray()));
    expect(events.length).toBeGreaterThan(2);
    expect(events.at(-1)).toMatchObject({ type: 'done', data: { state: 'done' } });
    await watcher.beforeApplicationShutdown();
    await other.close();
  });

  it('refuses the writes of an attempt that was taken over', async () => {
    const refused: unknown[] = [];
    hand = async (run) => {
      await database.pool.query('update job set attempt = attempt + 1 where id = $1', [run.jobId]);
      for (const write of [
        () => run.connection(systemSession('import'), (client) => client.query('insert into counted values ($1, 1, 1)', [run.jobId])),
        () => run.transaction(systemSession('import'), (em) => em.execute('insert into counted values (?, 1, 1)', [run.jobId])),
      ])
        await write().catch((error: unknown) => refused.push(error));
    };
    const id = await database.transaction(systemSession('import'), (em) => jobs.enqueue(em, Handed, {}));
    for (let i = 0; i < 100 && refused.length < 2; i++) await pause(50);
    expect(refused).toEqual([expect.any(JobTakenOver), expect.any(JobTakenOver)]);
    expect(await countedSteps(id)).toEqual([]);
    expect((await jobs.get(id)).state).toBe('running'); // the finish of the old attempt is refused as well
  });

  it('refuses a payload that is not of the kind or holds a long number', async () => {
    const enqueue = (payload: unknown): Promise<string> =>
      database.transaction(systemSession('import'), (em) =>
        jobs.enqueue(em, defineJob({ name: 'test.free', payload: z.object({ text: z.string() }) }), payload as { text: string }),
      );
    await expect(enqueue({})).rejects.toThrow();
    await expect(enqueue({ text: '36078119600101123X' })).rejects.toThrow(/as long as an ID number/);
    await expect(jobs.get('01890000-0000-7000-8000-000000000000')).rejects.toThrow(JobNotFound);
    expect(() => defineJob({ name: 'Import', payload: z.object({}) })).toThrow(/feature/);
  });

  it('has a runtime role that owns nothing of the queue and cannot change its tables', async () => {
    const { rows } = await database.pool.query<{ owner: string }>(
      "select distinct pg_get_userbyid(c.relowner) as owner from pg_class c where c.relnamespace in ('pgboss'::regnamespace, 'public'::regnamespace)",
    );
    expect(rows).toEqual([{ owner: 'jz_industry_owner' }]);
    for (const sql of [
      'alter table pgboss.job add column x int',
      'truncate pgboss.job',
      'create table pgboss.x (id int)',
      'drop schema pgboss cascade',
      'delete from job',
    ])
      await expect(database.pool.query(sql)).rejects.toThrow(/permission denied|must be owner/);
  });
});
