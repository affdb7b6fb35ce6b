import { appendOnly, areaPolicy, grant, type Department } from '@jingzhun/persistence';

// a village's session holds exactly one code; township and county sessions hold a range that ends in 9s
const ABOVE_VILLAGE = `right(current_setting('app.area_to', true), 3) = '999'`;
const WHOLE_COUNTY = `right(current_setting('app.area_to', true), 6) = '999999'`;
const OWN = `account_id::text = current_setting('app.account', true)`;

/**
 * What a department reminded of: once for a deadline and stage, kept as proof that it was said. Nobody is named in it. Who has read it
 * is each person's own. Called by the migration of each department.
 */
export const reminderTables = (department: Department): string[] => [
  `create table reminder (
    id uuid primary key,
    source text not null,
    subject_kind text not null,
    subject_id uuid not null,
    number text,
    step text not null,
    place_code text collate "C" not null check (place_code ~ '^[0-9]{12}$'),
    due_on date not null,
    stage text not null check (stage in ('soon', 'late', 'township', 'county')),
    level text not null check (level in ('village', 'township', 'county')),
    permission text not null,
    raised_on date not null,
    raised_at timestamptz not null,
    ended_at timestamptz,
    constraint reminder_once unique (source, subject_id, step, due_on, stage)
  )`,
  'create index reminder_waiting on reminder (place_code, level, due_on) where ended_at is null',
  ...areaPolicy('reminder', 'place_code'),
  // what waits above, an objection to be answered among it, is not for the level below
  `create policy reminder_level on reminder as restrictive
    using (case level when 'village' then true when 'county' then ${WHOLE_COUNTY} else ${ABOVE_VILLAGE} end)`,
  grant(department, 'reminder', 'select, insert, update'),
  `create table reminder_seen (
    reminder_id uuid not null references reminder,
    account_id uuid not null,
    read_at timestamptz not null,
    dismissed_at timestamptz,
    primary key (reminder_id, account_id)
  )`,
  'alter table reminder_seen enable row level security',
  'alter table reminder_seen force row level security',
  `create policy reminder_seen_own on reminder_seen using (${OWN}) with check (${OWN})`,
  grant(department, 'reminder_seen', 'select, insert, update'),
  // days that were gone through
  `create table reminder_round (
    day date primary key,
    made_at timestamptz not null,
    raised int not null,
    ended int not null
  )`,
  ...appendOnly(department, 'reminder_round'),
];
