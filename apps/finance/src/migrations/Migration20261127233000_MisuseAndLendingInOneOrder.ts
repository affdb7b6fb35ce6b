import { Migration } from '@mikro-orm/migrations';

/** Misuse is decided and money lent one after the other for a household; a look from before it was put right founds nothing. */
export class Migration20261127233000_MisuseAndLendingInOneOrder extends Migration {
  override up(): void {
    for (const statement of [...looks(), ...lending()]) this.addSql(statement);
  }
}

const looks = (): string[] => [
  // triggers run as the owner, who sees no area either
  'create policy loan_misuse_summed on loan_misuse to current_user using (true) with check (true)',
  `create function loan_misuse_waits() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    perform from household_credit where household_id = new.household_id for update;
    if new.what = 'found' and exists (select from loan_misuse m join loan_use_check c on c.id = new.check_id
        where m.loan_id = new.loan_id and m.what = 'putRight' and c.on_date <= m.on_date) then
      raise exception 'what was seen before it was put right founds nothing' using errcode = 'JZ014';
    end if;
    return new;
  end $$`,
  'create policy loan_use_check_summed on loan_use_check to current_user using (true) with check (true)',
  // after the order of decisions: triggers of one table go by name
  'create trigger loan_misuse_then_waits before insert on loan_misuse for each row execute function loan_misuse_waits()',
];

/** Whatever area the household was in when it was decided. */
const lending = (): string[] => [
  `create function loan_lends_to_who_used_as_agreed() returns trigger language plpgsql security definer set search_path = public as $$
  declare household uuid := (select household_id from loan where id = new.loan_id);
  begin
    perform from household_credit where household_id = household for key share;
    if exists (select from (select distinct on (m.loan_id) m.what from loan_misuse m where m.household_id = household order by m.loan_id, m.position desc) m where m.what = 'found') then
      raise exception 'a household that used money otherwise is lent nothing' using errcode = 'JZ023', constraint = 'loan_used_as_agreed';
    end if;
    return new;
  end $$`,
  `create trigger loan_event_lends before insert on loan_event for each row when (new.step = any (array['approve', 'draw', 'extend']))
    execute function loan_lends_to_who_used_as_agreed()`,
];
