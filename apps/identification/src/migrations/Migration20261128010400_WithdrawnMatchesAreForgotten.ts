import { Migration } from '@mikro-orm/migrations';
import { runtimeGroup } from '@jingzhun/persistence';

/** What was decided and withdrawn about a match is kept as long as the match, and unchanged; then screening forgets it. */
export class Migration20261128010400_WithdrawnMatchesAreForgotten extends Migration {
  override up(): void {
    const mine = `village_code between current_setting('app.area_from', true) and current_setting('app.area_to', true)
      and (kind <> 'police' or current_setting('app.clearance', true) = 'sensitive' or current_setting('app.system', true) = 'screening')`;
    for (const statement of [
      'drop policy register_match_withdrawal_area on register_match_withdrawal',
      `create policy register_match_withdrawal_read on register_match_withdrawal for select using (${mine})`,
      `create policy register_match_withdrawal_new on register_match_withdrawal for insert with check (${mine})`,
      `create policy register_match_withdrawal_forget on register_match_withdrawal for delete using (current_setting('app.system', true) = 'screening')`,
      `grant delete on register_match_withdrawal to "${runtimeGroup('identification')}"`,
      'drop trigger register_match_withdrawal_is_append_only on register_match_withdrawal',
      `create trigger register_match_withdrawal_is_append_only before update or truncate on register_match_withdrawal
        for each statement execute function refuse_change()`,
      `create function register_match_withdrawal_stays() returns trigger language plpgsql as $$
        begin
          if current_setting('app.system', true) is distinct from 'screening' or exists (select from register_match m where m.id = old.match_id) then
            raise exception 'a withdrawn decision is kept as long as its match' using errcode = 'JZ040';
          end if;
          return old;
        end $$`,
      `create trigger register_match_withdrawal_stays before delete on register_match_withdrawal
        for each row execute function register_match_withdrawal_stays()`,
    ])
      this.addSql(statement);
  }
}
