import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant } from '@jingzhun/persistence';
import { SUBSIDY_STATES, SUBSIDY_WAYS } from './subsidy-ways-of-20261127.js';

const words = (list: readonly string[]): string => list.map((word) => `'${word}'`).join(', ');

/** Reward subsidies: schemes, applications and every step of them. Who may not do two things, and what caps allow, is kept here as well. */
export class Migration20261127130100_CreateSubsidy extends Migration {
  override up(): void {
    for (const statement of [...schemes(), ...applications(), ...evidence(), ...events(), ...acceptances(), ...grants(), ...approval()])
      this.addSql(statement);
  }
}

const schemes = (): string[] => [
  `create table subsidy_scheme (
    code text collate "C" primary key,
    year int not null,
    fund_code text collate "C" not null references fund (code),
    household_cap_fen bigint not null,
    batch_cap_fen bigint not null,
    content jsonb not null,
    policy_parameter_ids uuid[] not null,
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorded_by_name text not null,
    constraint subsidy_scheme_year_in_code check (right(code, 4) = year::text),
    constraint subsidy_scheme_caps_in_order check (batch_cap_fen > 0 and batch_cap_fen <= household_cap_fen)
  )`,
  // never changed once somebody may have applied: another year is another scheme
  ...appendOnly('finance', 'subsidy_scheme'),
  // one bureau check after the other: the row is what they wait for
  `create table subsidy_scheme_turn (scheme_code text collate "C" primary key references subsidy_scheme (code), rounds int not null default 0)`,
  grant('finance', 'subsidy_scheme_turn', 'select, insert, update (rounds)'),
  `create table subsidy_way (step text not null, from_state text not null, to_state text not null, primary key (step, from_state, to_state))`,
  `insert into subsidy_way values ${SUBSIDY_WAYS.map((way) => `(${words(way)})`).join(', ')}`,
  grant('finance', 'subsidy_way', 'select'),
];

const applications = (): string[] => [
  `create table subsidy_application (
    id uuid primary key,
    scheme_code text collate "C" not null references subsidy_scheme (code),
    year int not null,
    household_id uuid not null,
    household_number text collate "C" not null,
    head_name text collate "C" not null,
    member_count int not null,
    village_code text collate "C" not null,
    product text not null,
    stage int not null,
    quantity int not null,
    parcel text collate "C" not null,
    content_version int not null default 1,
    state text not null,
    state_since timestamptz not null,
    entered_by uuid not null,
    entered_by_name text not null,
    entered_at timestamptz not null,
    accepted_quantity int,
    amount_fen bigint,
    notice_id uuid references notice (id),
    approved_by uuid,
    approved_at timestamptz,
    paid_on date,
    version int not null default 1,
    constraint subsidy_application_state_known check (state in (${words(SUBSIDY_STATES)})),
    constraint subsidy_application_amounts check (stage between 1 and 9 and quantity > 0 and accepted_quantity > 0 and amount_fen >= 0),
    constraint subsidy_application_approved_completely check ((approved_by is null) = (approved_at is null)
      and (state not in ('approved', 'inPayment', 'paid', 'givenUp') or (approved_by is not null and amount_fen > 0 and notice_id is not null))),
    constraint subsidy_application_paid_on_a_day check ((state = 'paid') = (paid_on is not null)),
    constraint subsidy_application_enters_is_not_approves check (approved_by <> entered_by)
  )`,
  'create index subsidy_application_list on subsidy_application (village_code, id)',
  'create index subsidy_application_household on subsidy_application (household_id, scheme_code)',
  'create index subsidy_application_waiting on subsidy_application (scheme_code, state)',
  'create index subsidy_application_notice on subsidy_application (notice_id)',
  // one parcel once a year, whatever the scheme
  `create unique index subsidy_application_parcel_once on subsidy_application (year, village_code, parcel) where state not in ('rejected', 'withdrawn', 'givenUp')`,
  ...areaPolicy('subsidy_application'),
  grant('finance', 'subsidy_application', 'select, insert, update'),
  `create function subsidy_application_goes_its_way() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.state <> 'applied' or new.version <> 1 then raise exception 'an application begins as applied' using errcode = 'JZ014'; end if;
      return new;
    end if;
    if (new.id, new.scheme_code, new.household_id, new.village_code, new.entered_by, new.entered_at)
       is distinct from (old.id, old.scheme_code, old.household_id, old.village_code, old.entered_by, old.entered_at) then
      raise exception 'whose application it is does not change' using errcode = 'JZ014';
    end if;
    if new.version <> old.version + 1 then raise exception 'every change counts' using errcode = 'JZ014'; end if;
    if new.state <> old.state and not exists (select from subsidy_way w where w.from_state = old.state and w.to_state = new.state) then
      raise exception 'no step leads from % to %', old.state, new.state using errcode = 'JZ014';
    end if;
    return new;
  end $$`,
  `create trigger subsidy_application_way_declared before insert or update on subsidy_application for each row execute function subsidy_application_goes_its_way()`,
];

