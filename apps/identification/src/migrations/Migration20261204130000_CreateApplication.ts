import { Migration } from '@mikro-orm/migrations';
import { areaPolicy, grant } from '@jingzhun/persistence';

/** Cases of the seven steps: which steps there are, what is asked, and who is named in it. */
export class Migration20261204130000_CreateApplication extends Migration {
  override up(): void {
    for (const statement of [...ways(), ...application(), ...person()]) this.addSql(statement);
  }
}

const STATES = `'draft', 'applied', 'groupAppraised', 'groupNoticePosted', 'groupNoticeClosed', 'assemblyPassed', 'villageNoticePosted',
  'villageNoticeClosed', 'townshipChecked', 'countyExamined', 'announced', 'completed', 'rejected', 'withdrawn'`;
const KINDS = `'registration', 'removal', 'categoryChange'`;
const ENDS = `'completed', 'rejected', 'withdrawn'`;

/** The declared steps, as the database knows them. A test compares them with lifecycle.ts; a new one comes with a migration. */
const FORWARD: readonly [step: string, from: string, to: string][] = [
  ['submit', 'draft', 'applied'],
  ['appraise', 'applied', 'groupAppraised'],
  ['appraise', 'applied', 'rejected'],
  ['postGroupNotice', 'groupAppraised', 'groupNoticePosted'],
  ['closeGroupNotice', 'groupNoticePosted', 'groupNoticeClosed'],
  ['review', 'groupNoticeClosed', 'assemblyPassed'],
  ['review', 'groupNoticeClosed', 'rejected'],
  ['postVillageNotice', 'assemblyPassed', 'villageNoticePosted'],
  ['closeVillageNotice', 'villageNoticePosted', 'villageNoticeClosed'],
  ['recheck', 'villageNoticeClosed', 'townshipChecked'],
  ['examine', 'townshipChecked', 'countyExamined'],
  ['postGroupNotice', 'groupNoticePosted', 'groupNoticePosted'],
  ['postVillageNotice', 'villageNoticePosted', 'villageNoticePosted'],
  ['announce', 'announced', 'announced'],
  ['announce', 'townshipChecked', 'announced'],
  ['announce', 'countyExamined', 'announced'],
  ['complete', 'announced', 'completed'],
];
const ORDER = [
  'draft',
  'applied',
  'groupAppraised',
  'groupNoticePosted',
  'groupNoticeClosed',
  'assemblyPassed',
  'villageNoticePosted',
  'villageNoticeClosed',
  'townshipChecked',
  'countyExamined',
  'announced',
];
const RETURN_TO = ['applied', 'groupAppraised', 'groupNoticeClosed', 'assemblyPassed', 'villageNoticeClosed', 'townshipChecked'];
const ON_NOTICE = ['groupNoticePosted', 'villageNoticePosted', 'announced'];

function allWays(): [string, string, string][] {
  const ways = [...FORWARD] as [string, string, string][];
  for (const from of ORDER) {
    ways.push(['withdraw', from, 'withdrawn']);
    if (from === 'draft') continue;
    const earlier = RETURN_TO.filter((to) => ORDER.indexOf(to) < ORDER.indexOf(from));
    ways.push(['signForm', from, from], ['correct', from, from]);
    if (from !== 'applied') ways.push(['correct', from, 'applied']);
    if (from !== 'announced') {
      ways.push(['reject', from, 'rejected']);
      for (const to of earlier) ways.push(['return', from, to]);
    }
    if (ON_NOTICE.includes(from)) for (const to of [...earlier, 'rejected']) ways.push(['upholdObjection', from, to]);
  }
  return ways;
}

const ways = (): string[] => [
  `create table application_way (
    step text not null,
    from_state text not null,
    to_state text not null,
    primary key (step, from_state, to_state)
  )`,
  `insert into application_way values ${allWays()
    .map((way) => `(${way.map((word) => `'${word}'`).join(', ')})`)
    .join(', ')}`,
  grant('identification', 'application_way', 'select'),
];

