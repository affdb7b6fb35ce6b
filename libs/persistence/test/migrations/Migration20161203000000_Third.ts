import { Migration } from '@mikro-orm/migrations';

export class Migration20161203000000_Third extends Migration {
  up(): void {
    this.addSql('select 1');
  }
}
