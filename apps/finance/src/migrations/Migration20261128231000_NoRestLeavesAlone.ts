import { Migration } from '@mikro-orm/migrations';

/**
 * Nothing leaves against an objection to what it is the rest of, nor while that is asked back or after it has ended. What leaves is found
 * first and looked up by its key: rows of a statement have neither index nor statistics.
 */
export class Migration20261128231000_NoRestLeavesAlone extends Migration {
  override up(): void {
    this.addSql(`create or replace function payment_may_leave() returns trigger language plpgsql as $$
  declare leaving uuid[];
  begin
    if not exists (select from new_rows where state = 'sent') then
      return null;
    end if;
    select array_agg(l.id) into leaving from (select id from new_rows where state = 'sent' except select id from old_rows where state = 'sent') l;
    if exists (select from payment p join notice n on n.subject_type = p.cause_type and n.subject_id = p.cause_id
        where p.id = any (leaving) and n.objections_open > 0)
      or exists (select from payment p join subsidy_application a on a.id = p.cause_id join notice n on n.id = a.notice_id
        where p.id = any (leaving) and p.cause_type = 'subsidy-application' and n.objections_upheld > 0)
      or exists (select from payment p join subsidy_application a on a.id = p.cause_id
          join subsidy_application w on w.id <> a.id and (w.id = a.rest_of or w.rest_of = a.rest_of)
          left join notice n on n.id = w.notice_id
        where p.id = any (leaving) and p.cause_type = 'subsidy-application' and a.rest_of is not null
          and (w.state = 'recovering' or (w.id in (a.rest_of, a.rest_after) and (w.state in ('rejected', 'withdrawn', 'givenUp', 'reclaimed')
            or n.objections_open > 0 or n.objections_upheld > 0)))) then
      raise exception 'no money leaves against an objection' using errcode = 'JZ104';
    end if;
    if exists (select from payment p join directory_household h on h.id = p.household_id
        where p.id = any (leaving) and p.cause_type <> 'interest-claim-line' and h.status in ('cleanedOut', 'naturalReduction')) then
      raise exception 'no money leaves for a household that is out of the register' using errcode = 'JZ105';
    end if;
    return null;
  end $$`);
  }
}
