import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy } from '@jingzhun/persistence';

/** Which drafts were made from what a newly found household has confirmed. */
export class Migration20261204140100_LinkSurveyToApplication extends Migration {
  override up(): void {
    for (const statement of [
      `create table survey_unit_application (
        application_id uuid primary key references application (id),
        unit_id uuid not null references survey_unit (id),
        village_code text collate "C" not null,
        version int not null
      )`,
      'create index survey_unit_application_unit on survey_unit_application (unit_id)',
      ...areaPolicy('survey_unit_application'),
      ...appendOnly('identification', 'survey_unit_application'),
    ])
      this.addSql(statement);
  }
}
