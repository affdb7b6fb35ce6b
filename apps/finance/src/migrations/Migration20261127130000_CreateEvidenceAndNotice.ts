import { Migration } from '@mikro-orm/migrations';
import { evidenceTables } from '@jingzhun/evidence';
import { noticeTables } from '@jingzhun/notices';

/** Attachments, signatures and notices, as every department that needs them has them. */
export class Migration20261127130000_CreateEvidenceAndNotice extends Migration {
  override up(): void {
    for (const statement of [...evidenceTables('finance'), ...noticeTables('finance')]) this.addSql(statement);
  }
}
