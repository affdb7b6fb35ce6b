import { Migration } from '@mikro-orm/migrations';
import { grant } from '@jingzhun/persistence';
import { LOAN_WAYS_OF_PENALTY } from './loan-ways-of-20261128b.js';

/**
 * Penalty interest: what of a repayment or of what was recovered paid it, and what the bank waived. It is no part of what the fund
 * vouches for, of a loss, or of the lines. A contract of before this has none agreed here: it is never charged backwards.
 */
export class Migration20261128105000_PenaltyInterest extends Migration {
  override up(): void {
    for (const statement of [...columns(), ...ways(), ...reversals(), ...sums(), ...accounts()]) this.addSql(statement);
  }
}

const columns = (): string[] => [
  `alter table loan add column is_penalty_agreed boolean not null default false, add column penalty_paid_fen bigint not null default 0, add column penalty_waived_fen bigint not null default 0,
    add constraint loan_penalty_not_negative check (penalty_paid_fen >= 0 and penalty_waived_fen >= 0)`,
  grant('finance', 'loan', 'update (is_penalty_agreed)'),
  `alter table loan_movement add column penalty_fen bigint not null default 0, drop constraint loan_movement_kind_known, drop constraint loan_movement_adds_up,
    add constraint loan_movement_kind_known check (kind in ('approval', 'lapse', 'drawing', 'repayment', 'compensation', 'recovery', 'writeOff', 'waiver', 'reversal')),
    add constraint loan_movement_penalty_is_of_money check (kind in ('repayment', 'recovery', 'waiver', 'reversal') and (kind = 'reversal' or penalty_fen >= 0) or penalty_fen = 0),
    add constraint loan_movement_adds_up check (case kind
      when 'approval' then reserved_fen > 0 and principal_fen = 0
      when 'lapse' then reserved_fen < 0 and principal_fen = 0
      when 'drawing' then principal_fen > 0 and reserved_fen = -principal_fen
      when 'repayment' then principal_fen <= 0 and interest_fen >= 0 and prepaid_fen >= 0 and lines_fen + prepaid_fen = interest_fen - principal_fen and lines_fen + prepaid_fen + penalty_fen > 0
      when 'compensation' then lost_fen > 0 and principal_fen = -lost_fen and fund_fen between 0 and lost_fen
      when 'recovery' then recovered_fen > 0 and fund_fen between 0 and recovered_fen
      when 'writeOff' then principal_fen = -lost_fen and lost_fen >= 0
      when 'waiver' then penalty_fen > 0 and reason is not null
        and (reserved_fen, principal_fen, interest_fen, lines_fen, prepaid_fen, lost_fen, fund_fen, recovered_fen) = (0, 0, 0, 0, 0, 0, 0, 0)
      else reverses is not null end)`,
];

const ways = (): string[] => [
  `insert into loan_way values ${LOAN_WAYS_OF_PENALTY.map((way) => `(${way.map((word) => `'${word}'`).join(', ')})`).join(', ')}`,
  // under the code as well: nobody waives what nobody has asked to waive since the last waiver, or what he asked for himself
  `create function loan_penalty_is_waived_by_two() returns trigger language plpgsql as $$
  declare asked int; waived int;
  begin
    select max(e.position) filter (where e.step = 'askPenaltyWaiver'), max(e.position) filter (where e.step = 'waivePenalty') into asked, waived
      from loan_event e where e.loan_id = new.loan_id;
    if asked is null or asked < coalesce(waived, 0) then
      raise exception 'nobody has asked to waive the penalty' using errcode = 'JZ085';
    end if;
    if exists (select from loan_event e where e.loan_id = new.loan_id and e.step = 'askPenaltyWaiver' and e.position > coalesce(waived, 0) and e.actor_id = new.actor_id) then
      raise exception 'who asks to waive a penalty does not waive it' using errcode = 'JZ084';
    end if;
    return new;
  end $$`,
  `create trigger loan_event_waives before insert on loan_event for each row when (new.step = 'waivePenalty') execute function loan_penalty_is_waived_by_two()`,
];

