import { Migration } from '@mikro-orm/migrations';

/** Which lender bank a bank clerk belongs to: what it sees of loans follows from it. */
export class Migration20261206100000_BankOfClerk extends Migration {
  override up(): void {
    this.addSql(
      `alter table account add column bank text collate "C" check (bank is null or (bank ~ '^[a-z]{2,20}$' and 'bank-clerk' = any (roles)))`,
    );
  }
}
