import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant, runtimeGroup } from '@jingzhun/persistence';
import { LOAN_STATES, LOAN_WAYS } from './loan-ways-of-20261206.js';

const words = (list: readonly string[]): string => list.map((word) => `'${word}'`).join(', ');

/** Lender banks, risk funds, loans and all that happens to them. Leverage, caps, and who may not do two things, are kept here as well. */
export class Migration20261206100000_CreateLoan extends Migration {
  override up(): void {
    for (const statement of [...banks(), ...credit(), ...loans(), ...events(), ...movements(), ...schedules(), ...sums()])
      this.addSql(statement);
  }
}

/** A clerk of a bank sees the rows of that bank; besides the area, never instead of it. Triggers run as the owner and see all. */
const ofOwnBank = (table: string): string[] => {
  const own = `coalesce(current_setting('app.bank', true), '') in ('', bank_code)`;
  return [`create policy ${table}_bank on ${table} as restrictive to "${runtimeGroup('finance')}" using (${own}) with check (${own})`];
};
const seenByTriggers = (table: string): string =>
  `create policy ${table}_summed on ${table} to current_user using (true) with check (true)`;

const RECORDED = `recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorded_by_name text not null`;

const banks = (): string[] => [
  `create table lender_bank (
    code text collate "C" primary key,
    name_zh text not null,
    name_en text not null,
    ${RECORDED},
    constraint lender_bank_code_readable check (code ~ '^[a-z]{2,20}$')
  )`,
  ...appendOnly('finance', 'lender_bank'),
  `create table risk_fund (
    bank_code text collate "C" primary key references lender_bank (code),
    leverage int not null,
    share_bp int not null,
    stop_ratio_bp int not null,
    policy_parameter_ids uuid[] not null,
    balance_fen bigint not null default 0,
    exposure_fen bigint not null default 0,
    stopped_since date,
    constraint risk_fund_plausible check (leverage between 1 and 100 and share_bp between 0 and 10000 and stop_ratio_bp between 1 and 10000),
    constraint risk_fund_not_negative check (balance_fen >= 0 and exposure_fen >= 0)
  )`,
  'alter table risk_fund enable row level security',
  'alter table risk_fund force row level security',
  `create policy risk_fund_all on risk_fund using (true) with check (true)`,
  ...ofOwnBank('risk_fund'),
  // the sums are written by triggers only
  grant(
    'finance',
    'risk_fund',
    'select, insert (bank_code, leverage, share_bp, stop_ratio_bp, policy_parameter_ids), update (stopped_since)',
  ),
  // more is lent only while the fund carries it; a fund that paid for a loss may stand below what is already lent
  `create function risk_fund_within_leverage() returns trigger language plpgsql as $$
  begin
    if new.exposure_fen > old.exposure_fen and new.exposure_fen > new.leverage * new.balance_fen then
      raise exception 'the leverage of the fund is used up' using errcode = 'JZ020', constraint = 'risk_fund_within_leverage';
    end if;
    return new;
  end $$`,
  'create trigger risk_fund_leverage before update on risk_fund for each row execute function risk_fund_within_leverage()',
  `create table risk_fund_change (
    id uuid primary key,
    bank_code text collate "C" not null references risk_fund (bank_code),
    kind text not null,
    amount_fen bigint not null,
    on_date date not null,
    fund_code text collate "C" references fund (code),
    movement_id uuid,
    source_document text,
    reason text,
    ${RECORDED},
    constraint risk_fund_change_kind_known check (kind in ('provision', 'compensation', 'recovery')),
    constraint risk_fund_change_sign check ((kind = 'compensation') = (amount_fen < 0) and amount_fen <> 0),
    constraint risk_fund_change_has_a_cause check ((kind = 'provision') = (fund_code is not null) and (kind = 'provision') = (movement_id is null)),
    constraint risk_fund_change_once unique (movement_id)
  )`,
  'create index risk_fund_change_bank on risk_fund_change (bank_code, on_date)',
  'alter table risk_fund_change enable row level security',
  'alter table risk_fund_change force row level security',
  'create policy risk_fund_change_all on risk_fund_change using (true) with check (true)',
  ...ofOwnBank('risk_fund_change'),
  ...appendOnly('finance', 'risk_fund_change'),
];

