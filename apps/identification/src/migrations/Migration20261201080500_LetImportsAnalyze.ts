import { Migration } from '@mikro-orm/migrations';
import { runtimeGroup } from '@jingzhun/persistence';

/**
 * A release fills tables that PostgreSQL last counted when they were nearly empty, and goes on reading them in the same transaction:
 * it has to be able to count them anew. Servers before 17 know no such right; there the counts of autovacuum must do.
 */
export class Migration20261201080500_LetImportsAnalyze extends Migration {
  override up(): void {
    this.addSql(`do $do$ begin
  if current_setting('server_version_num')::int >= 170000 then
    execute 'grant maintain on person, household, member, household_income to "${runtimeGroup('identification')}"';
  end if;
end $do$`);
  }
}
