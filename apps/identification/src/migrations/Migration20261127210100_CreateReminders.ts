import { Migration } from '@mikro-orm/migrations';
import { reminderTables } from '@jingzhun/reminders';

/** What was said about deadlines, to whom, and who has seen it. */
export class Migration20261127210100_CreateReminders extends Migration {
  override up(): void {
    for (const statement of reminderTables('identification')) this.addSql(statement);
  }
}
