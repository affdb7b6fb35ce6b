import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant } from '@jingzhun/persistence';

/** The register: households, persons, memberships, incomes and the history of full states. */
export class Migration20261201080100_CreateHousehold extends Migration {
  override up(): void {
    for (const statement of [...person(), ...household(), ...member(), ...income(), ...history()]) this.addSql(statement);
  }
}

/** The codes of this release; a test compares them with the lists of the domain, a new code comes with a migration. */
const CAUSES = `array['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '99']`;
const RELATIONS = `'01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20',
      '21', '22', '23', '24', '25', '26', '27', '99'`;

const person = (): string[] => [
  `create table person (
    id uuid primary key,
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
    version int not null default 1,
    constraint person_id_number_once unique (id_index),
    constraint person_sex_known check (sex in ('male', 'female')),
    constraint person_document_known check (document_kind in ('citizen', 'citizen15', 'disability')),
    constraint person_version_positive check (version > 0)
  )`,
  'create index person_name on person (name)',
];

const household = (): string[] => [
  `create table household (
    id uuid primary key,
    number text collate "C" not null,
    village_code text collate "C" not null,
    group_name text,
    status text not null,
    category text not null,
    main_cause text not null,
    secondary_causes text[] not null default '{}',
    standard text not null,
    registered_on date not null,
    registered_elsewhere boolean not null default false,
    source_document text,
    head_person_id uuid not null references person (id),
    head_name text collate "C" not null,
    member_count int not null,
    address text,
    phone_cipher bytea,
    phone_index bytea,
    phone_masked text,
    bank_name text,
    bank_cipher bytea,
    bank_index bytea,
    bank_masked text,
    living jsonb not null default '{}',
    digest bytea not null,
    version int not null default 1,
    changed_at timestamptz not null,
    constraint household_number_once unique (number),
    constraint household_village_is_12_digits check (village_code ~ '^[0-9]{12}$'),
    constraint household_status_known check (status in ('registered', 'exited', 'returned', 'cleanedOut', 'naturalReduction')),
    constraint household_category_known check (category in ('general', 'livingAllowance', 'fiveGuarantee')),
    constraint household_cause_known check (main_cause = any (${CAUSES}) and secondary_causes <@ ${CAUSES}),
    constraint household_standard_known check (standard in ('01', '02', '03')),
    constraint household_has_members check (member_count > 0),
    constraint household_version_positive check (version > 0),
    constraint household_two_secondary_causes check (cardinality(secondary_causes) <= 2 and not main_cause = any (secondary_causes)),
    constraint household_phone_complete check ((phone_cipher is null) = (phone_index is null) and (phone_cipher is null) = (phone_masked is null)),
    constraint household_bank_complete check ((bank_cipher is null) = (bank_index is null) and (bank_cipher is null) = (bank_masked is null))
  )`,
  'create index household_village on household (village_code, number)',
  'create index household_number on household (number, village_code)',
  'create index household_head_name on household (head_name)',
  'create index household_phone on household (phone_index) where phone_index is not null',
  'create index household_bank on household (bank_index) where bank_index is not null',
  ...areaPolicy('household'),
  grant('identification', 'household', 'select, insert, update'),
];

