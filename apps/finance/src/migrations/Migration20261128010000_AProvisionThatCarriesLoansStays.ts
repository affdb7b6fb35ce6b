import { Migration } from '@mikro-orm/migrations';

/**
 * A provision is taken back only while what is left of the fund still carries what its bank has lent. And whoever holds a fund stops those
 * who move it, not those who merely name it.
 */
export class Migration20261128010000_AProvisionThatCarriesLoansStays extends Migration {
  override up(): void {
    this.addSql(`create or replace function risk_fund_change_has_an_order() returns trigger language plpgsql as $$
    declare carries boolean;
    begin
      if not exists (select from money_order o where o.id = new.order_id and o.state = 'approved' and o.kind = new.kind
          and (o.bank_code, o.fund_code, o.amount_fen) = (new.bank_code, new.fund_code, abs(new.amount_fen))) then
        raise exception 'a provision is made and taken back by an approved order' using errcode = 'JZ034';
      end if;
      if new.kind = 'provisionReversal' then
        select f.exposure_fen <= f.leverage * (f.balance_fen + new.amount_fen) into carries
          from risk_fund f where f.bank_code = new.bank_code for no key update;
        if carries is not true then
          raise exception 'what is left of the fund does not carry what is lent' using errcode = 'JZ040', constraint = 'risk_fund_carries_what_is_lent';
        end if;
      end if;
      return new;
    end $$`);
    // a foreign key to the fund is checked meanwhile: its code does not change
    this
      .addSql(`create or replace function lock_funds(codes text[]) returns setof text language sql security definer set search_path = public as $$
      select code from fund where code = any (codes) order by code for no key update
    $$`);
  }
}
