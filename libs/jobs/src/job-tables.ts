import { getConstructionPlans } from 'pg-boss';
import { grant, runtimeGroup, type Department } from '@jingzhun/persistence';

/** Schema of pg-boss in each department's database. */
export const QUEUE_SCHEMA = 'pgboss';

/**
 * What people see of long work (`job`), and the queue that carries it (pg-boss). The owner makes both in the migration step; the
 * running service may only read and write rows, so everything of pg-boss that changes tables is switched off (see `queue.ts`).
 */
export function jobTables(department: Department): string[] {
  const group = `"${runtimeGroup(department)}"`;
  return [
    `create table job (
       id uuid primary key,
       kind text not null,
       state text not null check (state in ('queued', 'running', 'done', 'failed')),
       phase text,
       done bigint not null default 0,
       total bigint,
       payload jsonb not null,
       checkpoint jsonb,
       result jsonb,
       problem jsonb,
       attempt int not null default 0,
       revision bigint not null default 1,
       account_id uuid,
       enqueued_at timestamptz not null,
       started_at timestamptz,
       finished_at timestamptz
     )`,
    'create index job_newest_first on job (kind, enqueued_at desc)',
    grant(department, 'job', 'select, insert, update'),
    queueSchema(),
    `grant usage on schema ${QUEUE_SCHEMA} to ${group}`,
    `grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to ${group}`,
    `grant usage on all sequences in schema ${QUEUE_SCHEMA} to ${group}`,
    `grant execute on all functions in schema ${QUEUE_SCHEMA} to ${group}`,
  ];
}

/** pg-boss' own text without its transaction: the migration already is one, and its commit would end it half-way. */
export function queueSchema(): string {
  return getConstructionPlans(QUEUE_SCHEMA)
    .replace(/^\s*BEGIN;\s*/, '')
    .replace(/^\s*(?:SET LOCAL [^;]*;\s*)+/, '')
    .replace(/COMMIT;\s*$/, '');
}
