import { Migration } from '@mikro-orm/migrations';
import { evidenceAudience } from '@jingzhun/evidence';

/** Who in an area may see an attachment is asked by the database too. */
export class Migration20261128070000_AttachmentsKeepTheirAudience extends Migration {
  override up(): void {
    for (const statement of evidenceAudience()) this.addSql(statement);
  }
}
