import { Migration } from '@mikro-orm/migrations';
import { receiptLimitTables } from '@jingzhun/notices';

export class Migration20261127231000_LooksCountedByReceipt extends Migration {
  override up(): void {
    for (const statement of receiptLimitTables('finance')) this.addSql(statement);
  }
}
