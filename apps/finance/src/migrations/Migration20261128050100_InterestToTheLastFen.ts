import { Migration } from '@mikro-orm/migrations';
import { ADVISORY_LOCKS, appendOnly, areaPolicy } from '@jingzhun/persistence';

/**
 * No money of an interest subsidy is left without a way on: a grant that cannot be paid is given up, also when its cut has been set off;
 * what was too much is paid back; and all of it stands in the book.
 */
export class Migration20261128050100_InterestToTheLastFen extends Migration {
  override up(): void {
    for (const statement of [...repayments(), ...lines(), paid(), ...sums(), ...book()]) this.addSql(statement);
  }
}

const repayments = (): string[] => [
  `create table interest_repayment (
    id uuid primary key,
    household_id uuid not null,
    village_code text collate "C" not null,
    amount_fen bigint not null,
    on_date date not null,
    fund_change_id uuid not null unique references fund_change (id),
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorded_by_name text not null,
    constraint interest_repayment_positive check (amount_fen > 0)
  )`,
  'create index interest_repayment_household on interest_repayment (household_id)',
  ...areaPolicy('interest_repayment'),
  'create policy interest_repayment_summed on interest_repayment to current_user using (true) with check (true)',
  ...appendOnly('finance', 'interest_repayment'),
];

const lines = (): string[] => [
  // a correction may also give back what was cut from a grant that was given up: what it adds up to is looked at below
  'alter table interest_claim_line drop constraint interest_claim_line_grants_what_both_say',
  `alter table interest_claim_line add constraint interest_claim_line_grants_what_both_say check (claimed_fen >= 0 and our_fen >= 0 and granted_fen >= 0
      and (granted_fen <= least(claimed_fen, our_fen) or result = 'corrected') and (granted_fen = 0 or result in ('agreed', 'differs', 'corrected')))`,
  `create or replace function interest_claim_line_moves() returns trigger language plpgsql as $$
  begin
    if (old.state, new.state) not in (('open', 'granted'), ('open', 'refused'), ('open', 'settled'), ('granted', 'taken'), ('granted', 'givenUp'), ('taken', 'granted'), ('taken', 'paid'),
        ('taken', 'returned'), ('taken', 'givenUp'), ('returned', 'paid'), ('returned', 'returned'), ('returned', 'givenUp'), ('paid', 'returned'))
        and not (old.cut_fen > 0 and (old.state, new.state) = ('settled', 'givenUp')) then
      raise exception 'a line of an interest claim does not go from % to %', old.state, new.state using errcode = 'JZ014';
    end if;
    return new;
  end $$`,
];

/** A correction that gives back what was cut is no new interest: its sum is looked at. */
const paid = (): string =>
  `create or replace function interest_claim_line_is_paid_interest() returns trigger language plpgsql as $$
  begin
    if new.granted_fen > 0 and new.result <> 'corrected' and not loan_interest_is_paid(new.loan_id, quarter_ends_before(new.quarter)) then
      raise exception 'the household has not paid the interest of % yet', new.quarter using errcode = 'JZ030';
    end if;
    return new;
  end $$`;

