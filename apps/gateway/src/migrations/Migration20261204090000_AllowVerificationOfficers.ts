import { Migration } from '@mikro-orm/migrations';

const ROLES = `array['village-cadre', 'township-officer', 'county-officer', 'verification-officer', 'leader', 'system-admin', 'security-admin', 'auditor']`;

/** Who confirms sensitive facts of a screening has a role of its own. */
export class Migration20261204090000_AllowVerificationOfficers extends Migration {
  override up(): void {
    this.addSql('alter table account drop constraint account_roles_known');
    this.addSql(`alter table account add constraint account_roles_known check (cardinality(roles) > 0 and roles <@ ${ROLES})`);
  }
}
