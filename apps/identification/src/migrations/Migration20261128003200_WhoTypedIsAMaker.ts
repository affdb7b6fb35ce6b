import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy } from '@jingzhun/persistence';

/**
 * Who typed what a case says made it, whoever released the file or drew up the application from the survey. The database writes it down
 * itself: a township officer sees neither the county's batch nor who visited.
 */
export class Migration20261128003200_WhoTypedIsAMaker extends Migration {
  override up(): void {
    for (const statement of [
      `create table application_typist (
        application_id uuid not null references application (id),
        account_id uuid not null,
        village_code text collate "C" not null,
        primary key (application_id, account_id)
      )`,
      ...areaPolicy('application_typist'),
      `create function application_typed_by_uploader() returns trigger language plpgsql as $$
      begin
        insert into application_typist select new.id, b.uploaded_by, new.village_code from import_batch b where b.id = new.import_batch_id;
        if not found then
          raise exception 'nobody is known to have typed the imported case' using errcode = 'JZ004';
        end if;
        return null;
      end $$`,
      `create trigger application_typed_by_uploader after insert on application
        for each row when (new.import_batch_id is not null) execute function application_typed_by_uploader()`,
      `create function application_typed_by_surveyors() returns trigger language plpgsql as $$
      begin
        insert into application_typist select distinct new.application_id, s.account_id, new.village_code from survey_answers s
        where s.unit_id = new.unit_id and s.version <= new.version;
        return null;
      end $$`,
      `create trigger application_typed_by_surveyors after insert on survey_unit_application
        for each row execute function application_typed_by_surveyors()`,
      // the policies let nobody but the system see it all, the owner included
      `select set_config('app.area_from', '000000000000', true), set_config('app.area_to', '999999999999', true), set_config('app.system', 'scheduler', true)`,
      `insert into application_typist select a.id, b.uploaded_by, a.village_code from application a join import_batch b on b.id = a.import_batch_id`,
      `insert into application_typist select distinct u.application_id, s.account_id, u.village_code
        from survey_unit_application u join survey_answers s on s.unit_id = u.unit_id and s.version <= u.version`,
      `select set_config('app.area_from', '', true), set_config('app.area_to', '', true), set_config('app.system', '', true)`,
      ...appendOnly('identification', 'application_typist'),
    ])
      this.addSql(statement);
  }
}
