import { grant, type Department } from '@jingzhun/persistence';

/** How many objections a notice was sent within the hour, for all instances and over a restart: a number for each notice, nobody is named. `acceptedObjections` goes on from here. */
export function publicLimitTables(department: Department): string[] {
  return [
    `create table notice_rush (
      notice_id uuid primary key references notice,
      since timestamptz not null,
      attempts int not null check (attempts > 0)
    )`,
    grant(department, 'notice_rush', 'select, insert, update'),
  ];
}

/** What was sent is not counted any more, what was accepted is: nothing refused uses up a notice (ADR 0165). */
export const acceptedObjections = (): string[] => ['delete from notice_rush', 'alter table notice_rush rename attempts to accepted'];

/**
 * How often a receipt was looked up within the hour, for all instances and over a restart. The key is a keyed digest: what somebody
 * types into the field need not be a receipt. Also a number nobody has is counted, or its limit would tell which numbers there are.
 */
export function receiptLimitTables(department: Department): string[] {
  return [
    `create table receipt_rush (
      receipt bytea primary key,
      since timestamptz not null,
      attempts int not null check (attempts > 0)
    )`,
    'create index receipt_rush_since on receipt_rush (since)',
    grant(department, 'receipt_rush'),
  ];
}
