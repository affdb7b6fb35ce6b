import { Migration } from '@mikro-orm/migrations';

/**
 * Who asks to waive penalty interest may ask for a part; nobody grants more than the last word asks for. Without a sum all is meant that
 * is owed on the day of granting, as in every word of before. The movement looks at the word as its step does: one that stands, by another.
 */
export class Migration20261128160200_PartOfAPenaltyIsWaived extends Migration {
  override up(): void {
    this.addSql(
      `alter table loan_event add column asked_fen bigint, add constraint loan_event_asks_for_a_sum check (asked_fen is null or (step = 'askPenaltyWaiver' and asked_fen > 0))`,
    );
    this.addSql(`create function loan_waiver_within_word() returns trigger language plpgsql as $$
      declare since int; asked loan_event;
      begin
        select coalesce(max(e.position), 0) into since from loan_event e where e.loan_id = new.loan_id and e.step in ('waivePenalty', 'fallOverdue');
        select * into asked from loan_event e where e.loan_id = new.loan_id and e.step = 'askPenaltyWaiver' and e.position > since order by e.position desc limit 1;
        if asked.id is null then
          raise exception 'nobody has asked to waive the penalty' using errcode = 'JZ085';
        end if;
        if new.penalty_fen > asked.asked_fen then
          raise exception 'more of the penalty is waived than was asked for' using errcode = 'JZ093';
        end if;
        return new;
      end $$`);
    this.addSql(
      `create trigger loan_movement_waives before insert on loan_movement for each row when (new.kind = 'waiver') execute function loan_waiver_within_word()`,
    );
  }
}
