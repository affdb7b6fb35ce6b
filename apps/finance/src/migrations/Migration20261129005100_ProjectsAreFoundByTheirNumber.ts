import { Migration } from '@mikro-orm/migrations';

/** Industry tells a project again under its own number, also one that a list had brought. */
export class Migration20261129005100_ProjectsAreFoundByTheirNumber extends Migration {
  override up(): void {
    this.addSql(`create index claim_project_number on claim ((subject ->> 'projectId')) where kind = 'project'`);
  }
}
