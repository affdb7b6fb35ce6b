import { Migration } from '@mikro-orm/migrations';

export class Migration20161201000000_Fist extends Migration {
  up(): void {
    this.addSql('select 1');
  }
}
