import type { Database } from '@jingzhun/persistence';
import { systemSession } from '@jingzhun/persistence';
import { JobNotFound, JobTakenOver } from './jobs.errors.js';
import { isFinished, toJobView, VIEW_COLUMNS, type JobProblem, type JobRow, type JobView } from './job-view.js';

/** What an attempt begins with. */
export interface Begun {
  attempt: number;
  payload: unknown;
  checkpoint: unknown;
  view: JobView;
}

export interface Abandoned {
  view: JobView;
  kind: string;
  payload: unknown;
}

export interface Progress {
  phase?: string;
  done?: number;
  total?: number | null;
}

const RETURNING = `returning ${VIEW_COLUMNS}`;

/** The `job` rows. Every write of an attempt names its number: an attempt that was taken over writes nothing any more. */
export class JobStore {
  constructor(private readonly database: Database) {}

  async find(id: string): Promise<JobView | undefined> {
    const { rows } = await this.database.pool.query<JobRow>(`select ${VIEW_COLUMNS} from job where id = $1`, [id]);
    return rows[0] && toJobView(rows[0]);
  }

  /**
   * Opens the next attempt. Waits for an unfinished transaction of the attempt before (`for update` against `for key share` in
   * `fence`), so that what it commits last is seen.
   * @returns undefined when there is nothing left to do
   */
  begin(id: string, now: Date): Promise<Begun | undefined> {
    return this.database.connection(systemSession('scheduler'), async (client) => {
      const { rows } = await client.query<{ state: JobView['state'] }>('select state from job where id = $1 for update', [id]);
      if (!rows[0] || isFinished(rows[0])) return undefined;
      const begun = await client.query<JobRow & { payload: unknown; checkpoint: unknown }>(
        `update job set state = 'running', attempt = attempt + 1, revision = revision + 1, started_at = coalesce(started_at, $2)
         where id = $1 ${RETURNING}, payload, checkpoint`,
        [id, now],
      );
      const row = begun.rows[0] as JobRow & { payload: unknown; checkpoint: unknown };
      return { attempt: row.attempt, payload: row.payload, checkpoint: row.checkpoint, view: toJobView(row) };
    });
  }

  progress(id: string, attempt: number, { phase, done, total }: Progress): Promise<JobView> {
    return this.write(
      `update job set phase = coalesce($3, phase), done = coalesce($4, done), total = case when $5 then $6::bigint else total end, revision = revision + 1
       where id = $1 and attempt = $2 and state = 'running' ${RETURNING}`,
      [id, attempt, phase ?? null, done ?? null, total !== undefined, total ?? null],
    );
  }

  finish(id: string, attempt: number, result: unknown, now: Date): Promise<JobView> {
    return this.write(
      `update job set state = 'done', result = $3::jsonb, finished_at = $4, revision = revision + 1
       where id = $1 and attempt = $2 and state = 'running' ${RETURNING}`,
      [id, attempt, JSON.stringify(result ?? null), now],
    );
  }

  fail(id: string, attempt: number, problem: JobProblem, now: Date): Promise<JobView> {
    return this.write(
      `update job set state = 'failed', problem = $3::jsonb, finished_at = $4, revision = revision + 1
       where id = $1 and attempt = $2 and state = 'running' ${RETURNING}`,
      [id, attempt, JSON.stringify(problem), now],
    );
  }

  /** Back into the queue; the queue decides when it is tried again. */
  waitAgain(id: string, attempt: number): Promise<JobView> {
    return this.write(
      `update job set state = 'queued', revision = revision + 1 where id = $1 and attempt = $2 and state = 'running' ${RETURNING}`,
      [id, attempt],
    );
  }

  /** The queue has given it up, whoever worked on it. Nothing changes when it was ended already. */
  async abandon(id: string, problem: JobProblem, now: Date): Promise<Abandoned> {
    await this.database.pool.query(
      `update job set state = 'failed', problem = $2::jsonb, finished_at = $3, attempt = attempt + 1, revision = revision + 1
       where id = $1 and state in ('queued', 'running')`,
      [id, JSON.stringify(problem), now],
    );
    const { rows } = await this.database.pool.query<JobRow & { payload: unknown }>(
      `select ${VIEW_COLUMNS}, payload from job where id = $1`,
      [id],
    );
    const [row] = rows;
    if (!row) throw new JobNotFound();
    return { view: toJobView(row), kind: row.kind, payload: row.payload };
  }

  private async write(sql: string, values: unknown[]): Promise<JobView> {
    const { rows } = await this.database.pool.query<JobRow>(sql, values);
    if (!rows[0]) throw new JobTakenOver();
    return toJobView(rows[0]);
  }
}
