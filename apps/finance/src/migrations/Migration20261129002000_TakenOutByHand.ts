import { Migration } from '@mikro-orm/migrations';

/** A payment that an officer takes out of a draft, and why; who does so has a hand in what is declared, as who puts it in has. */
export class Migration20261129002000_TakenOutByHand extends Migration {
  override up(): void {
    this.addSql(`alter table payment_taken_out add column reason text,
      drop constraint payment_taken_out_because_known,
      add constraint payment_taken_out_because_known check (because in ('objectionUpheld', 'byHand')),
      add constraint payment_taken_out_by_hand_says_why check (because <> 'byHand' or (reason is not null and batch_was = 'draft'))`);
    this.addSql(`create function payment_taken_out_tells_part() returns trigger language plpgsql as $$
    begin
      insert into payment_batch_person (batch_id, part, account_id) values (new.batch_id, 'enters', new.taken_by) on conflict do nothing;
      return null;
    end $$`);
    this.addSql(`create trigger payment_taken_out_part after insert on payment_taken_out for each row when (new.because = 'byHand')
      execute function payment_taken_out_tells_part()`);
  }
}
