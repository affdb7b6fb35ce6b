import { Migration } from '@mikro-orm/migrations';

/** Who asked for a waiver before the loan fell overdue again has not asked for the one of now. */
export class Migration20261128150100_WordsForAWaiverOfNow extends Migration {
  override up(): void {
    this.addSql(`create or replace function loan_penalty_is_waived_by_two() returns trigger language plpgsql as $$
      declare since int;
      begin
        select coalesce(max(e.position), 0) into since from loan_event e where e.loan_id = new.loan_id and e.step in ('waivePenalty', 'fallOverdue');
        if not exists (select from loan_event e where e.loan_id = new.loan_id and e.step = 'askPenaltyWaiver' and e.position > since) then
          raise exception 'nobody has asked to waive the penalty' using errcode = 'JZ085';
        end if;
        if exists (select from loan_event e where e.loan_id = new.loan_id and e.step = 'askPenaltyWaiver' and e.position > since and e.actor_id = new.actor_id) then
          raise exception 'who asks to waive a penalty does not waive it' using errcode = 'JZ084';
        end if;
        return new;
      end $$`);
  }
}
