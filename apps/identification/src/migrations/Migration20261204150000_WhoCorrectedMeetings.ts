import { Migration } from '@mikro-orm/migrations';

/** Whoever rewrote the votes of a meeting made the case as much as whoever recorded them. */
export class Migration20261204150000_WhoCorrectedMeetings extends Migration {
  override up(): void {
    this.addSql(`alter table meeting add column corrected_by uuid[] not null default '{}'`);
  }
}