const member = (): string[] => [
  `create table member (
    person_id uuid not null references person (id),
    household_id uuid not null references household (id),
    village_code text collate "C" not null,
    relation text not null,
    facts jsonb not null default '{}',
    valid_from date not null,
    valid_to date,
    manner text,
    primary key (person_id, valid_from),
    constraint member_relation_known check (relation in (${RELATIONS})),
    constraint member_manner_known check (manner in ('01', '02', '03', '04', '08')),
    constraint member_period_not_reversed check (valid_to >= valid_from),
    constraint member_leaves_with_manner check ((valid_to is null) = (manner is null)),
    constraint member_of_one_household_at_a_time exclude using gist (person_id with =, daterange(valid_from, valid_to) with &&)
  )`,
  'create index member_household on member (household_id) include (person_id) where valid_to is null',
  // row security asks for every person shown: without it the planner takes the exclusion constraint's index, which is slow for that
  'create index member_person_area on member (person_id, village_code)',
  `create unique index member_one_head_at_a_time on member (household_id) where valid_to is null and relation = '01'`,
  ...areaPolicy('member'),
  grant('identification', 'member', 'select, insert, update'),
  // a person has no area of its own: who sees one of the memberships sees the person
  'alter table person enable row level security',
  'alter table person force row level security',
  `create policy person_read on person for select using (
    current_setting('app.system', true) <> '' or exists (select from member where member.person_id = person.id))`,
  `create policy person_change on person for update using (
    current_setting('app.system', true) <> '' or exists (select from member where member.person_id = person.id))`,
  'create policy person_new on person for insert with check (true)',
  grant('identification', 'person', 'select, insert, update'),
  // answers only whether a number is taken and where; it reads past the area, because a person can be registered anywhere in the county
  `create function registration_of(index_of_id_number bytea) returns table (person_id uuid, household_id uuid, village_code text)
    language plpgsql as $$
  declare
    own_from text := current_setting('app.area_from', true);
    own_to text := current_setting('app.area_to', true);
    own_system text := current_setting('app.system', true);
  begin
    perform set_config('app.area_from', '000000000000', true), set_config('app.area_to', '999999999999', true), set_config('app.system', 'import', true);
    return query select p.id, m.household_id, m.village_code
      from person p left join member m on m.person_id = p.id and m.valid_to is null where p.id_index = index_of_id_number;
    perform set_config('app.area_from', own_from, true), set_config('app.area_to', own_to, true), set_config('app.system', own_system, true);
  end $$`,
];

const income = (): string[] => [
  `create table household_income (
    household_id uuid not null references household (id),
    year int not null,
    revision int not null,
    village_code text collate "C" not null,
    wage_fen bigint not null,
    business_fen bigint not null,
    property_fen bigint not null,
    transfer_fen bigint not null,
    business_expense_fen bigint not null,
    items jsonb not null default '{}',
    net_fen bigint generated always as (wage_fen + business_fen + property_fen + transfer_fen - business_expense_fen) stored,
    members int not null,
    net_per_person_fen bigint not null,
    recorded_at timestamptz not null,
    account_id uuid,
    primary key (household_id, year, revision),
    constraint household_income_year_plausible check (year between 2010 and 2100),
    constraint household_income_revision_positive check (revision > 0),
    constraint household_income_not_negative check (least(wage_fen, business_fen, property_fen, transfer_fen, business_expense_fen) >= 0),
    constraint household_income_members_positive check (members > 0)
  )`,
  ...areaPolicy('household_income'),
  ...appendOnly('identification', 'household_income'),
];

const history = (): string[] => [
  `create table household_history (
    household_id uuid not null references household (id),
    version int not null,
    village_code text collate "C" not null,
    change text not null,
    valid_from date not null,
    recorded_at timestamptz not null,
    account_id uuid,
    account_name text,
    reason text,
    source_document text,
    state jsonb not null,
    primary key (household_id, version),
    constraint household_history_version_positive check (version > 0),
    constraint household_history_change_known check (change in ('registered', 'imported', 'contact', 'identity', 'members', 'income', 'cause', 'category', 'moved', 'exited'))
  )`,
  ...areaPolicy('household_history'),
  ...appendOnly('identification', 'household_history'),
  // versions without a gap, whoever writes: the reading "as of" counts on it
  `create function household_history_follows() returns trigger language plpgsql as $$
  begin
    if exists (select from new_rows n where n.version > 1 and not exists (
      select from household_history h where h.household_id = n.household_id and h.version = n.version - 1)) then
      raise exception 'a version of a household history is missing' using errcode = 'JZ002';
    end if;
    return null;
  end $$`,
  `create trigger household_history_without_gaps after insert on household_history referencing new table as new_rows
    for each statement execute function household_history_follows()`,
];
