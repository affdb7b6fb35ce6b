import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy } from '@jingzhun/persistence';

/** What a household was from which day on, as identification told it: the directory keeps the newest state only. */
export class Migration20261128001200_CreateHouseholdStatus extends Migration {
  override up(): void {
    for (const statement of [
      `create table household_status (
        household_id uuid not null,
        version int not null,
        village_code text collate "C" not null,
        status text collate "C" not null,
        category text collate "C" not null,
        valid_from date not null,
        primary key (household_id, version)
      )`,
      ...areaPolicy('household_status'),
      ...appendOnly('finance', 'household_status'),
    ])
      this.addSql(statement);
  }
}
