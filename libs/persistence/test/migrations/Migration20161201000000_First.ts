import { Migration } from '@mikro-orm/migrations';

export class Migration20161201000000_First extends Migration {
  up(): void {
    this.addSql('select 1');
  }
}
