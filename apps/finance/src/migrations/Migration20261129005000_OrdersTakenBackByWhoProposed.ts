import { Migration } from '@mikro-orm/migrations';

/** Who proposed an order of money may take the proposal back, with a reason; approved it is by another only. */
export class Migration20261129005000_OrdersTakenBackByWhoProposed extends Migration {
  override up(): void {
    this.addSql(
      `alter table money_order drop constraint money_order_decided_by_another,
        add constraint money_order_decided_by_another check (state <> 'approved' or decided_by <> proposed_by)`,
    );
  }
}