const reversals = (): string[] => [
  `create or replace function loan_movement_reversed_whole() returns trigger language plpgsql security definer set search_path = public as $$
  declare of loan_movement;
  begin
    select * into of from loan_movement where id = new.reverses;
    if of.id is null or of.loan_id <> new.loan_id or of.kind <> all (array['drawing', 'repayment', 'compensation', 'recovery', 'writeOff', 'waiver'])
        or (new.reserved_fen, new.principal_fen, new.interest_fen, new.lines_fen, new.prepaid_fen, new.lost_fen, new.fund_fen, new.recovered_fen, new.penalty_fen)
          <> (-of.reserved_fen, -of.principal_fen, -of.interest_fen, -of.lines_fen, -of.prepaid_fen, -of.lost_fen, -of.fund_fen, -of.recovered_fen, -of.penalty_fen) then
      raise exception 'a reversal is the opposite of one movement of the loan' using errcode = 'JZ022';
    end if;
    if of.recorded_by = new.recorded_by then
      raise exception 'who recorded it does not reverse it' using errcode = 'JZ015';
    end if;
    if exists (select from loan_movement n where n.loan_id = new.loan_id and n.position > of.position and n.kind not in ('reversal', 'lapse')
        and not exists (select from loan_movement r where r.reverses = n.id)) then
      raise exception 'the last movement is reversed first' using errcode = 'JZ022';
    end if;
    return new;
  end $$`,
];

const sums = (): string[] => [
  `create or replace function loan_movements_count() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    update loan l set drawn_fen = l.drawn_fen + m.drawn, reserved_fen = l.reserved_fen + m.reserved, outstanding_fen = l.outstanding_fen + m.principal,
        interest_paid_fen = l.interest_paid_fen + m.interest, lines_paid_fen = l.lines_paid_fen + m.lines, lost_fen = l.lost_fen + m.lost,
        fund_paid_fen = l.fund_paid_fen + m.fund_paid, recovered_fen = l.recovered_fen + m.recovered, fund_recovered_fen = l.fund_recovered_fen + m.fund_recovered,
        penalty_paid_fen = l.penalty_paid_fen + m.penalty - m.waived, penalty_waived_fen = l.penalty_waived_fen + m.waived
      from (select n.loan_id, sum(case when coalesce(o.kind, n.kind) = 'drawing' then n.principal_fen else 0 end) as drawn, sum(n.reserved_fen) as reserved, sum(n.principal_fen) as principal,
              sum(n.interest_fen) as interest, sum(n.lines_fen) as lines, sum(n.lost_fen) as lost, sum(n.recovered_fen) as recovered,
              sum(case when coalesce(o.kind, n.kind) = 'compensation' then n.fund_fen else 0 end) as fund_paid,
              sum(case when coalesce(o.kind, n.kind) = 'recovery' then n.fund_fen else 0 end) as fund_recovered,
              sum(n.penalty_fen) as penalty, sum(case when coalesce(o.kind, n.kind) = 'waiver' then n.penalty_fen else 0 end) as waived
            from new_rows n left join loan_movement o on o.id = n.reverses group by n.loan_id) m where l.id = m.loan_id;
    update risk_fund f set exposure_fen = f.exposure_fen + m.total
      from (select bank_code, sum(reserved_fen + principal_fen) as total from new_rows group by bank_code) m where f.bank_code = m.bank_code and m.total <> 0;
    update household_credit c set loans_fen = c.loans_fen + m.total
      from (select household_id, sum(reserved_fen + principal_fen) as total from new_rows group by household_id) m where c.household_id = m.household_id and m.total <> 0;
    return null;
  end $$`,
];

/** Of the banks that are there; a new one has them with its other accounts. */
const accounts = (): string[] => [
  `insert into ledger_account (code, name_zh, name_en, kind, opened_at)
    select a.code || '/' || b.code, b.name_zh || a.zh, b.name_en || ': ' || a.en, a.kind, b.recorded_at from lender_bank b
    cross join (values ('loan-penalty', '贷款罚息', 'penalty interest', 'income'), ('loan-penalty-waived', '减免的罚息', 'penalty interest waived', 'expense')) as a (code, zh, en, kind)
    on conflict (code) do nothing`,
];
