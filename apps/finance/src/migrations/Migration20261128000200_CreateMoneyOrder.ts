import { Migration } from '@mikro-orm/migrations';
import { grant, runtimeGroup } from '@jingzhun/persistence';

/**
 * Money that leaves the treasury without a batch: into a bank's risk fund, out of a fund of the budget, and a provision taken back. One
 * person proposes, another approves; nothing of the kind is booked without an approved order.
 */
export class Migration20261128000200_CreateMoneyOrder extends Migration {
  override up(): void {
    for (const statement of [...orders(), ...booked()]) this.addSql(statement);
  }
}

const orders = (): string[] => [
  `create table money_order (
    id uuid primary key,
    number bigint not null generated always as identity,
    kind text not null,
    fund_code text collate "C" not null references fund (code),
    bank_code text collate "C" references lender_bank (code),
    amount_fen bigint not null,
    on_date date not null,
    source_document text not null,
    reason text not null,
    takes_back uuid references money_order (id),
    state text not null default 'proposed',
    proposed_at timestamptz not null,
    proposed_by uuid not null,
    proposed_by_name text not null,
    decided_at timestamptz,
    decided_by uuid,
    decided_by_name text,
    refusal text,
    constraint money_order_kind_known check (kind in ('provision', 'reduction', 'provisionReversal')),
    constraint money_order_state_known check (state in ('proposed', 'approved', 'refused')),
    constraint money_order_positive check (amount_fen > 0),
    constraint money_order_of_a_bank check ((kind = 'reduction') = (bank_code is null)),
    constraint money_order_takes_a_provision_back check ((kind = 'provisionReversal') = (takes_back is not null)),
    constraint money_order_decided_by_another check (decided_by <> proposed_by),
    constraint money_order_decided_completely check ((state = 'proposed') = (decided_by is null) and (decided_by is null) = (decided_at is null)
      and (decided_by is null) = (decided_by_name is null) and (state = 'refused') = (refusal is not null))
  )`,
  'alter table money_order enable row level security',
  'alter table money_order force row level security',
  'create policy money_order_all on money_order using (true) with check (true)',
  // a clerk of a bank sees what concerns that bank
  `create policy money_order_bank on money_order as restrictive to "${runtimeGroup('finance')}"
    using (coalesce(current_setting('app.bank', true), '') in ('', bank_code)) with check (coalesce(current_setting('app.bank', true), '') in ('', bank_code))`,
  `create unique index money_order_takes_back_once on money_order (takes_back) where state <> 'refused'`,
  grant(
    'finance',
    'money_order',
    'select, insert (id, kind, fund_code, bank_code, amount_fen, on_date, source_document, reason, takes_back, proposed_at, proposed_by, proposed_by_name), update (state, decided_at, decided_by, decided_by_name, refusal)',
  ),
  // what is decided stays decided
  `create function money_order_decided_once() returns trigger language plpgsql as $$
  begin
    if old.state <> 'proposed' then raise exception 'an order is decided once' using errcode = 'JZ033'; end if;
    return new;
  end $$`,
  'create trigger money_order_lifecycle before update on money_order for each row execute function money_order_decided_once()',
];

const booked = (): string[] => [
  'alter table fund_change add column order_id uuid unique references money_order (id)',
  'alter table risk_fund_change add column order_id uuid unique references money_order (id)',
  `alter table risk_fund_change drop constraint risk_fund_change_kind_known, drop constraint risk_fund_change_sign, drop constraint risk_fund_change_has_a_cause,
    add constraint risk_fund_change_kind_known check (kind in ('provision', 'compensation', 'recovery', 'reversal', 'provisionReversal')),
    add constraint risk_fund_change_sign check (amount_fen <> 0 and (kind = 'reversal' or (kind in ('compensation', 'provisionReversal')) = (amount_fen < 0))),
    add constraint risk_fund_change_has_a_cause check ((kind in ('provision', 'provisionReversal')) = (fund_code is not null)
      and (kind in ('provision', 'provisionReversal')) = (movement_id is null))`,
  `create function fund_change_has_an_order() returns trigger language plpgsql as $$
  begin
    if not exists (select from money_order o where o.id = new.order_id and o.state = 'approved' and o.kind = 'reduction'
        and (o.fund_code, -o.amount_fen, o.on_date) = (new.fund_code, new.amount_fen, new.on_date)) then
      raise exception 'money leaves a fund by an approved order' using errcode = 'JZ034';
    end if;
    return new;
  end $$`,
  'create trigger fund_change_ordered before insert on fund_change for each row when (new.amount_fen < 0) execute function fund_change_has_an_order()',
  `create function risk_fund_change_has_an_order() returns trigger language plpgsql as $$
  begin
    if not exists (select from money_order o where o.id = new.order_id and o.state = 'approved' and o.kind = new.kind
        and (o.bank_code, o.fund_code, o.amount_fen) = (new.bank_code, new.fund_code, abs(new.amount_fen))) then
      raise exception 'a provision is made and taken back by an approved order' using errcode = 'JZ034';
    end if;
    return new;
  end $$`,
  `create trigger risk_fund_change_ordered before insert on risk_fund_change for each row when (new.kind in ('provision', 'provisionReversal'))
    execute function risk_fund_change_has_an_order()`,
];
