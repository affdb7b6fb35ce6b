import { Migration } from '@mikro-orm/migrations';

/** Of what is unknown, what waits for a person: the work list asks for it. Sensitive rules always do, so that the bit says nothing more. */
export class Migration20261204120200_WhoDecidesNext extends Migration {
  override up(): void {
    this.addSql('alter table screening add column waiting int not null default 0');
  }
}
