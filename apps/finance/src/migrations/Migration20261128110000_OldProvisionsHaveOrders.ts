import { Migration } from '@mikro-orm/migrations';

/**
 * A provision from before two persons made it has no order, and nothing to be taken back by: it gets the order that it was, made by its one
 * person and approved by nobody. A rule that is not valid for old rows is kept at every later change of one: the two rules over days are taken
 * away for that moment, as they were made by Migration20261128001100_DaysOfMoney.
 */
export class Migration20261128110000_OldProvisionsHaveOrders extends Migration {
  override up(): void {
    this.addSql(`create temporary table provided_before on commit drop as select uuidv7() as order_id, c.* from (
      select id, bank_code, fund_code, amount_fen, on_date, source_document, reason, recorded_at, recorded_by, recorded_by_name
      from risk_fund_change where kind = 'provision' and order_id is null order by recorded_at, id) c`);
    this
      .addSql(`insert into money_order (id, kind, fund_code, bank_code, amount_fen, on_date, source_document, reason, state, proposed_at, proposed_by, proposed_by_name,
        decided_at, decided_by, decided_by_name)
      select order_id, 'provision', fund_code, bank_code, amount_fen, on_date, coalesce(source_document, '—'), coalesce(reason, '—'), 'approved', recorded_at, recorded_by, recorded_by_name,
        recorded_at, '00000000-0000-0000-0000-000000000000', '（启用两人审批之前）' from provided_before order by recorded_at, id`);
    // what was recorded stays: only the order is named
    this.addSql('alter table risk_fund_change disable trigger user');
    this.addSql('alter table risk_fund_change drop constraint risk_fund_change_is_known, drop constraint risk_fund_change_of_its_year');
    this.addSql('update risk_fund_change c set order_id = b.order_id from provided_before b where b.id = c.id');
    this.addSql(`alter table risk_fund_change
      add constraint risk_fund_change_is_known check (on_date <= (recorded_at at time zone 'Asia/Shanghai')::date) not valid,
      add constraint risk_fund_change_of_its_year check (fund_code is null or extract(year from on_date) >= right(fund_code, 4)::int - 1) not valid`);
    this.addSql('alter table risk_fund_change enable trigger user');
  }
}
