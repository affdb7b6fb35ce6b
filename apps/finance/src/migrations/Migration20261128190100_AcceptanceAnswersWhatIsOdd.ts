import { Migration } from '@mikro-orm/migrations';

/** A day on site before the application, or more measured than was asked for, is possible and is said why. What lies there already stays. */
export class Migration20261128190100_AcceptanceAnswersWhatIsOdd extends Migration {
  override up(): void {
    this.addSql(`create function subsidy_acceptance_answers() returns trigger language plpgsql as $$
    begin
      if length(trim(coalesce(new.remark, ''))) < 2 and exists (select from subsidy_application a where a.id = new.application_id
          and (new.on_date < (a.entered_at at time zone 'Asia/Shanghai')::date or new.quantity > a.quantity)) then
        raise exception 'an acceptance before the application, or of more than was asked for, says why' using errcode = 'JZ103';
      end if;
      return new;
    end $$`);
    this.addSql(
      'create trigger subsidy_acceptance_answered before insert on subsidy_acceptance for each row execute function subsidy_acceptance_answers()',
    );
  }
}
