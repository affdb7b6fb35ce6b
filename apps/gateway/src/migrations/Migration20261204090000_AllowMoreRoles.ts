import { Migration } from '@mikro-orm/migrations';

const ROLES = `array['village-cadre', 'township-officer', 'county-officer', 'verification-officer', 'finance-approver', 'cashier', 'bank-clerk', 'leader', 'system-admin', 'security-admin', 'auditor']`;

/** Who confirms sensitive facts of a screening has a role of its own; so have those who approve, pay, and sit in a bank. */
export class Migration20261204090000_AllowMoreRoles extends Migration {
  override up(): void {
    this.addSql('alter table account drop constraint account_roles_known');
    this.addSql(`alter table account add constraint account_roles_known check (cardinality(roles) > 0 and roles <@ ${ROLES})`);
  }
}
