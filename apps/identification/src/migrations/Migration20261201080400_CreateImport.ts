import { Migration } from '@mikro-orm/migrations';
import { areaPolicy, grant } from '@jingzhun/persistence';

/** Batches of taken-over registrations, their refusals, what waits for release, and persons found in two households. */
export class Migration20261201080400_CreateImport extends Migration {
  override up(): void {
    for (const statement of [...batch(), ...refusal(), ...staging(), ...duplicates()]) this.addSql(statement);
  }
}

const batch = (): string[] => [
  `create table import_batch (
    id uuid primary key,
    area_code text collate "C" not null,
    file_name text not null,
    file_bytes bigint not null,
    kind text not null,
    source_document text not null,
    state text not null default 'uploaded',
    phase text,
    done int not null default 0,
    total int not null default 0,
    uploaded_by uuid not null,
    uploaded_by_name text not null,
    uploaded_area text collate "C" not null,
    uploaded_at timestamptz not null,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    decision_reason text,
    released_at timestamptz,
    counts jsonb not null default '{}',
    sheets jsonb not null default '{}',
    failure jsonb,
    file_deleted_at timestamptz,
    constraint import_batch_kind_known check (kind in ('xlsx', 'csv', 'csv-zip')),
    constraint import_batch_state_known check (state in ('uploaded', 'checking', 'previewed', 'releasing', 'released', 'discarded', 'failed')),
    constraint import_batch_released_by_another check (state not in ('releasing', 'released') or decided_by <> uploaded_by),
    constraint import_batch_decided_completely check ((decided_by is null) = (decided_at is null)),
    constraint import_batch_failure_explained check ((state = 'failed') = (failure is not null))
  )`,
  `create index import_batch_work on import_batch (id) where state in ('uploaded', 'checking', 'releasing')`,
  'create index import_batch_newest on import_batch (uploaded_at desc, id desc)',
  'create index import_batch_files on import_batch (uploaded_at) where file_deleted_at is null',
  ...areaPolicy('import_batch', 'area_code'),
  grant('identification', 'import_batch', 'select, insert, update'),
];

const refusal = (): string[] => [
  `create table import_refusal (
    batch_id uuid not null references import_batch (id),
    position int not null,
    area_code text collate "C" not null,
    sheet text not null,
    row int not null,
    at int not null,
    title text not null,
    code text not null,
    value_masked text,
    primary key (batch_id, position),
    constraint import_refusal_sheet_known check (sheet in ('households', 'members'))
  )`,
  ...areaPolicy('import_refusal', 'area_code'),
  grant('identification', 'import_refusal', 'select, insert, delete'),
];

/** Only the import itself may read what is not released yet. */
const importOnly = (table: string): string[] => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy ${table}_import on ${table} using (current_setting('app.system', true) = 'import') with check (current_setting('app.system', true) = 'import')`,
  grant('identification', table, 'select, insert, delete, update'),
];

const staging = (): string[] => [
  `create table import_household (
    batch_id uuid not null references import_batch (id),
    row int not null,
    id uuid not null,
    number text collate "C" not null,
    disposition text not null,
    village_code text collate "C" not null,
    group_name text,
    head_name text collate "C" not null,
    member_count int not null,
    category text not null,
    registered_on date not null,
    standard text not null,
    main_cause text not null,
    secondary_causes text[] not null,
    living jsonb not null,
    year int,
    wage_fen bigint,
    business_fen bigint,
    property_fen bigint,
    transfer_fen bigint,
    business_expense_fen bigint,
    items jsonb,
    bank_name text,
    bank_cipher bytea,
    bank_index bytea,
    bank_masked text,
    address text,
    source_document text,
    digest bytea not null,
    primary key (batch_id, number),
    constraint import_household_disposition_known check (disposition in ('new', 'duplicate'))
  )`,
  ...importOnly('import_household'),
  `create table import_member (
    batch_id uuid not null,
    row int not null,
    number text collate "C" not null,
    person_id uuid not null,
    name text collate "C" not null,
    sex text not null,
    birth_date date not null,
    document_kind text not null,
    id_cipher bytea not null,
    id_index bytea not null,
    id_masked text not null,
    id_given_cipher bytea,
    match_key text not null,
    ethnicity text,
    relation text not null,
    facts jsonb not null,
    phone_cipher bytea,
    phone_index bytea,
    phone_masked text,
    primary key (batch_id, row),
    foreign key (batch_id, number) references import_household (batch_id, number) on delete cascade
  )`,
  'create index import_member_household on import_member (batch_id, number)',
  ...importOnly('import_member'),
];

const duplicates = (): string[] => [
  `create table duplicate_case (
    id uuid primary key,
    batch_id uuid not null references import_batch (id),
    number text collate "C" not null,
    village_code text collate "C" not null,
    head_name text not null,
    row int not null,
    person_name text not null,
    id_masked text not null,
    person_id uuid,
    other_household_id uuid not null,
    other_number text collate "C" not null,
    other_village_code text collate "C" not null,
    found_at timestamptz not null,
    found_by uuid not null,
    status text not null default 'open',
    decision text,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    decision_reason text,
    constraint duplicate_case_status_known check (status in ('open', 'decided', 'withdrawn')),
    constraint duplicate_case_decision_known check (decision in ('keep-registered', 'move', 'not-same')),
    constraint duplicate_case_decided_completely check ((status = 'decided') = (decision is not null) and (decision is null) = (decided_by is null)),
    constraint duplicate_case_decided_by_another check (decided_by <> found_by)
  )`,
  "create index duplicate_case_open on duplicate_case (found_at desc, id desc) where status = 'open'",
  'create index duplicate_case_batch on duplicate_case (batch_id, number)',
  'alter table duplicate_case enable row level security',
  'alter table duplicate_case force row level security',
  // both villages are concerned: the one that registered the person and the one that wants to
  `create policy duplicate_case_area on duplicate_case using (
    village_code between current_setting('app.area_from', true) and current_setting('app.area_to', true)
    or other_village_code between current_setting('app.area_from', true) and current_setting('app.area_to', true))`,
  grant('identification', 'duplicate_case', 'select, insert, update'),
];