/** What a household owes and may still be promised, over all banks: the cap of its last approval holds, whoever lends. */
const credit = (): string[] => [
  `create table household_credit (
    household_id uuid primary key,
    village_code text collate "C" not null,
    own_fen bigint not null,
    cap_fen bigint not null,
    loans_fen bigint not null default 0,
    bad_loans int not null default 0,
    constraint household_credit_not_negative check (own_fen >= 0 and loans_fen >= 0 and bad_loans >= 0),
    constraint household_credit_within_cap check (own_fen + loans_fen <= cap_fen)
  )`,
  ...areaPolicy('household_credit'),
  seenByTriggers('household_credit'),
  grant('finance', 'household_credit', 'select, insert (household_id, village_code, own_fen, cap_fen), update (own_fen, cap_fen)'),
];

const loans = (): string[] => [
  `create table loan (
    id uuid primary key,
    number bigint not null generated always as identity,
    bank_code text collate "C" not null references lender_bank (code),
    product text not null,
    household_id uuid not null,
    household_number text collate "C" not null,
    head_name text collate "C" not null,
    village_code text collate "C" not null,
    borrower_id uuid not null,
    borrower_name text collate "C" not null,
    borrower_birth_year int,
    purpose text not null,
    purpose_text text not null,
    amount_fen bigint not null,
    months int not null,
    own_credit_fen bigint not null,
    terms jsonb,
    contract_number text collate "C",
    matures_on date,
    state text not null,
    state_since timestamptz not null,
    collection_since date,
    is_extended boolean not null default false,
    entered_by uuid not null,
    entered_by_name text not null,
    entered_at timestamptz not null,
    drawn_fen bigint not null default 0,
    reserved_fen bigint not null default 0,
    outstanding_fen bigint not null default 0,
    interest_paid_fen bigint not null default 0,
    lines_paid_fen bigint not null default 0,
    lost_fen bigint not null default 0,
    fund_paid_fen bigint not null default 0,
    recovered_fen bigint not null default 0,
    fund_recovered_fen bigint not null default 0,
    overdue_since date,
    overdue_principal_fen bigint not null default 0,
    overdue_interest_fen bigint not null default 0,
    bucket int not null default 0,
    assessed_on date,
    version int not null default 1,
    constraint loan_state_known check (state in (${words(LOAN_STATES)})),
    constraint loan_plausible check (amount_fen > 0 and months between 1 and 480 and own_credit_fen >= 0),
    constraint loan_sums check (drawn_fen between 0 and amount_fen and reserved_fen between 0 and amount_fen - drawn_fen and outstanding_fen between 0 and drawn_fen
      and lines_paid_fen >= 0 and interest_paid_fen >= 0),
    constraint loan_losses_are_shared check (lost_fen between 0 and drawn_fen and fund_paid_fen between 0 and lost_fen and recovered_fen between 0 and lost_fen
      and fund_recovered_fen between 0 and least(recovered_fen, fund_paid_fen)),
    constraint loan_contract_complete check ((terms is null) = (contract_number is null)),
    constraint loan_ended_with_nothing_owed check (state not in ('repaid', 'rejected', 'withdrawn', 'compensated', 'recovered', 'writtenOff') or (outstanding_fen = 0 and reserved_fen = 0)),
    constraint loan_overdue_since_a_day check ((overdue_since is null) = (bucket = 0) and overdue_principal_fen >= 0 and overdue_interest_fen >= 0)
  )`,
  'create index loan_list on loan (village_code, id)',
  'create index loan_household on loan (household_id)',
  'create index loan_of_bank on loan (bank_code, state)',
  'create unique index loan_contract_once on loan (bank_code, contract_number)',
  ...areaPolicy('loan'),
  ...ofOwnBank('loan'),
  seenByTriggers('loan'),
  grant(
    'finance',
    'loan',
    `select, insert, update (terms, contract_number, matures_on, state, state_since, collection_since, is_extended, overdue_since, overdue_principal_fen,
      overdue_interest_fen, bucket, assessed_on, version)`,
  ),
];

