import { z } from 'zod';
import type { RefusalText } from '@jingzhun/domain/refusal';

export const JobProblem = z
  .object({
    code: z.string(),
    zh: z.object({ title: z.string(), detail: z.string(), next: z.string() }),
    en: z.object({ title: z.string(), detail: z.string(), next: z.string() }),
  })
  .meta({ id: 'JobProblem' });
export type JobProblem = z.infer<typeof JobProblem>;

/** Long work as people see it. */
export const JobView = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    state: z.enum(['queued', 'running', 'done', 'failed']),
    phase: z.string().nullable().describe('part of the work that runs now, a word of the kind'),
    done: z.int().describe('units of the phase that are finished'),
    total: z.int().nullable().describe('units of the phase; null: not known'),
    result: z.unknown().describe('what came of it, by kind'),
    problem: JobProblem.nullable().describe('why it failed and what to do'),
    attempt: z.int().describe('how often it was begun; more than 1 after an interruption'),
    revision: z.int().describe('grows with every change; id of the events'),
    enqueuedAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Job' });
export type JobView = z.infer<typeof JobView>;

export interface JobRow {
  id: string;
  kind: string;
  state: JobView['state'];
  phase: string | null;
  done: number;
  total: number | null;
  result: unknown;
  problem: JobProblem | null;
  attempt: number;
  revision: number;
  enqueued_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

export const VIEW_COLUMNS = 'id, kind, state, phase, done, total, result, problem, attempt, revision, enqueued_at, started_at, finished_at';

export function toJobView(row: JobRow): JobView {
  const { id, kind, state, phase, done, total, result, problem, attempt, revision } = row;
  return {
    ...{ id, kind, state, phase, done, total, result, problem, attempt, revision },
    enqueuedAt: row.enqueued_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

export const isFinished = ({ state }: Pick<JobView, 'state'>): boolean => state === 'done' || state === 'failed';

const text = (title: string, detail: string, next: string): RefusalText => ({ title, detail, next });

/** Nobody foresaw why it failed; the log knows. */
export const GAVE_UP: JobProblem = {
  code: 'job.gave-up',
  zh: text('任务未能完成', '多次尝试后仍然失败，已完成的部分不受影响。', '请重新提交一次；如仍失败，请把任务编号告诉系统管理员。'),
  en: text(
    'The work could not be finished',
    'It failed again after several attempts; what was completed stays.',
    'Start it once more; if it fails again, give the number of the job to the administrator.',
  ),
};
