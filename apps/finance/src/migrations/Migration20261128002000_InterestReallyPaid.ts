import { Migration } from '@mikro-orm/migrations';

/** The county gives back what a household has paid: no quarter is granted before all interest that fell due in it is settled. */
export class Migration20261128002000_InterestReallyPaid extends Migration {
  override up(): void {
    this
      .addSql(`alter table interest_claim_line drop constraint interest_claim_line_result_known, add constraint interest_claim_line_result_known
      check (result in ('agreed', 'differs', 'unknownContract', 'repeated', 'claimedBefore', 'notSubsidised', 'notPaid', 'notClaimed'))`);
    // interest that a grace puts off is paid with the first line that asks for any; within a line interest comes before principal
    this
      .addSql(`create function loan_interest_is_paid(loan uuid, before date) returns boolean language sql stable set search_path = public as $$
      select coalesce((select l.lines_paid_fen >= coalesce(
          (select i.cumulative_fen - i.principal_fen from loan_instalment i where i.loan_id = l.id and i.number >= d.number and i.interest_fen > 0 order by i.number limit 1),
          d.cumulative_fen - d.principal_fen)
        from loan l join lateral (select i.number, i.cumulative_fen, i.principal_fen from loan_instalment i where i.loan_id = l.id and i.due_on < before order by i.number desc limit 1) d on true
        where l.id = loan), true)
    $$`);
    this.addSql(`create function quarter_ends_before(quarter text) returns date language sql immutable set search_path = public as $$
      select (make_date(left(quarter, 4)::int, 1, 1) + make_interval(months => 3 * right(quarter, 1)::int))::date
    $$`);
    this.addSql(`create function interest_claim_line_is_paid_interest() returns trigger language plpgsql as $$
    begin
      if new.granted_fen > 0 and not loan_interest_is_paid(new.loan_id, quarter_ends_before(new.quarter)) then
        raise exception 'the household has not paid the interest of % yet', new.quarter using errcode = 'JZ030';
      end if;
      return new;
    end $$`);
    for (const [name, when, condition] of [
      ['entered', 'insert', ''],
      ['granted', 'update of state', `when (new.state = 'granted' and old.state = 'open')`],
    ] as const)
      this.addSql(
        `create trigger interest_claim_line_paid_when_${name} before ${when} on interest_claim_line for each row ${condition} execute function interest_claim_line_is_paid_interest()`,
      );
  }
}
