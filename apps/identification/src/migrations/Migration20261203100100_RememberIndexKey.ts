import { Migration } from '@mikro-orm/migrations';
import { grant } from '@jingzhun/persistence';

/** Which key the indexes of the register were made with: under another one every search would find nothing, without a word. */
export class Migration20261203100100_RememberIndexKey extends Migration {
  override up(): void {
    this.addSql(`create table index_key (
      only_one boolean primary key default true check (only_one),
      key_id text not null check (key_id ~ '^[0-9a-f]{8}$'),
      used_since timestamptz not null
    )`);
    this.addSql(grant('identification', 'index_key', 'select, insert'));
  }
}
