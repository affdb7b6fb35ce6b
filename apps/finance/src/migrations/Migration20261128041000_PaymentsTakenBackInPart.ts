import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant } from '@jingzhun/persistence';

/**
 * A part of a payment that was paid wrongly and came back into the treasury: by an order of two persons, never more than what was paid.
 * What the payment and its commitment still count follows from the rows, never from a command.
 */
export class Migration20261128041000_PaymentsTakenBackInPart extends Migration {
  override up(): void {
    for (const statement of [...orders(), ...parts(), ...follows()]) this.addSql(statement);
  }
}

const orders = (): string[] => [
  'alter table money_order add column payment_id uuid references payment (id)',
  `alter table money_order drop constraint money_order_kind_known, drop constraint money_order_of_a_bank,
    add constraint money_order_kind_known check (kind in ('provision', 'reduction', 'provisionReversal', 'paymentPart')),
    add constraint money_order_of_a_bank check ((kind in ('reduction', 'paymentPart')) = (bank_code is null)),
    add constraint money_order_of_a_payment check ((kind = 'paymentPart') = (payment_id is not null))`,
  grant('finance', 'money_order', 'insert (payment_id)'),
  `create unique index money_order_one_part_waits on money_order (payment_id) where state = 'proposed'`,
];

const parts = (): string[] => [
  `alter table payment add column recovered_fen bigint not null default 0,
    add constraint payment_recovered_within check (recovered_fen between 0 and amount_fen)`,
  `create table payment_recovery (
    order_id uuid primary key references money_order (id),
    payment_id uuid not null references payment (id),
    village_code text collate "C" not null,
    amount_fen bigint not null check (amount_fen > 0),
    on_date date not null,
    recorded_at timestamptz not null
  )`,
  'create index payment_recovery_payment on payment_recovery (payment_id)',
  ...areaPolicy('payment_recovery'),
  ...appendOnly('finance', 'payment_recovery'),
  `create function payment_recovery_has_an_order() returns trigger language plpgsql as $$
  begin
    perform from payment p where p.id = new.payment_id for update;
    if not exists (select from money_order o join payment p on p.id = o.payment_id
        where o.id = new.order_id and o.state = 'approved' and o.kind = 'paymentPart' and (o.payment_id, o.amount_fen, o.on_date) = (new.payment_id, new.amount_fen, new.on_date)
          and p.state = 'paid' and p.paid_on <= new.on_date and p.village_code = new.village_code) then
      raise exception 'a part of a payment comes back by an approved order' using errcode = 'JZ055';
    end if;
    return new;
  end $$`,
  'create trigger payment_recovery_ordered before insert on payment_recovery for each row execute function payment_recovery_has_an_order()',
];

/** Runs as the owner: no command changes these sums. */
const follows = (): string[] => [
  'create policy payment_recovered on payment to current_user using (true) with check (true)',
  `create function payment_recovery_counts() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    update payment set recovered_fen = recovered_fen + new.amount_fen, changed_at = new.recorded_at where id = new.payment_id;
    -- a commitment is never nought: with the last part it is released
    update commitment c set state = case when c.amount_fen = new.amount_fen then 'released' else c.state end,
        amount_fen = case when c.amount_fen = new.amount_fen then c.amount_fen else c.amount_fen - new.amount_fen end, changed_at = new.recorded_at
      from payment p where p.id = new.payment_id and (c.cause_type, c.cause_id) = (p.cause_type, p.cause_id) and c.state = 'spent';
    return null;
  end $$`,
  'create trigger payment_recovery_sums after insert on payment_recovery for each row execute function payment_recovery_counts()',
  `create or replace function payment_moves_on() returns trigger language plpgsql as $$
  begin
    if (old.state, new.state) not in (('prepared', 'approved'), ('approved', 'prepared'), ('approved', 'sent'), ('sent', 'paid'), ('sent', 'returned'),
        ('paid', 'returned'), ('paid', 'recovered'), ('returned', 'sent'), ('returned', 'givenUp')) and old.state <> new.state then
      raise exception 'a payment cannot go from % to %', old.state, new.state using errcode = 'JZ013';
    end if;
    if new.state = 'returned' and new.recovered_fen > 0 then
      raise exception 'a part of the payment has come back already' using errcode = 'JZ055';
    end if;
    return new;
  end $$`,
];
