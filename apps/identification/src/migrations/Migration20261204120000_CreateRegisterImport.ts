import { Migration } from '@mikro-orm/migrations';
import { areaPolicy, grant } from '@jingzhun/persistence';

/** Extracts of other authorities' registers: what was received, what of it is kept and until when, and which matches a person decides. */
export class Migration20261204120000_CreateRegisterImport extends Migration {
  override up(): void {
    for (const statement of [...registerImport(), ...refusal(), ...entry(), ...match(), ...lookedFor()]) this.addSql(statement);
  }
}

const KINDS = `'realEstate', 'vehicle', 'firm', 'payroll', 'commercialPension', 'studyAbroad', 'police', 'villageCommittee', 'hukou'`;

const registerImport = (): string[] => [
  `create table register_import (
    id uuid primary key,
    area_code text collate "C" not null,
    kind text not null,
    as_of date not null,
    authority text not null,
    source_document text not null,
    file_name text not null,
    file_bytes bigint not null,
    file_kind text not null,
    state text not null default 'received',
    sequence bigint unique,
    matched_at timestamptz,
    counts jsonb not null default '{}',
    sheet jsonb not null default '{}',
    failure jsonb,
    imported_by uuid not null,
    imported_by_name text not null,
    imported_at timestamptz not null,
    withdrawn_by uuid,
    withdrawn_by_name text,
    withdrawn_at timestamptz,
    withdrawal_reason text,
    facts_deleted_at timestamptz,
    constraint register_import_kind_known check (kind in (${KINDS})),
    constraint register_import_file_kind_known check (file_kind in ('xlsx', 'csv', 'csv-zip')),
    constraint register_import_state_known check (state in ('received', 'taken', 'failed', 'withdrawn')),
    constraint register_import_failure_explained check ((state = 'failed') = (failure is not null)),
    constraint register_import_matched_completely check ((sequence is null) = (matched_at is null)),
    constraint register_import_taken_has_sequence check (state <> 'taken' or sequence is not null),
    constraint register_import_withdrawn_completely check ((state = 'withdrawn') = (withdrawn_at is not null) and (withdrawn_at is null) = (withdrawal_reason is null))
  )`,
  'create index register_import_in_force on register_import (kind, as_of desc, sequence desc)',
  'create index register_import_newest on register_import (imported_at desc, id desc)',
  'create sequence register_import_sequence',
  'alter table register_import enable row level security',
  'alter table register_import force row level security',
  // whoever reads a verdict may read which extract it rests on; nobody is named in it but officials
  `create policy register_import_read on register_import for select using (current_setting('app.area_from', true) <> '')`,
  ...writtenInArea('register_import', 'area_code'),
  grant('identification', 'register_import', 'select, insert, update'),
];

/** Everybody with a session reads, only the own area writes. */
function writtenInArea(table: string, column: string): string[] {
  const inArea = `${column} between current_setting('app.area_from', true) and current_setting('app.area_to', true)`;
  return [
    `create policy ${table}_new on ${table} for insert with check (${inArea})`,
    `create policy ${table}_change on ${table} for update using (${inArea}) with check (${inArea})`,
  ];
}

const refusal = (): string[] => [
  `create table register_refusal (
    import_id uuid not null references register_import (id),
    position int not null,
    area_code text collate "C" not null,
    row int not null,
    at int not null,
    title text not null,
    code text not null,
    value_masked text,
    primary key (import_id, position)
  )`,
  ...areaPolicy('register_refusal', 'area_code'),
  grant('identification', 'register_refusal', 'select, insert, delete'),
];

/** Only screening itself reads what the registers say; people read it in a verdict, each as much as he may. */
const screeningOnly = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy ${table}_screening on ${table} using (current_setting('app.system', true) = 'screening') with check (current_setting('app.system', true) = 'screening')`,
];

const entry = (): string[] => [
  `create table register_entry (
    id uuid primary key,
    import_id uuid not null references register_import (id),
    kind text not null,
    id_index bytea not null,
    class text not null,
    place text,
    valid_from date,
    valid_to date,
    row int not null,
    match_id uuid,
    constraint register_entry_kind_known check (kind in (${KINDS})),
    constraint register_entry_period_not_reversed check (valid_to >= valid_from)
  )`,
  'create index register_entry_person on register_entry (id_index, import_id)',
  'create index register_entry_import on register_entry (import_id)',
  ...screeningOnly('register_entry'),
  grant('identification', 'register_entry', 'select, insert, delete'),
];

const match = (): string[] => [
  `create table register_match (
    id uuid primary key,
    import_id uuid not null references register_import (id),
    kind text not null,
    row int not null,
    village_code text collate "C" not null,
    subject_kind text not null,
    subject_id uuid not null,
    reason text not null,
    id_index bytea not null,
    name_given text not null,
    name_known text not null,
    number_masked text,
    birth_year int,
    class text,
    place text,
    valid_from date,
    valid_to date,
    row_mark bytea not null,
    status text not null default 'open',
    found_at timestamptz not null,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    decision_reason text,
    carried_over boolean not null default false,
    constraint register_match_subject_known check (subject_kind in ('household', 'application')),
    constraint register_match_reason_known check (reason in ('old-number', 'name-differs', 'no-number')),
    constraint register_match_status_known check (status in ('open', 'same', 'different', 'withdrawn')),
    constraint register_match_decided_completely check ((status in ('same', 'different')) = (decided_at is not null) and (decided_at is null) = (decision_reason is null)),
    constraint register_match_keeps_no_fact_of_others check (status <> 'different' or (class is null and valid_from is null and valid_to is null and place is null))
  )`,
  `create index register_match_open on register_match (found_at desc, id desc) where status = 'open'`,
  'create index register_match_import on register_match (import_id, row)',
  'create index register_match_mark on register_match (row_mark)',
  'alter table register_match enable row level security',
  'alter table register_match force row level security',
  `create policy register_match_area on register_match using (
    village_code between current_setting('app.area_from', true) and current_setting('app.area_to', true)
    and (kind <> 'police' or current_setting('app.clearance', true) = 'sensitive' or current_setting('app.system', true) = 'screening'))`,
  grant('identification', 'register_match', 'select, insert, update, delete'),
];

/** Since which extract somebody has been looked for in every one that came. */
const lookedFor = (): string[] => [
  `create table screening_person (
    id_index bytea primary key,
    since bigint not null
  )`,
  ...screeningOnly('screening_person'),
  grant('identification', 'screening_person', 'select, insert, delete'),
];
