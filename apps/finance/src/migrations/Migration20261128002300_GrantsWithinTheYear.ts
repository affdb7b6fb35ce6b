import { Migration } from '@mikro-orm/migrations';

/** The limit of a year over all schemes, as it stood in the round, is kept with the grant and under the code. */
export class Migration20261128002300_GrantsWithinTheYear extends Migration {
  override up(): void {
    this.addSql('alter table subsidy_grant add column year_cap_fen bigint');
    this.addSql('create index subsidy_grant_of_household on subsidy_grant (household_id) where voided_at is null');
    this.addSql(`create function subsidy_grant_within_year() returns trigger language plpgsql as $$
    begin
      if exists (select from new_rows n join subsidy_application a on a.id = n.application_id
          where n.year_cap_fen is not null and n.amount_fen > 0 and n.year_cap_fen < (select sum(g.amount_fen) from subsidy_grant g
            join subsidy_application o on o.id = g.application_id where g.voided_at is null and g.household_id = n.household_id and o.year = a.year)) then
        raise exception 'the grants of all schemes pass the limit of the year' using errcode = 'JZ033';
      end if;
      return null;
    end $$`);
    this.addSql(
      'create trigger subsidy_grant_in_the_year after insert on subsidy_grant referencing new table as new_rows for each statement execute function subsidy_grant_within_year()',
    );
  }
}
