import { Migration } from '@mikro-orm/migrations';

/** Two things an acceptance has to give a reason for, each under its own code, so that each can be said in its own words. */
export class Migration20261129000100_ADayBeforeTheApplicationIsToldApart extends Migration {
  override up(): void {
    this.addSql(`create or replace function subsidy_acceptance_answers() returns trigger language plpgsql as $$
    declare asked int; entered date;
    begin
      if length(trim(coalesce(new.remark, ''))) >= 2 then return new; end if;
      select a.quantity, (a.entered_at at time zone 'Asia/Shanghai')::date into asked, entered from subsidy_application a where a.id = new.application_id;
      if new.on_date < entered then raise exception 'an acceptance before the application says why' using errcode = 'JZ117'; end if;
      if new.quantity > asked then raise exception 'an acceptance of more than was asked for says why' using errcode = 'JZ103'; end if;
      return new;
    end $$`);
  }
}
