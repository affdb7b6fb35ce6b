import { setTimeout as pause } from 'node:timers/promises';
import { Migration } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { Clock, Database, grant, ormOptions, persistenceFoundation, systemSession, type DatabaseDefinition } from '@jingzhun/persistence';
import { defineJob, Jobs, jobTables, type JobRun } from '../src/index.js';
import { JobChanges } from '../src/job-stream.js';

/** Work that leaves one row a step, so that a step done twice or never shows. */
export const Counting = defineJob({ name: 'test.count', payload: z.strictObject({ steps: z.int(), pauseMs: z.int() }) });

class CreateCounting extends Migration {
  override up(): void {
    const own = ['create table counted (job_id uuid not null, step int not null, attempt int not null)', grant('industry', 'counted')];
    for (const sql of [...persistenceFoundation('industry'), ...jobTables('industry'), ...own]) this.addSql(sql);
  }
}
export const definition: DatabaseDefinition = { department: 'industry', entities: [], migrations: [CreateCounting] };

/** @param inTheMiddle called between what a step writes and its commit */
export async function count(
  { steps, pauseMs }: z.infer<typeof Counting.payload>,
  run: JobRun,
  inTheMiddle: (step: number) => void = () => undefined,
): Promise<object> {
  let next = run.checkpoint(z.object({ next: z.int() }))?.next ?? 0;
  while (next < steps) {
    if (run.signal.aborted) throw new Error('stopped between two steps');
    const step = next;
    await run.connection(systemSession('import'), async (client, save) => {
      await client.query('insert into counted values ($1, $2, $3)', [run.jobId, step, run.attempt]);
      await pause(pauseMs);
      inTheMiddle(step);
      await save({ next: step + 1 });
    });
    next = step + 1;
    run.progress({ phase: 'counting', done: next, total: steps });
  }
  return { counted: steps };
}

export async function openDatabase(url: string): Promise<Database> {
  return new Database(await MikroORM.init({ ...ormOptions(definition, url), logger: () => undefined }), url);
}

export async function startJobs(database: Database, prepare: (jobs: Jobs) => void = (jobs) => jobs.handle(Counting, count)): Promise<Jobs> {
  const jobs = new Jobs(database, new Clock(), new JobChanges());
  prepare(jobs);
  await jobs.onApplicationBootstrap();
  return jobs;
}
