import { Migration } from '@mikro-orm/migrations';
import { LOAN_WAYS_ADDED } from './loan-ways-of-20261127.js';

/** A drawing, a compensation and what was recovered are reversed like a repayment: the whole, the last one, by another person. */
export class Migration20261127204500_ReverseAnyMovement extends Migration {
  override up(): void {
    for (const statement of [...ways(), ...reversals(), ...sums()]) this.addSql(statement);
  }
}

const ways = (): string[] => [
  `insert into loan_way values ${LOAN_WAYS_ADDED.map((way) => `(${way.map((word) => `'${word}'`).join(', ')})`).join(', ')}`,
  // a loan whose only drawing is taken back is approved still: it is not approved anew
  'drop trigger loan_approved on loan',
  `create trigger loan_approved before update on loan for each row
    when (old.state <> new.state and new.state = 'bankApproved' and (old.state = 'countyConfirmed' or new.drawn_fen > 0))
    execute function loan_approved_within_rules()`,
];

const reversals = (): string[] => [
  // triggers run as the owner, who sees no area either
  'create policy loan_movement_summed on loan_movement to current_user using (true) with check (true)',
  `create function loan_movement_reversed_whole() returns trigger language plpgsql security definer set search_path = public as $$
  declare of loan_movement;
  begin
    select * into of from loan_movement where id = new.reverses;
    if of.id is null or of.loan_id <> new.loan_id or of.kind <> all (array['drawing', 'repayment', 'compensation', 'recovery'])
        or (new.reserved_fen, new.principal_fen, new.interest_fen, new.lines_fen, new.prepaid_fen, new.lost_fen, new.fund_fen, new.recovered_fen)
          <> (-of.reserved_fen, -of.principal_fen, -of.interest_fen, -of.lines_fen, -of.prepaid_fen, -of.lost_fen, -of.fund_fen, -of.recovered_fen) then
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
  `create trigger loan_movement_reversed before insert on loan_movement for each row when (new.kind = 'reversal') execute function loan_movement_reversed_whole()`,
  `alter table loan_movement add constraint loan_movement_only_a_reversal_reverses check ((kind = 'reversal') = (reverses is not null))`,
  `alter table risk_fund_change drop constraint risk_fund_change_kind_known, drop constraint risk_fund_change_sign,
    add constraint risk_fund_change_kind_known check (kind in ('provision', 'compensation', 'recovery', 'reversal')),
    add constraint risk_fund_change_sign check (amount_fen <> 0 and (kind = 'reversal' or (kind = 'compensation') = (amount_fen < 0)))`,
];

/** A reversal counts where what it reverses has counted. */
const sums = (): string[] => [
  `create or replace function loan_movements_count() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    update loan l set drawn_fen = l.drawn_fen + m.drawn, reserved_fen = l.reserved_fen + m.reserved, outstanding_fen = l.outstanding_fen + m.principal,
        interest_paid_fen = l.interest_paid_fen + m.interest, lines_paid_fen = l.lines_paid_fen + m.lines, lost_fen = l.lost_fen + m.lost,
        fund_paid_fen = l.fund_paid_fen + m.fund_paid, recovered_fen = l.recovered_fen + m.recovered, fund_recovered_fen = l.fund_recovered_fen + m.fund_recovered
      from (select n.loan_id, sum(case when coalesce(o.kind, n.kind) = 'drawing' then n.principal_fen else 0 end) as drawn, sum(n.reserved_fen) as reserved, sum(n.principal_fen) as principal,
              sum(n.interest_fen) as interest, sum(n.lines_fen) as lines, sum(n.lost_fen) as lost, sum(n.recovered_fen) as recovered,
              sum(case when coalesce(o.kind, n.kind) = 'compensation' then n.fund_fen else 0 end) as fund_paid,
              sum(case when coalesce(o.kind, n.kind) = 'recovery' then n.fund_fen else 0 end) as fund_recovered
            from new_rows n left join loan_movement o on o.id = n.reverses group by n.loan_id) m where l.id = m.loan_id;
    update risk_fund f set exposure_fen = f.exposure_fen + m.total
      from (select bank_code, sum(reserved_fen + principal_fen) as total from new_rows group by bank_code) m where f.bank_code = m.bank_code and m.total <> 0;
    update household_credit c set loans_fen = c.loans_fen + m.total
      from (select household_id, sum(reserved_fen + principal_fen) as total from new_rows group by household_id) m where c.household_id = m.household_id and m.total <> 0;
    return null;
  end $$`,
];
