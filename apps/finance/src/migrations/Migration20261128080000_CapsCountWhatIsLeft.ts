import { Migration } from '@mikro-orm/migrations';

const LEFT = `g.amount_fen - coalesce((select p.recovered_fen from payment p where (p.cause_type, p.cause_id) = ('subsidy-application', g.application_id)), 0)`;

/**
 * What came back in parts leaves room below the cap of a household and of the year under the code as well as in it. A batch's own cap
 * counts what the round grants: nothing of it was paid yet.
 */
export class Migration20261128080000_CapsCountWhatIsLeft extends Migration {
  override up(): void {
    this.addSql(`create or replace function subsidy_grant_within_caps() returns trigger language plpgsql as $$
    declare over text;
    begin
      select g.household_id::text into over from subsidy_grant g join subsidy_scheme s on s.code = g.scheme_code
        where g.voided_at is null and (g.scheme_code, g.household_id) in (select scheme_code, household_id from new_rows)
        group by g.scheme_code, g.household_id, s.household_cap_fen having sum(${LEFT}) > s.household_cap_fen limit 1;
      if over is null then
        select g.household_id::text into over from subsidy_grant g join subsidy_scheme s on s.code = g.scheme_code
          where g.voided_at is null and (g.round_id, g.household_id) in (select round_id, household_id from new_rows)
          group by g.round_id, g.household_id, s.batch_cap_fen having sum(g.amount_fen) > s.batch_cap_fen limit 1;
      end if;
      if over is not null then raise exception 'a grant passes the cap of its household' using errcode = 'JZ016'; end if;
      return null;
    end $$`);
    this.addSql(`create or replace function subsidy_grant_within_year() returns trigger language plpgsql as $$
    begin
      if exists (select from new_rows n join subsidy_application a on a.id = n.application_id
          where n.year_cap_fen is not null and n.amount_fen > 0 and n.year_cap_fen < (select sum(${LEFT}) from subsidy_grant g
            join subsidy_application o on o.id = g.application_id where g.voided_at is null and g.household_id = n.household_id and o.year = a.year)) then
        raise exception 'the grants of all schemes pass the limit of the year' using errcode = 'JZ033';
      end if;
      return null;
    end $$`);
  }
}
