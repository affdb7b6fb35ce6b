import { Migration } from '@mikro-orm/migrations';
import { auditTables } from '@jingzhun/audit';
import { jobTables } from '@jingzhun/jobs';
import { messagingTables } from '@jingzhun/messaging';
import { policyTables } from '@jingzhun/policy';
import { idempotencyTables } from '@jingzhun/service-shell';

/** Tables of the libraries. */
export class Migration20261201080050_CreateServiceTables extends Migration {
  override up(): void {
    const statements = [
      ...messagingTables('identification'),
      ...auditTables('identification'),
      ...jobTables('identification'),
      ...policyTables('identification'),
      ...idempotencyTables('identification'),
    ];
    for (const statement of statements) this.addSql(statement);
  }
}
