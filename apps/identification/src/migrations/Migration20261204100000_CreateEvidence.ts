import { Migration } from '@mikro-orm/migrations';
import { evidenceTables } from '@jingzhun/evidence';

/** Attachments and signatures. */
export class Migration20261204100000_CreateEvidence extends Migration {
  override up(): void {
    for (const statement of evidenceTables('identification')) this.addSql(statement);
  }
}
