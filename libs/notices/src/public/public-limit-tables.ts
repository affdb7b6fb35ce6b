import { grant, type Department } from '@jingzhun/persistence';

/** How many objections a notice was sent within the hour, for all instances and over a restart: a number for each notice, nobody is named. */
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
