import { Migration } from '@mikro-orm/migrations';
import { grant } from '@jingzhun/persistence';

/**
 * Money is promised from a fund whose purpose may pay the benefit, by the policy of the day; the promise names the parameter. What was
 * promised before stays, and schemes recorded before keep the fund they were recorded with.
 */
export class Migration20261128210200_FundsPayTheirPurpose extends Migration {
  override up(): void {
    this.addSql('alter table commitment add column purposes_id uuid references policy_parameter (id)');
    this.addSql('create table subsidy_scheme_before_purposes (scheme_code text collate "C" primary key references subsidy_scheme (code))');
    this.addSql('insert into subsidy_scheme_before_purposes (scheme_code) select code from subsidy_scheme');
    this.addSql(grant('finance', 'subsidy_scheme_before_purposes', 'select'));
    this.addSql(`create function commitment_of_its_purpose() returns trigger language plpgsql as $$
    begin
      if exists (select from (select n.*, (n.changed_at at time zone 'Asia/Shanghai')::date as day, 'budget.purposes.' || case n.cause_type
            when 'subsidy-application' then 'rewardSubsidy' when 'relocation-claim' then 'relocationSubsidy'
            when 'premium-claim' then 'premium' when 'interest-claim-line' then 'interestSubsidy' end as key from new_rows n) n
          join allotment a on a.id = n.allotment_id join fund f on f.code = a.fund_code
          where n.key is not null
            and not exists (select from policy_parameter_agreed q where q.id = n.purposes_id and q.key = n.key and q.value ? f.purpose
              and q.effective_from <= n.day and (q.effective_to is null or q.effective_to > n.day))
            and not exists (select from subsidy_application s join subsidy_scheme_before_purposes o on o.scheme_code = s.scheme_code
              where n.cause_type = 'subsidy-application' and s.id = n.cause_id)) then
        raise exception 'earmarked money pays for its purpose' using errcode = 'JZ111';
      end if;
      return null;
    end $$`);
    this.addSql(
      'create trigger commitment_purpose after insert on commitment referencing new table as new_rows for each statement execute function commitment_of_its_purpose()',
    );
  }
}
