import { setTimeout as pause } from 'node:timers/promises';
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
