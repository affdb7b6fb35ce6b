import { Migration } from '@mikro-orm/migrations';
import { objectionHandInPolicies } from '@jingzhun/notices';

export class Migration20261128102000_EveryOfficeTakesObjectionsIn extends Migration {
  override up(): void {
    for (const statement of objectionHandInPolicies()) this.addSql(statement);
  }
}
