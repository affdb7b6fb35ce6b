import { grant, type Department } from '@jingzhun/persistence';

/** Answers of commands, by account and key. `answer` is what the caller saw: masked like every answer. */
export const idempotencyTables = (department: Department): string[] => [
  `create table idempotent_request (
  account_id uuid not null,
  key uuid not null,
  request_digest bytea not null,
  started_at timestamptz not null,
  effect_committed boolean not null default false,
  status smallint,
  answer jsonb,
  primary key (account_id, key)
)`,
  'create index idempotent_request_started_at on idempotent_request (started_at)',
  grant(department, 'idempotent_request'),
];
