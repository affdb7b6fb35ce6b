import { Migration } from '@mikro-orm/migrations';

/** Who recorded a scheme, its rates and its caps, does not approve what is granted by it (ADR 0197). */
export class Migration20261128230100_SchemeByAnother extends Migration {
  override up(): void {
    this.addSql(`create function subsidy_scheme_maker_keeps_out() returns trigger language plpgsql as $$
  begin
    if exists (select from subsidy_application a join subsidy_scheme s on s.code = a.scheme_code
        where a.id = new.application_id and s.recorded_by = new.actor_id) then
      raise exception 'who recorded the scheme does not approve' using errcode = 'JZ015';
    end if;
    return new;
  end $$`);
    this.addSql(`create trigger subsidy_event_not_by_scheme_maker before insert on subsidy_event
      for each row when (new.step = 'approve') execute function subsidy_scheme_maker_keeps_out()`);
  }
}
