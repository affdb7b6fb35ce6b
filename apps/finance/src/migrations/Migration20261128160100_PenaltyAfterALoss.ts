import { Migration } from '@mikro-orm/migrations';
import { LOAN_WAYS_OF_PENALTY_AFTER_A_LOSS } from './loan-ways-of-20261128c.js';

/** What is written off or recovered in full may still owe penalty interest: it is paid or waived there, and taken back like everything. */
export class Migration20261128160100_PenaltyAfterALoss extends Migration {
  override up(): void {
    const ways = LOAN_WAYS_OF_PENALTY_AFTER_A_LOSS.map((way) => `(${way.map((word) => `'${word}'`).join(', ')})`);
    this.addSql(`insert into loan_way values ${ways.join(', ')}`);
  }
}