const events = (): string[] => [
  'create table loan_way (step text not null, from_state text not null, to_state text not null, primary key (step, from_state, to_state))',
  `insert into loan_way values ${LOAN_WAYS.map((way) => `(${words(way)})`).join(', ')}`,
  grant('finance', 'loan_way', 'select'),
  `create table loan_event (
    id uuid primary key,
    loan_id uuid not null references loan (id),
    position int not null,
    bank_code text collate "C" not null,
    village_code text collate "C" not null,
    step text not null,
    from_state text not null,
    to_state text not null,
    actor_id uuid,
    actor_name text,
    at timestamptz not null,
    reason text,
    inputs jsonb not null,
    policy_parameter_ids uuid[] not null,
    constraint loan_event_order unique (loan_id, position),
    constraint loan_event_actor_complete check ((actor_id is null) = (actor_name is null)),
    constraint loan_event_declared foreign key (step, from_state, to_state) references loan_way (step, from_state, to_state)
  )`,
  ...areaPolicy('loan_event'),
  ...ofOwnBank('loan_event'),
  ...appendOnly('finance', 'loan_event'),
  // nothing skipped; who enters never approves, who approves never pays
  `create function loan_event_follows() returns trigger language plpgsql as $$
  declare last_state text; last_position int;
  begin
    select to_state, position into last_state, last_position from loan_event where loan_id = new.loan_id order by position desc limit 1;
    if new.position <> coalesce(last_position, 0) + 1 or (last_state is not null and new.from_state <> last_state) then
      raise exception 'a step begins where the one before ended' using errcode = 'JZ014';
    end if;
    if new.actor_id is null then return new; end if;
    if new.step in ('recommend', 'review', 'confirm', 'approve', 'draw', 'compensate', 'writeOff', 'reject') and exists (select from loan_event e
        where e.loan_id = new.loan_id and e.actor_id = new.actor_id and e.step = 'apply') then
      raise exception 'who enters never decides' using errcode = 'JZ015';
    end if;
    if new.step in ('review', 'confirm', 'approve') and exists (select from loan_event e where e.loan_id = new.loan_id and e.actor_id = new.actor_id
        and e.step in ('recommend', 'review', 'confirm')) then
      raise exception 'one office after the other, each another person' using errcode = 'JZ015';
    end if;
    if new.step = 'draw' and exists (select from loan_event e where e.loan_id = new.loan_id and e.actor_id = new.actor_id and e.step = 'approve') then
      raise exception 'who approves never pays' using errcode = 'JZ015';
    end if;
    if new.step = 'compensate' and exists (select from loan_event e where e.loan_id = new.loan_id and e.actor_id = new.actor_id and e.step = 'requestCompensation') then
      raise exception 'who asks for compensation does not grant it' using errcode = 'JZ015';
    end if;
    return new;
  end $$`,
  'create trigger loan_event_in_order before insert on loan_event for each row execute function loan_event_follows()',
];

