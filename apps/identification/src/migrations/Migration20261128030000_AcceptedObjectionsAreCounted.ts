import { Migration } from '@mikro-orm/migrations';
import { acceptedObjections } from '@jingzhun/notices';

export class Migration20261128030000_AcceptedObjectionsAreCounted extends Migration {
  override up(): void {
    for (const statement of acceptedObjections()) this.addSql(statement);
  }
}
