import { Migration } from '@mikro-orm/migrations';
import { reminderTables } from '@jingzhun/reminders';

/** A policy value that waits reminds whoever may confirm it (ADR 0209). */
export class Migration20261201100000_CreateReminders extends Migration {
  override up(): void {
    for (const statement of reminderTables('industry')) this.addSql(statement);
  }
}