const evidence = (): string[] => [
  `create table subsidy_evidence (
    id uuid primary key,
    application_id uuid not null references subsidy_application (id),
    village_code text collate "C" not null,
    content_version int not null,
    code text not null,
    acceptance_id uuid,
    attachment_id uuid not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    added_at timestamptz not null,
    added_by uuid not null,
    added_by_name text not null,
    constraint subsidy_evidence_once unique (application_id, attachment_id)
  )`,
  ...areaPolicy('subsidy_evidence'),
  ...appendOnly('finance', 'subsidy_evidence'),
];

const events = (): string[] => [
  `create table subsidy_event (
    id uuid primary key,
    application_id uuid not null references subsidy_application (id),
    position int not null,
    village_code text collate "C" not null,
    content_version int not null,
    step text not null,
    from_state text not null,
    to_state text not null,
    actor_id uuid,
    actor_name text,
    at timestamptz not null,
    reason text,
    notice_id uuid,
    inputs jsonb not null,
    policy_parameter_ids uuid[] not null,
    constraint subsidy_event_order unique (application_id, position),
    constraint subsidy_event_position_positive check (position > 0),
    constraint subsidy_event_actor_complete check ((actor_id is null) = (actor_name is null)),
    constraint subsidy_event_declared foreign key (step, from_state, to_state) references subsidy_way (step, from_state, to_state)
  )`,
  'create index subsidy_event_actor on subsidy_event (actor_id, application_id)',
  ...areaPolicy('subsidy_event'),
  ...appendOnly('finance', 'subsidy_event'),
  // nothing skipped, and never two things by one person that two must do
  `create function subsidy_event_follows() returns trigger language plpgsql as $$
  declare last_state text; last_position int;
  begin
    select to_state, position into last_state, last_position from subsidy_event where application_id = new.application_id order by position desc limit 1;
    if new.position <> coalesce(last_position, 0) + 1 or (last_state is not null and new.from_state <> last_state) then
      raise exception 'a step begins where the one before ended' using errcode = 'JZ014';
    end if;
    if new.step in ('check', 'measure', 'accept', 'grant', 'approve', 'reject') and exists (select from subsidy_event e where e.application_id = new.application_id
        and e.actor_id = new.actor_id and e.content_version = new.content_version and e.step in ('apply', 'correct')) then
      raise exception 'who enters never decides' using errcode = 'JZ015';
    end if;
    if new.step = 'accept' and (select e.actor_id from subsidy_event e where e.application_id = new.application_id and e.step = 'measure'
        order by e.position desc limit 1) is not distinct from new.actor_id then
      raise exception 'an acceptance takes two persons' using errcode = 'JZ015';
    end if;
    if new.step = 'grant' and exists (select from subsidy_event e where e.application_id = new.application_id and e.actor_id = new.actor_id
        and e.content_version = new.content_version and e.step in ('measure', 'accept')) then
      raise exception 'who inspects does not work out the amount' using errcode = 'JZ015';
    end if;
    if new.step = 'approve' and exists (select from subsidy_event e where e.application_id = new.application_id and e.actor_id = new.actor_id
        and e.content_version = new.content_version and e.step in ('check', 'measure', 'accept', 'grant')) then
      raise exception 'who took part does not approve' using errcode = 'JZ015';
    end if;
    return new;
  end $$`,
  'create trigger subsidy_event_in_order before insert on subsidy_event for each row execute function subsidy_event_follows()',
];

const acceptances = (): string[] => [
  `create table subsidy_acceptance (
    id uuid primary key,
    application_id uuid not null references subsidy_application (id),
    village_code text collate "C" not null,
    content_version int not null,
    quantity int not null,
    on_date date not null,
    remark text,
    measured_by uuid not null,
    measured_by_name text not null,
    measured_at timestamptz not null,
    confirmed_by uuid,
    confirmed_by_name text,
    confirmed_at timestamptz,
    voided_at timestamptz,
    constraint subsidy_acceptance_measured_something check (quantity > 0),
    constraint subsidy_acceptance_by_two check (confirmed_by <> measured_by),
    constraint subsidy_acceptance_confirmed_completely check ((confirmed_by is null) = (confirmed_at is null))
  )`,
  'create unique index subsidy_acceptance_one_counts on subsidy_acceptance (application_id) where voided_at is null',
  ...areaPolicy('subsidy_acceptance'),
  grant('finance', 'subsidy_acceptance', 'select, insert, update (confirmed_by, confirmed_by_name, confirmed_at, voided_at)'),
];

