import { Migration } from '@mikro-orm/migrations';

/** Living conditions, bank account and villager group are corrected by two persons like everything else in the register. */
export class Migration20261128004000_CorrectWhatElseIsRegistered extends Migration {
  override up(): void {
    this.addSql('alter table correction drop constraint correction_kind_known');
    this.addSql(`alter table correction add constraint correction_kind_known
      check (kind in ('identity', 'members', 'income', 'cause', 'category', 'living', 'bank', 'group'))`);
    this.addSql('alter table household_history drop constraint household_history_change_known');
    this.addSql(`alter table household_history add constraint household_history_change_known check (change in
      ('registered', 'imported', 'contact', 'identity', 'members', 'income', 'cause', 'category', 'living', 'bank', 'group', 'moved', 'exited', 'cleanedOut'))`);
  }
}
