import type { CheckOrder, CheckReport } from './check-protocol.js';
import { readInThread } from './reading-thread.js';

export type CheckTaken = Exclude<CheckReport, { type: 'refused' }>;

/**
 * Checks a file of registrations in a thread of its own.
 * @throws FileRefused
 */
export const runCheck = (order: CheckOrder, take: (report: CheckTaken) => Promise<void>): Promise<void> =>
  readInThread<CheckReport>(new URL('./check-worker', import.meta.url), order, take);
