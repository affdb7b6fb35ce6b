import { Migration } from '@mikro-orm/migrations';

/** A quarter that another file has already need not be granted: it may wait for its decision. */
export class Migration20261127200000_AQuarterClaimedBefore extends Migration {
  override up(): void {
    this.addSql('alter table interest_claim_line drop constraint interest_claim_line_result_known');
    // the owner of the table sees no area either while row security is forced
    this.addSql('alter table interest_claim_line no force row level security');
    this.addSql(`update interest_claim_line set result = 'claimedBefore' where result = 'grantedBefore'`);
    this.addSql('alter table interest_claim_line force row level security');
    this.addSql(`alter table interest_claim_line add constraint interest_claim_line_result_known
      check (result in ('agreed', 'differs', 'unknownContract', 'repeated', 'claimedBefore', 'notClaimed'))`);
  }
}