/** Looked at where sums change and nowhere else: who is told that money has arrived holds funds already. */
const sums = (): string[] => [
  `create function interest_overpaid(household uuid) returns bigint language sql stable set search_path = public as $$
    select coalesce((select sum(cut_fen - set_off_fen) from interest_claim_line where household_id = household and state not in ('open', 'refused', 'givenUp')), 0)
      - coalesce((select sum(amount_fen) from interest_repayment where household_id = household), 0)
  $$`,
  // eslint-disable-next-line jingzhun/one-home-for-locks -- a trigger takes no parameter; the number comes from its home
  `create or replace function interest_claim_line_adds_up() returns trigger language plpgsql security definer set search_path = public as $$
  declare net bigint; cuts bigint; overpaid bigint;
  begin
    perform pg_advisory_xact_lock(${ADVISORY_LOCKS.interestSums});
    select coalesce(sum(granted_fen - cut_fen), 0), coalesce(sum(cut_fen), 0) into net, cuts
      from interest_claim_line where loan_id = new.loan_id and quarter = new.quarter and state not in ('open', 'refused', 'givenUp');
    overpaid := interest_overpaid(new.household_id);
    if overpaid < 0 then
      raise exception 'more is set off than was too much' using errcode = 'JZ031';
    end if;
    -- cuts stay behind only where they have lowered a later subsidy or were paid back: the quarter is claimed again then
    if net < 0 and (new.state <> 'givenUp' or overpaid >= cuts) and (new.state = 'givenUp' or new.cut_fen > 0) then
      raise exception 'more is cut than was granted for %', new.quarter using errcode = 'JZ031';
    end if;
    if old.state = 'open' and new.result = 'corrected' and new.granted_fen > 0 and net > (case when loan_interest_is_paid(new.loan_id, quarter_ends_before(new.quarter))
        then least(new.claimed_fen, new.our_fen) else 0 end) then
      raise exception 'more is granted for % than both say and the household has paid', new.quarter using errcode = 'JZ056';
    end if;
    return null;
  end $$`,
  'drop trigger interest_claim_line_sums on interest_claim_line',
  `create constraint trigger interest_claim_line_sums after update of state, set_off_fen on interest_claim_line deferrable initially deferred for each row
    when (old.set_off_fen <> new.set_off_fen or new.state = 'givenUp'
      or (old.state = 'open' and new.state in ('granted', 'settled') and (new.cut_fen > 0 or new.set_off_fen > 0 or new.result = 'corrected')))
    execute function interest_claim_line_adds_up()`,
  // eslint-disable-next-line jingzhun/one-home-for-locks -- a trigger takes no parameter; the number comes from its home
  `create function interest_repayment_within_overpaid() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    perform pg_advisory_xact_lock(${ADVISORY_LOCKS.interestSums});
    if interest_overpaid(new.household_id) < 0 then
      raise exception 'more is paid back than was too much' using errcode = 'JZ031';
    end if;
    return null;
  end $$`,
  'create trigger interest_repayment_sums after insert on interest_repayment for each row execute function interest_repayment_within_overpaid()',
];

/** What was corrected and set off before this release is posted on the day it was decided, or on the first open one after. */
const book = (): string[] => [
  'create policy ledger_line_migrated on ledger_line to current_user using (true) with check (true)',
  `create temporary table corrected_before on commit drop as
    select uuidv7() as entry, k.kind, k.text, k.fen, l.id, l.village_code, l.household_id, (c.decided_at at time zone 'Asia/Shanghai')::date as happened,
      coalesce((select (max(month) + interval '1 month')::date from ledger_period), '2000-01-01'::date) as first_open, c.decided_at, c.decided_by, c.decided_by_name
    from interest_claim_line l join interest_claim c on c.id = l.claim_id
    cross join lateral (values ('overpayment', '贴息更正：多付', l.cut_fen), ('set-off', '贴息抵扣以前多付', -l.set_off_fen)) k (kind, text, fen)
    where k.fen <> 0 and l.state not in ('open', 'refused', 'givenUp')`,
  `insert into ledger_account (code, name_zh, name_en, kind, opened_at)
    select a.code, a.name_zh, a.name_en, a.kind, (select min(decided_at) from corrected_before)
    from (values ('receivable/interest-subsidy', '应收多付贴息', 'interest subsidy paid too much', 'asset'), ('interest-subsidy-to-take-back', '待抵扣多付贴息', 'interest subsidy to be taken back', 'equity'))
      as a (code, name_zh, name_en, kind) where exists (select from corrected_before)`,
  `insert into ledger_entry (id, on_date, value_on, kind, cause_type, cause_id, text, lines, account_id, account_name, recorded_at)
    select entry, greatest(happened, first_open), case when happened < first_open then happened end, kind, 'interest-claim-line', id, text, 2, decided_by, decided_by_name, decided_at from corrected_before`,
  `insert into ledger_line (entry_id, position, account_code, amount_fen, place_code, household_id)
    select entry, 0, case when fen > 0 then 'receivable/interest-subsidy' else 'interest-subsidy-to-take-back' end, abs(fen), village_code, household_id from corrected_before
    union all select entry, 1, case when fen > 0 then 'interest-subsidy-to-take-back' else 'receivable/interest-subsidy' end, -abs(fen), village_code, household_id from corrected_before`,
  // what waits for the end of the transaction is looked at before the table is touched again
  'set constraints all immediate',
  'set constraints all deferred',
  'drop policy ledger_line_migrated on ledger_line',
];
