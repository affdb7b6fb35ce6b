import { Migration } from '@mikro-orm/migrations';

/** What a bank has sent back may turn out to be credited, in a later file about the same attempt; and one file is one file of its batch. */
export class Migration20261128202000_BanksCorrectThemselves extends Migration {
  override up(): void {
    this.addSql(`create or replace function payment_moves_on() returns trigger language plpgsql as $$
    begin
      if (old.state, new.state) not in (('prepared', 'approved'), ('approved', 'prepared'), ('approved', 'sent'), ('sent', 'paid'), ('sent', 'returned'),
          ('paid', 'returned'), ('paid', 'recovered'), ('returned', 'paid'), ('returned', 'sent'), ('returned', 'givenUp')) and old.state <> new.state then
        raise exception 'a payment cannot go from % to %', old.state, new.state using errcode = 'JZ013';
      end if;
      if new.state = 'returned' and new.recovered_fen > 0 then
        raise exception 'a part of the payment has come back already' using errcode = 'JZ055';
      end if;
      if (old.state, new.state) = ('returned', 'paid') and row('paid'::text, new.paid_on) is distinct from (select row(r.outcome, r.on_date) from payment_attempt t
          join payment_result r on r.attempt_id = t.id where t.payment_id = new.id and t.attempt = new.attempt order by r.position desc limit 1) then
        raise exception 'what came back is paid by a word of the bank about its last attempt' using errcode = 'JZ106';
      end if;
      return new;
    end $$`);
    this.addSql('alter table return_file drop constraint return_file_once, add constraint return_file_once unique (batch_id, sha256)');
  }
}
