import { Migration } from '@mikro-orm/migrations';

/** A sample belongs to a township or a county: seen by whoever lies within or above, made by whoever is responsible for all of it. */
export class Migration20261127130200_SamplesOfTheOwnArea extends Migration {
  override up(): void {
    const first = `rpad("area", 12, '0')`;
    const last = `rpad("area", 12, '9')`;
    const from = `current_setting('app.area_from', true)`;
    const to = `current_setting('app.area_to', true)`;
    this.addSql('alter table sample enable row level security');
    this.addSql('alter table sample force row level security');
    this.addSql(`create policy sample_seen on sample for select using (${first} <= ${to} and ${last} >= ${from})`);
    this.addSql(`create policy sample_made on sample for insert with check (${first} >= ${from} and ${last} <= ${to})`);
    this.addSql(
      `create policy sample_drawn on sample for update using (${first} >= ${from} and ${last} <= ${to}) with check (${first} >= ${from} and ${last} <= ${to})`,
    );
    // a case that was sent back and has come again is a case of its next sample: in the old one it counts only where it was visited
    this.addSql(`create or replace function sample_progress(of_sample uuid) returns table (listed int, chosen int, visited int)
      language plpgsql as $$
      declare
        own_from text := current_setting('app.area_from', true);
        own_to text := current_setting('app.area_to', true);
      begin
        perform set_config('app.area_from', '000000000000', true), set_config('app.area_to', '999999999999', true);
        return query select count(*)::int,
            count(*) filter (where c.chosen and (v.id is not null or (
              a.state = case s.level when 'township' then 'villageNoticeClosed' else 'townshipChecked' end
              and c.since_version = (select max(e.version) from application_event e
                where e.application_id = a.id and e.to_state = a.state and e.from_state <> e.to_state))))::int,
            count(v.id)::int
          from sample_case c join sample s on s.id = c.sample_id join application a on a.id = c.application_id
          left join visit v on v.sample_id = c.sample_id and v.application_id = c.application_id
          where c.sample_id = of_sample;
        perform set_config('app.area_from', own_from, true), set_config('app.area_to', own_to, true);
      end $$`);
  }
}
