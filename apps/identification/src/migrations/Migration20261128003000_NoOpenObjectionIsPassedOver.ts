import { Migration } from '@mikro-orm/migrations';

/**
 * No case goes forward past an open objection, and no household is registered against one, whatever the program does: the notices of
 * the case are locked when it moves, so that an objection comes before the step or after it, never between. A verdict made for a step
 * says so.
 */
export class Migration20261128003000_NoOpenObjectionIsPassedOver extends Migration {
  override up(): void {
    this.addSql(`create function application_waits_for_objections() returns trigger language plpgsql as $$
    begin
      perform from notice where subject_type = 'application' and subject_id = new.id order by id for update;
      -- asked anew: whoever held a lock may have left an objection behind
      if exists (select from notice where subject_type = 'application' and subject_id = new.id and objections_open > 0) then
        raise exception 'an objection to a notice of the case is not answered' using errcode = 'JZ004';
      end if;
      return new;
    end $$`);
    this.addSql(`create trigger application_waits_for_objections before update of state on application for each row
      when ((old.state, new.state) in (('groupNoticePosted', 'groupNoticeClosed'), ('groupNoticeClosed', 'assemblyPassed'),
        ('villageNoticePosted', 'villageNoticeClosed'), ('villageNoticeClosed', 'townshipChecked'), ('townshipChecked', 'countyExamined'),
        ('announced', 'completed')))
      execute function application_waits_for_objections()`);
    this.addSql(`alter table screening drop constraint screening_cause_known, add constraint screening_cause_known
      check (cause in ('submitted', 'asked', 'register', 'match', 'confirmation', 'answer', 'report', 'run', 'step'))`);
  }
}
