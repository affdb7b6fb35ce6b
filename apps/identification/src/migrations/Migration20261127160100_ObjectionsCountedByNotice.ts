import { Migration } from '@mikro-orm/migrations';
import { publicLimitTables } from '@jingzhun/notices';

export class Migration20261127160100_ObjectionsCountedByNotice extends Migration {
  override up(): void {
    for (const statement of publicLimitTables('identification')) this.addSql(statement);
  }
}
