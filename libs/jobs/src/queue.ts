import { fromKysely, PgBoss } from 'pg-boss';
import type { Database, Handle } from '@jingzhun/persistence';
import { QUEUE_SCHEMA } from './job-tables.js';

/** How pg-boss runs a statement. */
export type QueueConnection = ReturnType<typeof fromKysely>;

/** Where work ends up that failed for good. */
export const ABANDONED = 'job.abandoned';

/**
 * How soon work of a dead process is noticed: a worker says every half of it that it is alive. Ten seconds is the least pg-boss
 * allows; the watch passes every few seconds.
 */
const HEARTBEAT_SECONDS = 10;

export const QUEUE_OPTIONS = {
  retryLimit: 5,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 60,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  // bounded by the heartbeat; an import may well take longer than the 15 minutes of the default
  expireInSeconds: 23 * 3600,
  deleteAfterSeconds: 7 * 24 * 3600,
  deadLetter: ABANDONED,
} as const;

/** pg-boss on the service's own pool, with everything off that would change tables: the runtime role cannot and must not. */
export function openQueue(database: Database): PgBoss {
  return new PgBoss({
    schema: QUEUE_SCHEMA,
    db: { executeSql: (text, values) => database.pool.query(text, values) },
    migrate: false,
    createSchema: false,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
    persistQueueStats: false,
    superviseIntervalSeconds: 3,
    monitorIntervalSeconds: 3,
  });
}

/** Lets pg-boss write in somebody else's transaction. */
export function withinTransaction(handle: Handle): QueueConnection {
  if ('query' in handle) return { executeSql: (text: string, values?: unknown[]) => handle.query(text, values) };
  return fromKysely(handle.getKysely());
}
