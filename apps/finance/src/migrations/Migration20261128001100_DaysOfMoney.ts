import { Migration } from '@mikro-orm/migrations';
import { runtimeGroup } from '@jingzhun/persistence';

/**
 * Days that cannot be: what a bank answers before it was sent, or what is known before it happens. What was recorded before this release
 * stays as it is. And one fund is taken by one transaction at a time, so that a threshold is crossed in front of somebody.
 */
export class Migration20261128001100_DaysOfMoney extends Migration {
  override up(): void {
    for (const statement of [...answers(), ...changes(), ...locks()]) this.addSql(statement);
  }
}

const known = (on: string, at: string): string => `${on} <= (${at} at time zone 'Asia/Shanghai')::date`;

/** Runs as the owner: the attempt is looked at wherever it belongs. */
const answers = (): string[] => [
  `alter table payment_result add constraint payment_result_is_known check (${known('on_date', 'recorded_at')}) not valid`,
  `create function payment_result_after_sending() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    if exists (select from new_rows n join payment_attempt t on t.id = n.attempt_id where n.on_date < (t.sent_at at time zone 'Asia/Shanghai')::date) then
      raise exception 'a bank answers after it was asked' using errcode = 'JZ018';
    end if;
    return null;
  end $$`,
  `create trigger payment_result_day after insert on payment_result referencing new table as new_rows
    for each statement execute function payment_result_after_sending()`,
];

/** Money of a year is handed down in the year before at the earliest. */
const changes = (): string[] => [
  `alter table fund_change add constraint fund_change_is_known check (${known('on_date', 'recorded_at')}) not valid`,
  `alter table fund_change add constraint fund_change_of_its_year check (extract(year from on_date) >= right(fund_code, 4)::int - 1) not valid`,
  `alter table risk_fund_change add constraint risk_fund_change_is_known check (${known('on_date', 'recorded_at')}) not valid`,
  `alter table risk_fund_change add constraint risk_fund_change_of_its_year
    check (fund_code is null or extract(year from on_date) >= right(fund_code, 4)::int - 1) not valid`,
];

/** A lock asks for a right to write that the service does not have: only this function may take it. */
const locks = (): string[] => [
  `create function lock_funds(codes text[]) returns setof text language sql security definer set search_path = public as $$
    select code from fund where code = any (codes) order by code for update
  $$`,
  'revoke execute on function lock_funds(text[]) from public',
  `grant execute on function lock_funds(text[]) to "${runtimeGroup('finance')}"`,
];
