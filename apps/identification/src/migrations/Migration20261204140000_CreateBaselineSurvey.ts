import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant } from '@jingzhun/persistence';

const SERVICE = 'identification';

/** The baseline survey: rounds, the households to visit, what surveyors reported, what counts, and what waits for a decision. */
export class Migration20261204140000_CreateBaselineSurvey extends Migration {
  override up(): void {
    for (const statement of [
      ...keepsAllButCiphers(),
      ...rounds(),
      ...units(),
      ...submissions(),
      ...answers(),
      ...conflicts(),
      ...confirmations(),
    ])
      this.addSql(statement);
  }
}

/** Rows that say what was reported stay as they are; only a newer key may be put under a ciphertext, and named columns may go on. */
const keepsAllButCiphers = (): string[] => [
  `create function keep_but() returns trigger language plpgsql as $$
  begin
    if tg_op <> 'UPDATE' or (to_jsonb(new) - tg_argv) <> (to_jsonb(old) - tg_argv) then
      raise exception 'rows of % stay as they are', tg_table_name using errcode = 'JZ005';
    end if;
    return new;
  end $$`,
];

const rounds = (): string[] => [
  `create table survey_round (
    id uuid primary key,
    name text not null,
    area text collate "C" not null,
    area_from text collate "C" not null,
    area_to text collate "C" not null,
    starts_on date not null,
    ends_on date not null,
    income_year int not null,
    form_version int not null,
    state text not null default 'planned',
    version int not null default 1,
    created_by uuid not null,
    created_by_name text not null,
    created_at timestamptz not null,
    opened_by uuid,
    opened_by_name text,
    opened_at timestamptz,
    closed_by uuid,
    closed_by_name text,
    closed_at timestamptz,
    close_reason text,
    constraint survey_round_state_known check (state in ('planned', 'open', 'closed')),
    constraint survey_round_period_not_reversed check (starts_on <= ends_on),
    constraint survey_round_income_year_plausible check (income_year between 2010 and 2100),
    constraint survey_round_opened_completely check ((state = 'planned') = (opened_at is null) and (opened_at is null) = (opened_by is null)),
    constraint survey_round_closed_completely check ((state = 'closed') = (closed_at is not null) and (closed_at is null) = (closed_by is null))
  )`,
  'create index survey_round_newest on survey_round (created_at desc, id desc)',
  // a round of a township concerns its villages, and is made by those who are responsible for all of it
  `alter table survey_round enable row level security`,
  `alter table survey_round force row level security`,
  `create policy survey_round_read on survey_round for select using (
    area_from <= current_setting('app.area_to', true) and area_to >= current_setting('app.area_from', true))`,
  ...['insert', 'update'].map((verb) => {
    const own = `area_from >= current_setting('app.area_from', true) and area_to <= current_setting('app.area_to', true)`;
    return `create policy survey_round_${verb} on survey_round for ${verb} ${verb === 'insert' ? `with check (${own})` : `using (${own}) with check (${own})`}`;
  }),
  grant(SERVICE, 'survey_round', 'select, insert, update'),
  `create table survey_round_village (
    round_id uuid not null references survey_round (id),
    village_code text collate "C" not null,
    primary key (round_id, village_code)
  )`,
  ...areaPolicy('survey_round_village'),
  grant(SERVICE, 'survey_round_village', 'select, insert'),
];

const units = (): string[] => [
  `create table survey_unit (
    id uuid primary key,
    round_id uuid not null,
    village_code text collate "C" not null,
    household_id uuid references household (id),
    number text collate "C",
    head_name text collate "C" not null,
    group_name text,
    register_version int,
    state text not null default 'due',
    version int not null default 0,
    signed_version int,
    visited_at timestamptz,
    visited_by uuid,
    visited_by_name text,
    folded_into uuid references survey_unit (id),
    found_at timestamptz,
    foreign key (round_id, village_code) references survey_round_village (round_id, village_code),
    constraint survey_unit_household_once unique (round_id, household_id),
    constraint survey_unit_state_known check (state in ('due', 'away', 'refused', 'visited', 'confirmed', 'folded')),
    constraint survey_unit_registered_or_found check ((household_id is null) = (found_at is not null) and (household_id is null) = (register_version is null)),
    constraint survey_unit_not_into_itself check (folded_into <> id)
  )`,
  'create index survey_unit_of_village on survey_unit (round_id, village_code, state)',
  ...areaPolicy('survey_unit'),
  grant(SERVICE, 'survey_unit', 'select, insert, update'),
  `create table survey_person (
    unit_id uuid not null references survey_unit (id),
    member_id uuid not null,
    round_id uuid not null,
    village_code text collate "C" not null,
    id_index bytea not null,
    primary key (unit_id, member_id)
  )`,
  'create index survey_person_number on survey_person (round_id, id_index)',
  ...areaPolicy('survey_person'),
  grant(SERVICE, 'survey_person'),
  // answers only whether the person stands in another unit of the round; it reads past the area as registration_of does
  `create function surveyed_elsewhere(round uuid, unit uuid, numbers bytea[]) returns table (unit_id uuid, village_code text) language plpgsql as $$
  declare
    own_from text := current_setting('app.area_from', true);
    own_to text := current_setting('app.area_to', true);
    own_system text := current_setting('app.system', true);
  begin
    perform set_config('app.area_from', '000000000000', true), set_config('app.area_to', '999999999999', true), set_config('app.system', 'import', true);
    return query select distinct p.unit_id, p.village_code from survey_person p join survey_unit u on u.id = p.unit_id
      where p.round_id = round and p.unit_id <> unit and u.folded_into is null and p.id_index = any (numbers);
    perform set_config('app.area_from', own_from, true), set_config('app.area_to', own_to, true), set_config('app.system', own_system, true);
  end $$`,
];