const movements = (): string[] => [
  `create table loan_movement (
    id uuid primary key,
    loan_id uuid not null references loan (id),
    position int not null,
    bank_code text collate "C" not null,
    village_code text collate "C" not null,
    household_id uuid not null,
    kind text not null,
    on_date date not null,
    reference text collate "C" not null,
    reserved_fen bigint not null default 0,
    principal_fen bigint not null default 0,
    interest_fen bigint not null default 0,
    lines_fen bigint not null default 0,
    prepaid_fen bigint not null default 0,
    effect text,
    lost_fen bigint not null default 0,
    fund_fen bigint not null default 0,
    recovered_fen bigint not null default 0,
    reverses uuid references loan_movement (id),
    reason text,
    ${RECORDED},
    constraint loan_movement_order unique (loan_id, position),
    constraint loan_movement_once unique (loan_id, kind, reference),
    constraint loan_movement_reversed_once unique (reverses),
    constraint loan_movement_kind_known check (kind in ('approval', 'lapse', 'drawing', 'repayment', 'compensation', 'recovery', 'writeOff', 'reversal')),
    constraint loan_movement_adds_up check (case kind
      when 'approval' then reserved_fen > 0 and principal_fen = 0
      when 'lapse' then reserved_fen < 0 and principal_fen = 0
      when 'drawing' then principal_fen > 0 and reserved_fen = -principal_fen
      when 'repayment' then principal_fen <= 0 and interest_fen >= 0 and prepaid_fen >= 0 and lines_fen + prepaid_fen = interest_fen - principal_fen and lines_fen + prepaid_fen > 0
      when 'compensation' then lost_fen > 0 and principal_fen = -lost_fen and fund_fen between 0 and lost_fen
      when 'recovery' then recovered_fen > 0 and fund_fen between 0 and recovered_fen
      when 'writeOff' then principal_fen = -lost_fen and lost_fen >= 0
      else reverses is not null end)
  )`,
  'create index loan_movement_day on loan_movement (loan_id, on_date)',
  ...areaPolicy('loan_movement'),
  ...ofOwnBank('loan_movement'),
  ...appendOnly('finance', 'loan_movement'),
  `create table loan_change (
    id uuid primary key,
    loan_id uuid not null references loan (id),
    bank_code text collate "C" not null,
    village_code text collate "C" not null,
    kind text not null,
    from_date date not null,
    annual_rate_ppm int,
    added_periods int,
    reason text not null,
    ${RECORDED},
    constraint loan_change_is_one check (case kind when 'rate' then annual_rate_ppm between 0 and 1000000 and added_periods is null
      when 'extension' then added_periods between 1 and 120 and annual_rate_ppm is null else false end),
    constraint loan_change_once_a_day unique (loan_id, kind, from_date)
  )`,
  "create unique index loan_extended_once on loan_change (loan_id) where kind = 'extension'",
  ...areaPolicy('loan_change'),
  ...ofOwnBank('loan_change'),
  ...appendOnly('finance', 'loan_change'),
];

/** Worked out from the terms and what happened; written anew whenever something happens. */
const schedules = (): string[] => [
  `create table loan_instalment (
    loan_id uuid not null references loan (id),
    number int not null,
    bank_code text collate "C" not null,
    village_code text collate "C" not null,
    from_date date not null,
    due_on date not null,
    opening_fen bigint not null,
    drawn_fen bigint not null,
    prepaid_fen bigint not null,
    principal_fen bigint not null,
    interest_fen bigint not null,
    closing_fen bigint not null,
    cumulative_fen bigint not null,
    primary key (loan_id, number),
    constraint loan_instalment_adds_up check (opening_fen + drawn_fen - prepaid_fen - principal_fen = closing_fen and principal_fen >= 0 and interest_fen >= 0)
  )`,
  'create index loan_instalment_due on loan_instalment (due_on)',
  ...areaPolicy('loan_instalment'),
  ...ofOwnBank('loan_instalment'),
  grant('finance', 'loan_instalment', 'select, insert, delete'),
  `create table loan_assessment (day date primary key, assessed_at timestamptz not null, loans int not null, fell_overdue int not null, caught_up int not null)`,
  grant('finance', 'loan_assessment', 'select, insert, update'),
];

