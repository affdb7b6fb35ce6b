import { Migration } from '@mikro-orm/migrations';
import { identityRetentionTables } from '@jingzhun/notices';

export class Migration20261204160000_WhoObjectedIsForgotten extends Migration {
  override up(): void {
    for (const statement of identityRetentionTables()) this.addSql(statement);
  }
}
