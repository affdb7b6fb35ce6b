import { Migration } from '@mikro-orm/migrations';

/**
 * Money that comes into a fund is decided by two, as what leaves it is: an order proposed by one person and approved by another. What was
 * recorded before needed one person and stays; interest that a household paid back comes in with its own record.
 */
export class Migration20261129006000_MoneyComesInByTwo extends Migration {
  override up(): void {
    for (const statement of [...kinds, ...ordered]) this.addSql(statement);
  }
}

const kinds = [
  `alter table money_order drop constraint money_order_kind_known,
    add constraint money_order_kind_known check (kind in ('provision', 'addition', 'reduction', 'provisionReversal', 'paymentPart', 'allotment', 'allotmentReduction', 'paymentGivenUp', 'grantGivenUp'))`,
];

/** At the end of the transaction: a repayment is written after the change of the fund that it brings in. */
const ordered = [
  `create function fund_change_comes_in_by_order() returns trigger language plpgsql as $$
  begin
    if not exists (select from money_order o where o.id = new.order_id and o.state = 'approved' and o.kind = 'addition'
        and (o.fund_code, o.amount_fen, o.on_date) = (new.fund_code, new.amount_fen, new.on_date))
      and not exists (select from interest_repayment r where r.fund_change_id = new.id and r.reverses is null and r.amount_fen = new.amount_fen) then
      raise exception 'money comes into a fund by an approved order' using errcode = 'JZ140';
    end if;
    return null;
  end $$`,
  `create constraint trigger fund_change_came_in_by_order after insert on fund_change deferrable initially deferred for each row
    when (new.amount_fen > 0) execute function fund_change_comes_in_by_order()`,
];
