import { Migration } from '@mikro-orm/migrations';
import { runtimeGroup } from '@jingzhun/persistence';

/**
 * Whether a household was poor on a day decides about penalty interest, and has one answer: a household that has moved is read in part, or
 * not at all, by who sees one of its areas. The owner answers for it; days and yes or no, nothing else leaves.
 */
export class Migration20261128160000_PoorWhoeverReads extends Migration {
  override up(): void {
    for (const table of ['household_status', 'directory_household'])
      this.addSql(`create policy ${table}_poor on ${table} for select to current_user using (true)`);
    // the first state known holds for the days before it; where none was told, the one of the directory
    this
      .addSql(`create function household_was_poor(household uuid, poor text[]) returns table (place bigint, from_day date, is_poor boolean) language sql stable security definer
        set search_path = public, pg_temp as $$
        select row_number() over w, case when row_number() over w = 1 then date '0001-01-01' else coalesce(t.valid_from, date '0001-01-01') end, t.status = any (poor)
        from (select s.valid_from, s.status, s.version from household_status s where s.household_id = household
          union all select null, d.status, d.version from directory_household d where d.id = household
            and not exists (select from household_status s where s.household_id = household)) t
        window w as (order by t.valid_from, t.version)
      $$`);
    this.addSql('revoke execute on function household_was_poor from public');
    this.addSql(`grant execute on function household_was_poor to "${runtimeGroup('finance')}"`);
  }
}