/** Run as the owner: what is lent in a village counts in the fund of its bank, whoever may see it. */
const sums = (): string[] => [
  seenByTriggers('risk_fund'),
  `create function loan_movements_count() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    update loan l set drawn_fen = l.drawn_fen + m.drawn, reserved_fen = l.reserved_fen + m.reserved, outstanding_fen = l.outstanding_fen + m.principal,
        interest_paid_fen = l.interest_paid_fen + m.interest, lines_paid_fen = l.lines_paid_fen + m.lines, lost_fen = l.lost_fen + m.lost,
        fund_paid_fen = l.fund_paid_fen + m.fund_paid, recovered_fen = l.recovered_fen + m.recovered, fund_recovered_fen = l.fund_recovered_fen + m.fund_recovered
      from (select loan_id, sum(case when kind = 'drawing' then principal_fen else 0 end) as drawn, sum(reserved_fen) as reserved, sum(principal_fen) as principal,
              sum(interest_fen) as interest, sum(lines_fen) as lines, sum(lost_fen) as lost, sum(recovered_fen) as recovered,
              sum(case when kind = 'compensation' then fund_fen else 0 end) as fund_paid, sum(case when kind = 'recovery' then fund_fen else 0 end) as fund_recovered
            from new_rows group by loan_id) m where l.id = m.loan_id;
    update risk_fund f set exposure_fen = f.exposure_fen + m.total
      from (select bank_code, sum(reserved_fen + principal_fen) as total from new_rows group by bank_code) m where f.bank_code = m.bank_code and m.total <> 0;
    update household_credit c set loans_fen = c.loans_fen + m.total
      from (select household_id, sum(reserved_fen + principal_fen) as total from new_rows group by household_id) m where c.household_id = m.household_id and m.total <> 0;
    return null;
  end $$`,
  `create trigger loan_movement_counts after insert on loan_movement referencing new table as new_rows for each statement execute function loan_movements_count()`,
  `create function risk_fund_follows() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    update risk_fund f set balance_fen = f.balance_fen + c.total
      from (select bank_code, sum(amount_fen) as total from new_rows group by bank_code) c where f.bank_code = c.bank_code;
    return null;
  end $$`,
  `create trigger risk_fund_change_counts after insert on risk_fund_change referencing new table as new_rows for each statement execute function risk_fund_follows()`,
  // a ratio and nothing else leaves: of the bank, and of the bank in one township; whoever asks
  `create function lender_bad_ratio_bp(bank text, place text, day date, bad_after int) returns int language sql stable security definer set search_path = public as $$
    select coalesce((10000 * sum(outstanding_fen) filter (where overdue_since is not null and day - overdue_since > bad_after) / nullif(sum(outstanding_fen), 0))::int, 0)
    from loan where bank_code = bank and left(village_code, length(place)) = place
  $$`,
  `grant execute on function lender_bad_ratio_bp to "${runtimeGroup('finance')}"`,
  // a household with a loan gone bad is lent nothing more, by any bank
  `create function loan_counts_as_bad() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    update household_credit set bad_loans = bad_loans + (new.state = any (array['overdue', 'collection', 'compensated', 'writtenOff']))::int
      - (old.state = any (array['overdue', 'collection', 'compensated', 'writtenOff']))::int where household_id = new.household_id;
    return null;
  end $$`,
  `create trigger loan_goes_bad after update of state on loan for each row when (old.state <> new.state) execute function loan_counts_as_bad()`,
  `create function loan_approved_within_rules() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    if not exists (select from household_credit c where c.household_id = new.household_id and c.bad_loans = 0) then
      raise exception 'a household with a bad loan is lent nothing' using errcode = 'JZ021', constraint = 'household_credit_no_bad_loan';
    end if;
    return new;
  end $$`,
  `create trigger loan_approved before update on loan for each row when (old.state <> new.state and new.state = 'bankApproved') execute function loan_approved_within_rules()`,
];
