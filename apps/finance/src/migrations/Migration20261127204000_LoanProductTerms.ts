import { Migration } from '@mikro-orm/migrations';

/** What the product said on the day of the application stays with the loan. */
export class Migration20261127204000_LoanProductTerms extends Migration {
  override up(): void {
    this
      .addSql(`alter table loan add column repaid_from text not null default 'household', add column is_subsidised boolean not null default true,
      add constraint loan_product_known check (product in ('industryCredit', 'photovoltaic')),
      add constraint loan_repaid_from_known check (repaid_from in ('household', 'powerIncome'))`);
    this.addSql(`update loan set repaid_from = 'powerIncome' where product = 'photovoltaic'`);
    this.addSql('alter table loan alter column repaid_from drop default, alter column is_subsidised drop default');
    this
      .addSql(`alter table interest_claim_line drop constraint interest_claim_line_result_known, add constraint interest_claim_line_result_known
      check (result in ('agreed', 'differs', 'unknownContract', 'repeated', 'claimedBefore', 'notSubsidised', 'notClaimed'))`);
  }
}
