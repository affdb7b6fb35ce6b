import { Migration } from '@mikro-orm/migrations';
import { ADVISORY_LOCKS, appendOnly, areaPolicy } from '@jingzhun/persistence';

/** The double-entry ledger. Nothing in it is ever changed; what keeps it right stands here, under the code. */
export class Migration20261205090000_CreateLedger extends Migration {
  override up(): void {
    for (const statement of [...accounts(), ...periods(), ...entries(), ...lines(), ...balance()]) this.addSql(statement);
  }
}

const accounts = (): string[] => [
  `create table ledger_account (
    code text collate "C" primary key,
    name_zh text not null,
    name_en text not null,
    kind text not null,
    fund_code text collate "C",
    opened_at timestamptz not null,
    constraint ledger_account_code_readable check (code ~ '^[a-z]+(-[a-z]+)*(/[a-z0-9-]+)*$'),
    constraint ledger_account_kind_known check (kind in ('asset', 'liability', 'equity', 'income', 'expense'))
  )`,
  ...appendOnly('finance', 'ledger_account'),
];

/** A row says that a month is closed; months are closed one after the other and never opened again. */
const periods = (): string[] => [
  `create table ledger_period (
    month date primary key,
    closed_at timestamptz not null,
    closed_by uuid not null,
    closed_by_name text not null,
    entries int not null,
    debit_fen bigint not null,
    credit_fen bigint not null,
    constraint ledger_period_is_a_month check (extract(day from month) = 1),
    constraint ledger_period_balances check (debit_fen = credit_fen)
  )`,
  ...appendOnly('finance', 'ledger_period'),
];

const entries = (): string[] => [
  `create table ledger_entry (
    id uuid primary key,
    number bigint not null generated always as identity,
    on_date date not null,
    kind text not null,
    cause_type text not null,
    cause_id uuid not null,
    text text not null,
    lines int not null,
    reverses uuid references ledger_entry (id),
    account_id uuid,
    account_name text,
    recorded_at timestamptz not null,
    constraint ledger_entry_once_per_cause unique (cause_type, cause_id, kind),
    constraint ledger_entry_reversed_once unique (reverses),
    constraint ledger_entry_has_two_sides check (lines >= 2),
    constraint ledger_entry_kind_readable check (kind ~ '^[a-z]+(-[a-z]+)*$' and cause_type ~ '^[a-z]+(-[a-z]+)*$')
  )`,
  'create index ledger_entry_day on ledger_entry (on_date, number)',
  ...appendOnly('finance', 'ledger_entry'),
  // eslint-disable-next-line jingzhun/one-home-for-locks -- a trigger takes no parameter; the number comes from its home
  `create function ledger_month_is_open() returns trigger language plpgsql as $$
  begin
    -- closing takes the same lock alone: no entry slips into a month that is being closed
    perform pg_advisory_xact_lock_shared(${ADVISORY_LOCKS.ledger});
    if exists (select from new_rows n join ledger_period p on p.month = date_trunc('month', n.on_date)::date) then
      raise exception 'the month is closed' using errcode = 'JZ010';
    end if;
    return null;
  end $$`,
  `create trigger ledger_entry_in_open_month after insert on ledger_entry referencing new table as new_rows
    for each statement execute function ledger_month_is_open()`,
];

const lines = (): string[] => [
  `create table ledger_line (
    entry_id uuid not null references ledger_entry (id),
    position int not null,
    account_code text collate "C" not null references ledger_account (code),
    amount_fen bigint not null,
    place_code text collate "C" not null,
    household_id uuid,
    primary key (entry_id, position),
    constraint ledger_line_says_something check (amount_fen <> 0),
    constraint ledger_line_place_is_12_digits check (place_code ~ '^[0-9]{12}$')
  )`,
  'create index ledger_line_account on ledger_line (account_code, entry_id) include (amount_fen)',
  'create index ledger_line_household on ledger_line (household_id) where household_id is not null',
  ...areaPolicy('ledger_line', 'place_code'),
  ...appendOnly('finance', 'ledger_line'),
];

/**
 * Both ways to an unbalanced entry are shut: lines come in one statement and must complete their entries; an entry whose lines never
 * come is found at commit. Runs as its owner, who is not filtered by area: an entry may touch two places.
 */
const balance = (): string[] => [
  `create policy ledger_line_checked on ledger_line for select to current_user using (true)`,
  `create function ledger_lines_complete_their_entries() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    if exists (
      select from (select distinct entry_id from new_rows) touched
      join ledger_entry e on e.id = touched.entry_id
      cross join lateral (select count(*) as n, sum(amount_fen) as total from ledger_line l where l.entry_id = e.id) l
      where l.n <> e.lines or l.total <> 0) then
      raise exception 'lines do not balance or do not complete their entry' using errcode = 'JZ011';
    end if;
    return null;
  end $$`,
  `create trigger ledger_lines_balance after insert on ledger_line referencing new table as new_rows
    for each statement execute function ledger_lines_complete_their_entries()`,
  `create function ledger_entry_has_its_lines() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    if not exists (select from ledger_line where entry_id = new.id) then
      raise exception 'an entry without lines' using errcode = 'JZ011';
    end if;
    return null;
  end $$`,
  `create constraint trigger ledger_entry_is_complete after insert on ledger_entry deferrable initially deferred
    for each row execute function ledger_entry_has_its_lines()`,
];
