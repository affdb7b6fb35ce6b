import { Migration } from '@mikro-orm/migrations';

/** Also where a conflict names the other household by its register only. */
export class Migration20261128160000_NobodyDecidesOnTheOwnReport extends Migration {
  override up(): void {
    this.addSql(`create or replace function survey_conflict_is_decided_by_its_office() returns trigger language plpgsql as $$
    begin
      if new.state = 'decided' and old.state <> 'decided' and (
        exists (select from survey_submission s where s.account_id = new.decided_by and (s.unit_id in (new.unit_id, new.other_unit_id)
          or s.unit_id in (select u.id from survey_unit u where u.round_id = new.round_id and u.household_id = new.other_household_id)))
        or exists (select from survey_round_decider d where d.round_id = new.round_id)
          and not exists (select from (select distinct on (d.capacity) d.account_id from survey_round_decider d where d.round_id = new.round_id
                order by d.capacity, d.position desc) now where now.account_id = new.decided_by)) then
        raise exception 'a conflict is decided by whom its round names, never by who reported' using errcode = 'JZ073';
      end if;
      return new;
    end $$`);
  }
}
