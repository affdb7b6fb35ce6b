import { Migration } from '@mikro-orm/migrations';
import { runtimeGroup } from '@jingzhun/persistence';

/** Reminders are of loans too: a clerk of a bank sees those of the own bank's, raw SQL included (ADR 0111). */
export class Migration20261127231200_RemindersOfTheOwnBank extends Migration {
  override up(): void {
    this.addSql(
      `create policy reminder_bank on reminder as restrictive to "${runtimeGroup('finance')}"
        using (coalesce(current_setting('app.bank', true), '') = '' or exists (select from loan l where l.id = reminder.subject_id))
        with check (true)`,
    );
  }
}
