import { Migration } from '@mikro-orm/migrations';

/**
 * A code is worded once (ADR 0178): a household that comes without its case was refused in the words of one that changes. What
 * the rule asks stays as it was.
 */
export class Migration20261128170000_OneCodeOneMeaning extends Migration {
  override up(): void {
    for (const statement of REPLACED) this.addSql(statement);
  }
}

const REPLACED = [
  `create or replace function household_comes_by_its_case() returns trigger language plpgsql as $$
    begin
      if exists (
        select from new_rows n join take_over t on t.county = left(n.village_code, 6) and t.status = 'confirmed' and n.changed_at >= t.effective_at
        where not exists (select from application a where a.id = nullif(current_setting('app.application', true), '')::uuid
          and a.state = 'announced' and a.kind = 'registration' and a.village_code = n.village_code)) then
        raise exception 'after the take-over only a case of the seven steps makes a registration' using errcode = 'JZ092';
      end if;
      return null;
    end $$`,
];
