import { appendOnly, type Department } from '@jingzhun/persistence';

/**
 * The audit log and its chain. Both are append-only: the runtime role may read and add, a trigger refuses everybody else.
 * `txid` lets the linker find what was committed since its last look without reading the whole log.
 */
export function auditTables(department: Department): string[] {
  return [
    `create table audit_log (
       id uuid primary key,
       occurred_at timestamptz not null,
       account_id uuid,
       account_name text,
       roles text[] not null default '{}',
       area text collate "C",
       session_id text,
       ip text,
       action text not null,
       object_type text,
       object_id text,
       purpose text,
       result text not null check (result in ('success', 'refused', 'failed')),
       detail jsonb not null default '{}',
       request_id text,
       txid xid8 not null default pg_current_xact_id()
     )`,
    'create index audit_log_newest_first on audit_log (occurred_at desc, id desc)',
    'create index audit_log_by_account on audit_log (account_id, occurred_at desc)',
    'create index audit_log_by_object on audit_log (object_type, object_id)',
    'create index audit_log_by_transaction on audit_log (txid)',
    `create table audit_chain (
       seq bigint primary key check (seq > 0),
       audit_id uuid not null unique,
       linked_at timestamptz not null,
       previous_hash bytea not null check (length(previous_hash) = 32),
       hash bytea not null check (length(hash) = 32)
     )`,
    ...appendOnly(department, 'audit_log'),
    ...appendOnly(department, 'audit_chain'),
  ];
}
