import { Migration } from '@mikro-orm/migrations';
import { auditTables } from '@jingzhun/audit';
import { directoryTables } from '@jingzhun/household-directory';
import { jobTables } from '@jingzhun/jobs';
import { messagingTables } from '@jingzhun/messaging';
import { persistenceFoundation } from '@jingzhun/persistence';
import { policyTables } from '@jingzhun/policy';
import { idempotencyTables } from '@jingzhun/service-shell';

/** Tables of the libraries. */
export class Migration20261201080000_CreateServiceTables extends Migration {
  override up(): void {
    const tables = [persistenceFoundation, messagingTables, auditTables, jobTables, policyTables, idempotencyTables, directoryTables];
    for (const statement of tables.flatMap((of) => of('accountability'))) this.addSql(statement);
  }
}
