import { Migration } from '@mikro-orm/migrations';

/** A check is decided on once, and who decided the misuse does not lift it. */
export class Migration20261127214500_MisuseDecidedOnce extends Migration {
  override up(): void {
    this.addSql(`create or replace function loan_misuse_follows() returns trigger language plpgsql as $$
  begin
    if new.position <> (select count(*) + 1 from loan_misuse where loan_id = new.loan_id) or (new.what = 'found') <> (new.position % 2 = 1) then
      raise exception 'misuse is found, then put right' using errcode = 'JZ014';
    end if;
    if exists (select from loan_misuse m where m.check_id = new.check_id) then
      raise exception 'a check is decided on once' using errcode = 'JZ014';
    end if;
    if exists (select from loan_use_check c where c.id = new.check_id and (c.recorded_by = new.recorded_by or c.loan_id <> new.loan_id or c.finding <> 'notAsAgreed')) then
      raise exception 'who looked does not decide' using errcode = 'JZ015';
    end if;
    if new.what = 'putRight' and exists (select from loan_misuse m where m.loan_id = new.loan_id and m.position = new.position - 1 and m.recorded_by = new.recorded_by) then
      raise exception 'who found misuse does not lift it' using errcode = 'JZ015';
    end if;
    return new;
  end $$`);
  }
}
