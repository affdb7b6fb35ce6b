import { Migration } from '@mikro-orm/migrations';

export class Migration20161202000000_Second extends Migration {
  up(): void {
    this.addSql('select 1');
  }
}
