import { Migration } from '@mikro-orm/migrations';

/** What was mistyped as paid back is taken back by another person: the household owes it again, and the fund has that much less. */
export class Migration20261128171000_RepaidInterestTakenBack extends Migration {
  override up(): void {
    for (const statement of [...columns(), ...fund(), ...repayment()]) this.addSql(statement);
  }
}

const columns = (): string[] => [
  'alter table fund_change add column reverses uuid unique references fund_change (id)',
  `alter table interest_repayment add column reverses uuid unique references interest_repayment (id), add column reason text,
    drop constraint interest_repayment_positive,
    add constraint interest_repayment_positive check (amount_fen <> 0 and (reverses is null) = (amount_fen > 0)),
    add constraint interest_repayment_reversed_with_reason check ((reverses is null) = (reason is null))`,
];

/** Money leaves a fund by two persons: by an order, or where another person takes back what was mistyped as paid into it. */
const fund = (): string[] => [
  `create or replace function fund_change_has_an_order() returns trigger language plpgsql as $$
  begin
    if not exists (select from money_order o where o.id = new.order_id and o.state = 'approved' and o.kind = 'reduction'
        and (o.fund_code, -o.amount_fen, o.on_date) = (new.fund_code, new.amount_fen, new.on_date))
      and not exists (select from fund_change f join interest_repayment r on r.fund_change_id = f.id where f.id = new.reverses and r.reverses is null
        and (f.fund_code, -f.amount_fen) = (new.fund_code, new.amount_fen) and f.recorded_by <> new.recorded_by) then
      raise exception 'money leaves a fund by an approved order' using errcode = 'JZ097';
    end if;
    return new;
  end $$`,
  `create function fund_change_reverses_a_repayment() returns trigger language plpgsql as $$
  begin
    if not exists (select from interest_repayment r where r.fund_change_id = new.id and r.reverses is not null) then
      raise exception 'a change of a fund is taken back with its repayment' using errcode = 'JZ096';
    end if;
    return null;
  end $$`,
  `create constraint trigger fund_change_reversed_with_repayment after insert on fund_change deferrable initially deferred for each row
    when (new.reverses is not null) execute function fund_change_reverses_a_repayment()`,
];

const repayment = (): string[] => [
  `create function interest_repayment_reversed_whole() returns trigger language plpgsql as $$
  declare of interest_repayment;
  begin
    select * into of from interest_repayment where id = new.reverses;
    if of.id is null or of.reverses is not null or (new.household_id, new.amount_fen) <> (of.household_id, -of.amount_fen)
        or not exists (select from fund_change c where c.id = new.fund_change_id and c.reverses = of.fund_change_id) then
      raise exception 'a reversal is the opposite of one repayment' using errcode = 'JZ096';
    end if;
    if of.recorded_by = new.recorded_by then
      raise exception 'who recorded it does not reverse it' using errcode = 'JZ015';
    end if;
    return new;
  end $$`,
  `create trigger interest_repayment_reversal before insert on interest_repayment for each row when (new.reverses is not null)
    execute function interest_repayment_reversed_whole()`,
];
