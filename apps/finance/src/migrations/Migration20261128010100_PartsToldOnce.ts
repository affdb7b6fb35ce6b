import { Migration } from '@mikro-orm/migrations';

/**
 * A part that is there already is nothing new: a batch of before the parts were kept apart may have had one person in two of them, and
 * every later change of the batch tells its parts again.
 */
export class Migration20261128010100_PartsToldOnce extends Migration {
  override up(): void {
    this.addSql(`create or replace function payment_batch_parts_apart() returns trigger language plpgsql as $$
    begin
      perform from payment_batch where id = new.batch_id for update;
      if exists (select from payment_batch_person p where (p.batch_id, p.part, p.account_id) = (new.batch_id, new.part, new.account_id)) then
        return null;
      end if;
      if exists (select from payment_batch_person p where p.batch_id = new.batch_id and p.account_id = new.account_id
          and (least(p.part, new.part), greatest(p.part, new.part)) in (('approves', 'enters'), ('approves', 'pays'), ('enters', 'pays'), ('decided', 'pays'))) then
        raise exception 'who enters never approves, who approves never pays' using errcode = 'JZ019';
      end if;
      return new;
    end $$`);
  }
}
