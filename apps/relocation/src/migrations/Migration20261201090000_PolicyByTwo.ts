import { Migration } from '@mikro-orm/migrations';
import { policyDecisionTables } from '@jingzhun/policy';

/** A policy value that the county records counts when another person has confirmed it (ADR 0197). */
export class Migration20261201090000_PolicyByTwo extends Migration {
  override up(): void {
    for (const statement of policyDecisionTables('relocation')) this.addSql(statement);
  }
}