const application = (): string[] => [
  `create table application (
    id uuid primary key,
    kind text not null,
    state text not null default 'draft',
    village_code text collate "C" not null,
    group_name text,
    household_id uuid references household (id),
    head_name text collate "C" not null,
    member_count int not null,
    category text,
    main_cause text,
    content_cipher bytea not null,
    content_digest text not null,
    judged_digest text not null,
    content_version int not null default 1,
    content_problems int not null,
    form_signature_id uuid,
    county_step boolean,
    source text not null default 'village',
    source_document text,
    created_by uuid not null,
    created_by_name text not null,
    created_at timestamptz not null,
    applied_on date,
    state_since timestamptz not null,
    due_on date,
    closed_at timestamptz,
    version int not null default 1,
    open boolean not null generated always as (state not in (${ENDS})) stored,
    running boolean not null generated always as (state not in ('draft', ${ENDS})) stored,
    constraint application_kind_known check (kind in (${KINDS})),
    constraint application_state_known check (state in (${STATES})),
    constraint application_source_known check (source in ('village', 'import', 'survey')),
    constraint application_village_is_12_digits check (village_code ~ '^[0-9]{12}$'),
    constraint application_of_a_household check (
      (kind = 'registration' and (household_id is null or state = 'completed')) or (kind <> 'registration' and household_id is not null)),
    constraint application_digests_are_sha256 check (content_digest ~ '^[0-9a-f]{64}$' and judged_digest ~ '^[0-9a-f]{64}$'),
    constraint application_closed_completely check ((closed_at is not null) = (state in (${ENDS}))),
    constraint application_submitted_complete check (state in ('draft', 'withdrawn') or (content_problems = 0 and applied_on is not null)),
    constraint application_version_positive check (version > 0 and content_version > 0),
    unique (id, running)
  )`,
  'create unique index application_one_running_per_household on application (household_id) where running and household_id is not null',
  'create index application_waiting on application (village_code, state, due_on) where open',
  'create index application_newest on application (created_at desc, id desc)',
  ...areaPolicy('application'),
  grant('identification', 'application', 'select, insert, update'),
  // a draft may be written as often as one likes; from the submission on each version is one declared step, and the end is the end
  `create function application_goes_its_way() returns trigger language plpgsql as $$
  declare
    -- a new key may be put under the content; generated columns are not computed yet when this runs
    unsaid text[] := array['content_cipher', 'open', 'running'];
  begin
    if old.state in (${ENDS}) then
      if (to_jsonb(new) - unsaid) <> (to_jsonb(old) - unsaid) then
        raise exception 'a closed case does not change' using errcode = 'JZ010';
      end if;
      return new;
    end if;
    if (new.kind, new.village_code, new.created_by, new.created_at) is distinct from (old.kind, old.village_code, old.created_by, old.created_at)
       or (old.kind <> 'registration' and new.household_id is distinct from old.household_id) then
      raise exception 'what a case is about does not change' using errcode = 'JZ010';
    end if;
    if new.version not in (old.version, old.version + 1) then
      raise exception 'versions of a case count one by one' using errcode = 'JZ010';
    end if;
    if new.version = old.version and (to_jsonb(new) - unsaid) <> (to_jsonb(old) - unsaid) then
      raise exception 'every change of a case is a new version' using errcode = 'JZ010';
    end if;
    if new.state <> old.state and not exists (
      select from application_way w where w.from_state = old.state and w.to_state = new.state) then
      raise exception 'no step leads from % to %', old.state, new.state using errcode = 'JZ010';
    end if;
    return new;
  end $$`,
  'create trigger application_way_declared before update on application for each row execute function application_goes_its_way()',
  `create function application_begins_as_draft() returns trigger language plpgsql as $$
  begin
    if new.state <> 'draft' or new.version <> 1 then
      raise exception 'a case begins as a draft' using errcode = 'JZ010';
    end if;
    return new;
  end $$`,
  'create trigger application_starts before insert on application for each row execute function application_begins_as_draft()',
];

const person = (): string[] => [
  `create table application_person (
    application_id uuid not null,
    position int not null,
    village_code text collate "C" not null,
    id_index bytea not null,
    running boolean not null,
    primary key (application_id, position),
    foreign key (application_id, running) references application (id, running) on update cascade
  )`,
  // one person stands in one running case, wherever in the county; drafts do not hold anybody
  'create unique index application_person_in_one_running_case on application_person (id_index) where running',
  'create unique index application_person_once on application_person (application_id, id_index)',
  ...areaPolicy('application_person'),
  grant('identification', 'application_person', 'select, insert, update, delete'),
  // answers only whether a number stands in a running case and in which village; it reads past the area
  `create function running_application_of(index_of_id_number bytea) returns table (application_id uuid, village_code text)
    language plpgsql as $$
  declare
    own_from text := current_setting('app.area_from', true);
    own_to text := current_setting('app.area_to', true);
  begin
    perform set_config('app.area_from', '000000000000', true), set_config('app.area_to', '999999999999', true);
    return query select p.application_id, p.village_code from application_person p where p.id_index = index_of_id_number and p.running;
    perform set_config('app.area_from', own_from, true), set_config('app.area_to', own_to, true);
  end $$`,
];
