import { Migration } from '@mikro-orm/migrations';

/**
 * Whoever was chosen and leaves unvisited (sent back, rejected, withdrawn) is followed by the next of the list, as it was drawn: as many
 * are visited as were chosen, as long as there are any. What was drawn and published stays as it is.
 */
export class Migration20261128003300_TheNextRankTakesThePlace extends Migration {
  override up(): void {
    this.addSql(`create function sample_selection(of_sample uuid)
      returns table (application_id uuid, rank int, drawn boolean, selected boolean, visited boolean) language plpgsql as $$
      declare
        own_from text := current_setting('app.area_from', true);
        own_to text := current_setting('app.area_to', true);
      begin
        perform set_config('app.area_from', '000000000000', true), set_config('app.area_to', '999999999999', true);
        return query with standing as (
            select c.application_id as case_id, c.rank as place, c.chosen, s.chosen as wanted, v.id is not null as seen,
              v.id is not null or (a.state = case s.level when 'township' then 'villageNoticeClosed' else 'townshipChecked' end
                and c.since_version = (select max(e.version) from application_event e
                  where e.application_id = a.id and e.to_state = a.state and e.from_state <> e.to_state)) as stands
            from sample_case c join sample s on s.id = c.sample_id join application a on a.id = c.application_id
            left join visit v on v.sample_id = c.sample_id and v.application_id = c.application_id
            where c.sample_id = of_sample)
          select t.case_id, t.place, t.chosen,
            t.stands and row_number() over (partition by t.stands order by t.seen desc, t.place) <= t.wanted, t.seen
          from standing t order by t.place;
        perform set_config('app.area_from', own_from, true), set_config('app.area_to', own_to, true);
      end $$`);
    this.addSql(`create or replace function sample_progress(of_sample uuid) returns table (listed int, chosen int, visited int)
      language sql as $$
        select count(*)::int, count(*) filter (where p.selected)::int, count(*) filter (where p.visited)::int from sample_selection(of_sample) p
      $$`);
  }
}
