import { Migration } from '@mikro-orm/migrations';

/** The language a person reads in follows the account from one device to the next. */
export class Migration20261205090000_RememberLanguage extends Migration {
  override up(): void {
    this.addSql(`alter table account add column language text not null default 'zh' check (language in ('zh', 'en'))`);
  }
}
