import { Migration } from '@mikro-orm/migrations';

/**
 * A code is worded once (ADR 0178): these were raised with the code of another rule, so whoever met one of them could have read the words
 * of the other. What the rules ask stays as it was.
 */
export class Migration20261128170000_OneCodeOneMeaning extends Migration {
  override up(): void {
    for (const statement of REPLACED) this.addSql(statement);
  }
}

const REPLACED = [
  `create or replace function money_order_decided_once() returns trigger language plpgsql as $$
    begin
      if old.state <> 'proposed' then raise exception 'an order is decided once' using errcode = 'JZ089'; end if;
      return new;
    end $$`,
  `create or replace function own_credit_lowered_with_paper() returns trigger language plpgsql as $$
    begin
      if new.own_fen < old.own_fen and not exists (select from loan l where l.id = new.own_loan_id and new.own_loan_id is distinct from old.own_loan_id
          and l.household_id = new.household_id and l.own_credit_document is not null and l.own_credit_document = new.own_document and l.own_credit_fen = new.own_fen) then
        raise exception 'what a household owes other banks becomes less with a paper only' using errcode = 'JZ090';
      end if;
      return new;
    end $$`,
  `create or replace function subsidy_grant_stays() returns trigger language plpgsql as $$
    begin
      if old.voided_at is not null or new.voided_at is null then raise exception 'a grant is voided once and stays so' using errcode = 'JZ091'; end if;
      return new;
    end $$`,
  `create or replace function loan_movement_reversed_whole() returns trigger language plpgsql security definer set search_path = public as $$
    declare of loan_movement;
    begin
      select * into of from loan_movement where id = new.reverses;
      if of.id is null or of.loan_id <> new.loan_id or of.kind <> all (array['drawing', 'repayment', 'compensation', 'recovery', 'writeOff', 'waiver'])
          or (new.reserved_fen, new.principal_fen, new.interest_fen, new.lines_fen, new.prepaid_fen, new.lost_fen, new.fund_fen, new.recovered_fen, new.penalty_fen)
            <> (-of.reserved_fen, -of.principal_fen, -of.interest_fen, -of.lines_fen, -of.prepaid_fen, -of.lost_fen, -of.fund_fen, -of.recovered_fen, -of.penalty_fen) then
        raise exception 'a reversal is the opposite of one movement of the loan' using errcode = 'JZ096';
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
  `create or replace function fund_change_has_an_order() returns trigger language plpgsql as $$
    begin
      if not exists (select from money_order o where o.id = new.order_id and o.state = 'approved' and o.kind = 'reduction'
          and (o.fund_code, -o.amount_fen, o.on_date) = (new.fund_code, new.amount_fen, new.on_date)) then
        raise exception 'money leaves a fund by an approved order' using errcode = 'JZ097';
      end if;
      return new;
    end $$`,
  `create or replace function risk_fund_change_has_an_order() returns trigger language plpgsql as $$
    declare carries boolean;
    begin
      if not exists (select from money_order o where o.id = new.order_id and o.state = 'approved' and o.kind = new.kind
          and (o.bank_code, o.fund_code, o.amount_fen) = (new.bank_code, new.fund_code, abs(new.amount_fen))) then
        raise exception 'a provision is made and taken back by an approved order' using errcode = 'JZ097';
      end if;
      if new.kind = 'provisionReversal' then
        select f.exposure_fen <= f.leverage * (f.balance_fen + new.amount_fen) into carries
          from risk_fund f where f.bank_code = new.bank_code for no key update;
        if carries is not true then
          raise exception 'what is left of the fund does not carry what is lent' using errcode = 'JZ040', constraint = 'risk_fund_carries_what_is_lent';
        end if;
      end if;
      return new;
    end $$`,
];
