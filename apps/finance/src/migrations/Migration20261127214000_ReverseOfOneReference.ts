import { Migration } from '@mikro-orm/migrations';

/** A drawing and a repayment may carry the same reference: both are reversed. A reversal is one of its movement already. */
export class Migration20261127214000_ReverseOfOneReference extends Migration {
  override up(): void {
    this.addSql('alter table loan_movement drop constraint loan_movement_once');
    this.addSql("create unique index loan_movement_once on loan_movement (loan_id, kind, reference) where kind <> 'reversal'");
  }
}
