import { grant, type Department } from '@jingzhun/persistence';
import { InboxMessageEntity } from './inbox/inbox-message.entity.js';
import { OutboxMessageEntity } from './outbox/outbox-message.entity.js';

/** To be listed in the service's `entities.ts`. */
export const messagingEntities = [OutboxMessageEntity, InboxMessageEntity];

/**
 * Outbox and inbox, with grants to the department's runtime group. Every session may put a message into the outbox (its state
 * reaches beyond no area but its own); only named sessions of the system may look at what waits there.
 */
export function messagingTables(department: Department): string[] {
  const named = `coalesce(current_setting('app.system', true), '') <> ''`;
  return [
    `create table "outbox" (
      "seq" bigserial not null,
      "id" uuid not null primary key,
      "type" text not null,
      "subject" text not null,
      "ordering_key" text not null,
      "occurred_at" timestamptz not null,
      "recorded_at" timestamptz,
      "actor" text not null default coalesce('user:' || nullif(current_setting('app.account', true), ''), 'system:' || nullif(current_setting('app.system', true), ''), 'unknown'),
      "correlation_id" uuid not null,
      "causation_id" uuid,
      "traceparent" text,
      "data" jsonb not null)`,
    `create unique index "outbox_seq" on "outbox" ("seq")`,
    `alter table "outbox" enable row level security`,
    `alter table "outbox" force row level security`,
    `create policy "outbox_write" on "outbox" for insert with check (true)`,
    `create policy "outbox_relay" on "outbox" for select using (${named})`,
    `create policy "outbox_published" on "outbox" for delete using (${named})`,
    grant(department, 'outbox', 'select, insert, delete'),
    `create table "inbox" (
      "handler" text not null,
      "event_id" uuid not null,
      "received_at" timestamptz not null,
      primary key ("handler", "event_id"))`,
    `create index "inbox_received_at" on "inbox" ("received_at")`,
    grant(department, 'inbox', 'select, insert, delete'),
  ];
}
