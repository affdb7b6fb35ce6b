import { Migration } from '@mikro-orm/migrations';
import { noticeTables } from '@jingzhun/notices';

/** Notices, objections to them and the tasks that follow. */
export class Migration20261204110000_CreateNotice extends Migration {
  override up(): void {
    for (const statement of noticeTables('identification')) this.addSql(statement);
  }
}
