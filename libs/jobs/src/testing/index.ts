import { setTimeout as pause } from 'node:timers/promises';
import { QUEUE_SCHEMA } from '../job-tables.js';
import type { Jobs } from '../jobs.js';
import { isFinished, type JobView } from '../job-view.js';

/** Waits until the job is done or failed. */
export async function untilFinished(jobs: Pick<Jobs, 'get'>, id: string, withinMs = 60_000): Promise<JobView> {
  const end = performance.now() + withinMs;
  for (;;) {
    const view = await jobs.get(id);
    if (isFinished(view)) return view;
    if (performance.now() > end) throw new Error(`job ${view.kind} is still ${view.state} after ${withinMs} ms`);
    await pause(50);
  }
}

/** For a superuser: as if the queue had waited long enough for a sign of life of a process that is dead. */
export const SIGN_OF_LIFE_MISSED = `update ${QUEUE_SCHEMA}.job set heartbeat_on = now() - interval '1 minute' where state = 'active'`;
