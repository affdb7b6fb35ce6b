import { Migration } from '@mikro-orm/migrations';
import { LOAN_WAYS_OF_WRITE_OFFS } from './loan-ways-of-20261128.js';

/** A write-off is reversed like every movement, by another person, and what a debtor pays after it is shared as the loss was. */
export class Migration20261128050000_WriteOffsTakenBack extends Migration {
  override up(): void {
    this.addSql(
      `insert into loan_way values ${LOAN_WAYS_OF_WRITE_OFFS.map((way) => `(${way.map((word) => `'${word}'`).join(', ')})`).join(', ')}`,
    );
    this
      .addSql(`create or replace function loan_movement_reversed_whole() returns trigger language plpgsql security definer set search_path = public as $$
    declare of loan_movement;
    begin
      select * into of from loan_movement where id = new.reverses;
      if of.id is null or of.loan_id <> new.loan_id or of.kind <> all (array['drawing', 'repayment', 'compensation', 'recovery', 'writeOff'])
          or (new.reserved_fen, new.principal_fen, new.interest_fen, new.lines_fen, new.prepaid_fen, new.lost_fen, new.fund_fen, new.recovered_fen)
            <> (-of.reserved_fen, -of.principal_fen, -of.interest_fen, -of.lines_fen, -of.prepaid_fen, -of.lost_fen, -of.fund_fen, -of.recovered_fen) then
        raise exception 'a reversal is the opposite of one movement of the loan' using errcode = 'JZ022';
      end if;
      if of.recorded_by = new.recorded_by then
        raise exception 'who recorded it does not reverse it' using errcode = 'JZ015';
      end if;
      if exists (select from loan_movement n where n.loan_id = new.loan_id and n.position > of.position and n.kind not in ('reversal', 'lapse')
          and not exists (select from loan_movement r where r.reverses = n.id)) then
        raise exception 'the last movement is reversed first' using errcode = 'JZ022';
      end if;
      return new;
    end $$`);
    // one after a compensation lost nothing more and left no movement: it gets the one by which it can be taken back
    this.addSql('create policy loan_event_told on loan_event to current_user using (true)');
    this
      .addSql(`insert into loan_movement (id, loan_id, position, bank_code, village_code, household_id, kind, on_date, reference, recorded_at, recorded_by, recorded_by_name)
      select uuidv7(), l.id, (select max(m.position) + 1 from loan_movement m where m.loan_id = l.id), l.bank_code, l.village_code, l.household_id, 'writeOff',
        (e.at at time zone 'Asia/Shanghai')::date, 'writeOff ' || e.position, e.at, e.actor_id, e.actor_name
      from loan l join lateral (select e.at, e.position, e.actor_id, e.actor_name from loan_event e where e.loan_id = l.id and e.step = 'writeOff' order by e.position desc limit 1) e on true
      where l.state = 'writtenOff' and not exists (select from loan_movement m where m.loan_id = l.id and m.kind = 'writeOff')`);
    this.addSql('drop policy loan_event_told on loan_event');
  }
}