const grants = (): string[] => [
  `create table subsidy_round (
    id uuid primary key,
    scheme_code text collate "C" not null references subsidy_scheme (code),
    number int not null,
    policy_parameter_ids uuid[] not null,
    decided_at timestamptz not null,
    decided_by uuid not null,
    decided_by_name text not null,
    constraint subsidy_round_once unique (scheme_code, number)
  )`,
  ...appendOnly('finance', 'subsidy_round'),
  `create table subsidy_grant (
    id uuid primary key,
    application_id uuid not null references subsidy_application (id),
    round_id uuid not null references subsidy_round (id),
    scheme_code text collate "C" not null references subsidy_scheme (code),
    household_id uuid not null,
    village_code text collate "C" not null,
    product text not null,
    stage int not null,
    quantity int not null,
    computed_fen bigint not null,
    counted_quantity int not null,
    amount_fen bigint not null,
    cuts jsonb not null,
    earlier jsonb not null,
    voided_at timestamptz,
    constraint subsidy_grant_explained check (amount_fen >= 0 and computed_fen >= amount_fen)
  )`,
  'create unique index subsidy_grant_one_counts on subsidy_grant (application_id) where voided_at is null',
  'create index subsidy_grant_household on subsidy_grant (scheme_code, household_id) where voided_at is null',
  'create index subsidy_grant_round on subsidy_grant (round_id)',
  ...areaPolicy('subsidy_grant'),
  grant('finance', 'subsidy_grant', 'select, insert, update (voided_at)'),
  `create function subsidy_grant_within_caps() returns trigger language plpgsql as $$
  declare over text;
  begin
    select g.household_id::text into over from subsidy_grant g join subsidy_scheme s on s.code = g.scheme_code
      where g.voided_at is null and (g.scheme_code, g.household_id) in (select scheme_code, household_id from new_rows)
      group by g.scheme_code, g.household_id, s.household_cap_fen having sum(g.amount_fen) > s.household_cap_fen limit 1;
    if over is null then
      select g.household_id::text into over from subsidy_grant g join subsidy_scheme s on s.code = g.scheme_code
        where g.voided_at is null and (g.round_id, g.household_id) in (select round_id, household_id from new_rows)
        group by g.round_id, g.household_id, s.batch_cap_fen having sum(g.amount_fen) > s.batch_cap_fen limit 1;
    end if;
    if over is not null then raise exception 'a grant passes the cap of its household' using errcode = 'JZ016'; end if;
    return null;
  end $$`,
  `create trigger subsidy_grant_capped after insert on subsidy_grant referencing new table as new_rows for each statement execute function subsidy_grant_within_caps()`,
  `create function subsidy_grant_stays() returns trigger language plpgsql as $$
  begin
    if old.voided_at is not null or new.voided_at is null then raise exception 'a grant is voided once and stays so' using errcode = 'JZ016'; end if;
    return new;
  end $$`,
  'create trigger subsidy_grant_voided_once before update on subsidy_grant for each row execute function subsidy_grant_stays()',
];

/** What the law asks before money: a notice that hung to its end, nobody's objection open or upheld, the amount that was worked out. */
const approval = (): string[] => [
  `create function subsidy_approved_after_notice() returns trigger language plpgsql as $$
  begin
    if new.state = old.state or new.state not in ('approved', 'inPayment') or (old.state, new.state) in (('inPayment', 'approved'), ('paid', 'inPayment')) then return new; end if;
    if not exists (select from notice n where n.id = new.notice_id and n.subject_id = new.id and n.state = 'closed' and n.objections_open = 0 and n.objections_upheld = 0
        and n.last_day < (new.approved_at at time zone 'Asia/Shanghai')::date) then
      raise exception 'money follows a notice that is over, without an open objection' using errcode = 'JZ017';
    end if;
    if not exists (select from subsidy_grant g where g.application_id = new.id and g.voided_at is null and g.amount_fen = new.amount_fen and g.amount_fen > 0) then
      raise exception 'only what was worked out is approved' using errcode = 'JZ017';
    end if;
    return new;
  end $$`,
  // runs as the owner: whoever answers an objection in a township may not see the county's allotment the money was promised from
  'create policy commitment_ends_with_its_cause on commitment to current_user using (true) with check (true)',
  `create function subsidy_frees_its_money() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    update commitment set state = 'released', changed_at = new.state_since where cause_type = 'subsidy-application' and cause_id = new.id and state = 'committed';
    return null;
  end $$`,
  `create trigger subsidy_application_ended after update on subsidy_application for each row when (old.state = 'approved' and new.state = 'rejected')
    execute function subsidy_frees_its_money()`,
  'create trigger subsidy_application_noticed before update on subsidy_application for each row execute function subsidy_approved_after_notice()',
];