const submissions = (): string[] => [
  `create table survey_submission (
    id uuid primary key,
    round_id uuid not null references survey_round (id),
    unit_id uuid not null references survey_unit (id),
    village_code text collate "C" not null,
    account_id uuid not null,
    account_name text not null,
    form_version int not null,
    base_version int not null,
    register_version int,
    follows uuid[] not null default '{}',
    outcome text not null,
    visited_at timestamptz not null,
    received_at timestamptz not null,
    content_cipher bytea not null,
    signed_photo uuid,
    result text not null,
    version int,
    signature_counts boolean,
    constraint survey_submission_outcome_known check (outcome in ('met', 'away', 'refused')),
    constraint survey_submission_result_known check (result in ('applied', 'conflict', 'superseded', 'refused'))
  )`,
  'create index survey_submission_unit on survey_submission (unit_id, received_at)',
  'create index survey_submission_round on survey_submission (round_id, received_at)',
  ...areaPolicy('survey_submission'),
  grant(SERVICE, 'survey_submission', 'select, insert, update'),
  `create trigger survey_submission_stays before update or delete on survey_submission for each row
    execute function keep_but('content_cipher', 'result', 'version', 'signature_counts')`,
  `create table survey_photo (
    id uuid primary key,
    round_id uuid not null references survey_round (id),
    unit_id uuid not null references survey_unit (id),
    village_code text collate "C" not null,
    submission_id uuid not null references survey_submission (id),
    purpose text not null,
    account_id uuid not null,
    told_at timestamptz not null,
    arrived_at timestamptz,
    constraint survey_photo_purpose_known check (purpose in ('house', 'document', 'signature', 'other'))
  )`,
  'create index survey_photo_unit on survey_photo (unit_id)',
  ...areaPolicy('survey_photo'),
  grant(SERVICE, 'survey_photo', 'select, insert, update'),
];

const answers = (): string[] => [
  `create table survey_answers (
    id uuid primary key,
    unit_id uuid not null references survey_unit (id),
    village_code text collate "C" not null,
    version int not null,
    answers_cipher bytea not null,
    submission_id uuid not null references survey_submission (id),
    account_id uuid not null,
    account_name text not null,
    recorded_at timestamptz not null,
    constraint survey_answers_version_once unique (unit_id, version),
    constraint survey_answers_version_positive check (version > 0)
  )`,
  ...areaPolicy('survey_answers'),
  grant(SERVICE, 'survey_answers', 'select, insert, update'),
  `create trigger survey_answers_stay before update or delete on survey_answers for each row execute function keep_but('answers_cipher')`,
];

const conflicts = (): string[] => [
  `create table survey_conflict (
    id uuid primary key,
    round_id uuid not null references survey_round (id),
    unit_id uuid not null references survey_unit (id),
    village_code text collate "C" not null,
    submission_id uuid not null references survey_submission (id),
    kind text not null,
    other_unit_id uuid,
    other_household_id uuid,
    state text not null default 'open',
    opened_at timestamptz not null,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    decision jsonb,
    reason text,
    constraint survey_conflict_kind_known check (kind in ('fields', 'double', 'late')),
    constraint survey_conflict_state_known check (state in ('open', 'decided', 'superseded')),
    constraint survey_conflict_decided_completely check ((state = 'decided') = (decided_by is not null) and (decided_by is null) = (decided_at is null) and (decided_by is null) = (reason is null))
  )`,
  `create index survey_conflict_waiting on survey_conflict (round_id, opened_at) where state = 'open'`,
  'create index survey_conflict_unit on survey_conflict (unit_id)',
  `create unique index survey_conflict_open_once on survey_conflict (submission_id, kind) where state = 'open'`,
  ...areaPolicy('survey_conflict'),
  grant(SERVICE, 'survey_conflict', 'select, insert, update'),
];

const confirmations = (): string[] => [
  `create table survey_village_confirmation (
    id uuid primary key,
    round_id uuid not null,
    village_code text collate "C" not null,
    capacity text not null,
    account_id uuid not null,
    account_name text not null,
    digest bytea not null,
    counts jsonb not null,
    confirmed_at timestamptz not null,
    foreign key (round_id, village_code) references survey_round_village (round_id, village_code),
    constraint survey_village_confirmation_capacity_known check (capacity in ('committee', 'workTeam')),
    constraint survey_village_confirmation_by_two unique (round_id, village_code, digest, account_id),
    constraint survey_village_confirmation_once unique (round_id, village_code, digest, capacity)
  )`,
  ...areaPolicy('survey_village_confirmation'),
  ...appendOnly(SERVICE, 'survey_village_confirmation'),
  `create table survey_unit_correction (
    correction_id uuid primary key references correction (id),
    unit_id uuid not null references survey_unit (id),
    village_code text collate "C" not null,
    kind text not null,
    version int not null
  )`,
  'create index survey_unit_correction_unit on survey_unit_correction (unit_id)',
  ...areaPolicy('survey_unit_correction'),
  ...appendOnly(SERVICE, 'survey_unit_correction'),
];
