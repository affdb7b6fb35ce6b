import { Migration } from '@mikro-orm/migrations';
import { ADVISORY_LOCKS } from '@jingzhun/persistence';

/**
 * The day in the book and the day on which something happened are two days: what becomes known after its month was closed is posted on the
 * first open day and keeps its own. Up to the last closed month nothing enters any more, whether a month in between was closed or had no
 * entries; and what was with the bank at a closing is counted by the database.
 */
export class Migration20261128001000_PostingAndValueDay extends Migration {
  override up(): void {
    for (const statement of [...days(), ...closing()]) this.addSql(statement);
  }
}

const days = (): string[] => [
  'alter table ledger_entry add column value_on date',
  'alter table ledger_entry add constraint ledger_entry_value_day_is_earlier check (value_on < on_date)',
  // eslint-disable-next-line jingzhun/one-home-for-locks -- a trigger takes no parameter; the number comes from its home
  `create or replace function ledger_month_is_open() returns trigger language plpgsql as $$
  begin
    -- closing takes the same lock alone: no entry slips into a month that is being closed
    perform pg_advisory_xact_lock_shared(${ADVISORY_LOCKS.ledger});
    if exists (select from new_rows n where n.on_date < (select max(p.month) + interval '1 month' from ledger_period p)) then
      raise exception 'the month is closed' using errcode = 'JZ010';
    end if;
    return null;
  end $$`,
];

/** Runs as the owner: what is with the bank is counted for the whole county, whoever closes. */
const closing = (): string[] => [
  'alter table ledger_period add column on_the_way int not null default 0',
  'alter table ledger_period add column on_the_way_fen bigint not null default 0',
  'create policy payment_closed_over on payment for select to current_user using (true)',
  'create policy payment_attempt_closed_over on payment_attempt for select to current_user using (true)',
  `create function ledger_on_the_way(closed date) returns table (batch_id uuid, payments int, amount_fen bigint)
    language sql stable security definer set search_path = public as $$
    select p.batch_id, count(*)::int, sum(p.amount_fen)::bigint
    from payment p join payment_attempt t on t.payment_id = p.id and t.attempt = p.attempt
    where p.state = 'sent' and (t.sent_at at time zone 'Asia/Shanghai')::date < (closed + interval '1 month')::date
    group by p.batch_id
  $$`,
  // whoever closes, the figures of a closed month are those of the whole book
  `create function ledger_period_follows() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    if new.month <= (select max(month) from ledger_period) then
      raise exception 'months are closed one after the other' using errcode = 'JZ010';
    end if;
    select count(distinct e.id), coalesce(sum(l.amount_fen) filter (where l.amount_fen > 0), 0), coalesce(-sum(l.amount_fen) filter (where l.amount_fen < 0), 0)
      into new.entries, new.debit_fen, new.credit_fen
      from ledger_entry e join ledger_line l on l.entry_id = e.id where date_trunc('month', e.on_date)::date = new.month;
    select coalesce(sum(w.payments), 0), coalesce(sum(w.amount_fen), 0) into new.on_the_way, new.on_the_way_fen from ledger_on_the_way(new.month) w;
    return new;
  end $$`,
  'create trigger ledger_period_in_order before insert on ledger_period for each row execute function ledger_period_follows()',
];
