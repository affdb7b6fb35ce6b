import { Migration } from '@mikro-orm/migrations';
import { grant } from '@jingzhun/persistence';

/**
 * What an area may use, and the end of what was promised, are decided by two: an order proposed by one person and approved by another.
 * Allotments recorded before needed one person and stay as they are.
 */
export class Migration20261129003000_AllotmentsByTwo extends Migration {
  override up(): void {
    for (const statement of [...orders, ...allotted, ...givenUp]) this.addSql(statement);
  }
}

const orders = [
  `alter table money_order add column area text collate "C", add column line_id uuid references interest_claim_line (id)`,
  `alter table money_order drop constraint money_order_kind_known, drop constraint money_order_of_a_bank, drop constraint money_order_of_a_payment,
    add constraint money_order_kind_known check (kind in ('provision', 'reduction', 'provisionReversal', 'paymentPart', 'allotment', 'allotmentReduction', 'paymentGivenUp', 'grantGivenUp')),
    add constraint money_order_of_a_bank check ((kind in ('provision', 'provisionReversal')) = (bank_code is not null)),
    add constraint money_order_of_a_payment check ((kind in ('paymentPart', 'paymentGivenUp')) = (payment_id is not null)),
    add constraint money_order_of_an_area check ((kind in ('allotment', 'allotmentReduction')) = (area is not null)),
    add constraint money_order_of_a_grant check ((kind = 'grantGivenUp') = (line_id is not null))`,
  `create unique index money_order_one_line_waits on money_order (line_id) where state = 'proposed'`,
  grant('finance', 'money_order', 'insert (area, line_id)'),
];

const allotted = [
  'alter table allotment_change add column order_id uuid unique references money_order (id)',
  `create function allotment_change_has_an_order() returns trigger language plpgsql as $$
  begin
    if not exists (select from money_order o join allotment a on a.id = new.allotment_id where o.id = new.order_id and o.state = 'approved'
        and o.kind = case when new.amount_fen > 0 then 'allotment' else 'allotmentReduction' end
        and (o.fund_code, o.area, o.amount_fen) = (a.fund_code, a.area, abs(new.amount_fen))) then
      raise exception 'what an area may use is changed by an approved order' using errcode = 'JZ129';
    end if;
    return new;
  end $$`,
  'create trigger allotment_change_ordered before insert on allotment_change for each row execute function allotment_change_has_an_order()',
];

const givenUp = [
  `create function payment_given_up_has_an_order() returns trigger language plpgsql as $$
  begin
    if not exists (select from money_order o where o.payment_id = new.id and o.state = 'approved' and o.kind = 'paymentGivenUp') then
      raise exception 'a promise is given up by an approved order' using errcode = 'JZ130';
    end if;
    return new;
  end $$`,
  `create trigger payment_given_up_ordered before update on payment for each row when (new.state = 'givenUp' and old.state <> 'givenUp')
    execute function payment_given_up_has_an_order()`,
  `create function grant_given_up_has_an_order() returns trigger language plpgsql as $$
  begin
    if not exists (select from money_order o where o.line_id = new.id and o.state = 'approved' and o.kind = 'grantGivenUp') then
      raise exception 'a promise is given up by an approved order' using errcode = 'JZ130';
    end if;
    return new;
  end $$`,
  `create trigger grant_given_up_ordered before update on interest_claim_line for each row when (new.state = 'givenUp' and old.state = 'granted')
    execute function grant_given_up_has_an_order()`,
];
