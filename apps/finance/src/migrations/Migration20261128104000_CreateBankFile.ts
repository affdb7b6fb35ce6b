import { Migration } from '@mikro-orm/migrations';
import { areaPolicy, grant, runtimeGroup } from '@jingzhun/persistence';

/** A bank's file of drawings, repayments and extensions: checked row by row, released by another clerk than who uploaded it. */
export class Migration20261128104000_CreateBankFile extends Migration {
  override up(): void {
    for (const statement of [...files(), ...rows(), ...loans()]) this.addSql(statement);
  }
}

const ofOwnBank = (table: string): string => {
  const own = `coalesce(current_setting('app.bank', true), '') in ('', bank_code)`;
  return `create policy ${table}_bank on ${table} as restrictive to "${runtimeGroup('finance')}" using (${own}) with check (${own})`;
};

const files = (): string[] => [
  `create table bank_file (
    id uuid primary key,
    number bigint not null generated always as identity unique,
    bank_code text collate "C" not null references lender_bank (code),
    sha256 text not null,
    state text not null,
    declared jsonb not null,
    rows int not null,
    from_date date not null,
    to_date date not null,
    job_id uuid,
    entered_at timestamptz not null,
    entered_by uuid not null,
    entered_by_name text not null,
    released_at timestamptz,
    released_by uuid,
    released_by_name text,
    withdrawn_at timestamptz,
    withdrawn_by uuid,
    withdrawn_by_name text,
    reason text,
    version int not null default 1,
    constraint bank_file_state_known check (state in ('checking', 'checked', 'releasing', 'stopped', 'booked', 'withdrawn')),
    constraint bank_file_period check (from_date <= to_date and rows > 0),
    constraint bank_file_released_by_another check (released_by <> entered_by),
    constraint bank_file_released_completely check ((released_by is null) = (released_at is null) and (state not in ('releasing', 'booked') or released_by is not null)),
    constraint bank_file_withdrawn_completely check ((state = 'withdrawn') = (withdrawn_by is not null) and (state = 'withdrawn') = (withdrawn_at is not null)
      and (state <> 'withdrawn' or reason is not null))
  )`,
  // what was withdrawn may be sent again
  `create unique index bank_file_once on bank_file (bank_code, sha256) where state <> 'withdrawn'`,
  'alter table bank_file enable row level security',
  'alter table bank_file force row level security',
  'create policy bank_file_all on bank_file using (true) with check (true)',
  ofOwnBank('bank_file'),
  grant('finance', 'bank_file', 'select, insert, update'),
  `create function bank_file_goes_its_way() returns trigger language plpgsql as $$
  begin
    if (new.id, new.bank_code, new.sha256, new.declared, new.rows, new.from_date, new.to_date, new.entered_by, new.entered_at)
        is distinct from (old.id, old.bank_code, old.sha256, old.declared, old.rows, old.from_date, old.to_date, old.entered_by, old.entered_at) then
      raise exception 'what a bank sent does not change' using errcode = 'JZ080';
    end if;
    if new.version <> old.version + 1 then raise exception 'every change counts' using errcode = 'JZ080'; end if;
    if new.state <> old.state and (old.state, new.state) not in (('checking', 'checked'), ('checking', 'stopped'), ('checked', 'checking'), ('checked', 'releasing'),
        ('checked', 'withdrawn'), ('releasing', 'booked'), ('releasing', 'stopped'), ('stopped', 'checking'), ('stopped', 'withdrawn')) then
      raise exception 'no step leads from % to %', old.state, new.state using errcode = 'JZ080';
    end if;
    return new;
  end $$`,
  'create trigger bank_file_way_declared before update on bank_file for each row execute function bank_file_goes_its_way()',
];

const rows = (): string[] => [
  `create table bank_file_row (
    id uuid primary key,
    file_id uuid not null references bank_file (id),
    position int not null,
    file_row int not null,
    bank_code text collate "C" not null,
    village_code text collate "C" not null,
    loan_id uuid references loan (id),
    contract text collate "C" not null,
    kind text not null,
    on_date date not null,
    amount_fen bigint not null,
    principal_fen bigint,
    interest_fen bigint,
    penalty_fen bigint,
    added_periods int,
    effect text not null,
    reference text collate "C" not null,
    result text not null,
    our_principal_fen bigint,
    our_interest_fen bigint,
    our_penalty_fen bigint,
    parts jsonb not null default '[]',
    problem jsonb,
    standing text not null default 'proposed',
    booked_at timestamptz,
    constraint bank_file_row_order unique (file_id, position),
    constraint bank_file_row_kind_known check (kind in ('drawing', 'repayment', 'prepayment', 'extension')),
    constraint bank_file_row_amount check (case kind when 'extension' then amount_fen = 0 and added_periods > 0 else amount_fen > 0 and added_periods is null end),
    constraint bank_file_row_adds_up check ((principal_fen is null) = (interest_fen is null) and (principal_fen is null or principal_fen + interest_fen + coalesce(penalty_fen, 0) = amount_fen)),
    constraint bank_file_row_result_known check (result in ('waiting', 'book', 'differs', 'already', 'refused')),
    constraint bank_file_row_refused_says_why check ((problem is not null) = (result = 'refused')),
    constraint bank_file_row_standing_known check (standing in ('proposed', 'booked', 'ended')),
    constraint bank_file_row_booked_is_ours check (standing <> 'booked' or (loan_id is not null and booked_at is not null and result in ('book', 'differs')))
  )`,
  // a number of the bank stands for one booking, whatever files name it
  `create unique index bank_file_row_once on bank_file_row (bank_code, reference) where standing = 'booked'`,
  'create index bank_file_row_reference on bank_file_row (bank_code, reference)',
  'create index bank_file_row_loan on bank_file_row (loan_id)',
  ...areaPolicy('bank_file_row'),
  ofOwnBank('bank_file_row'),
  grant(
    'finance',
    'bank_file_row',
    'select, insert, update (result, our_principal_fen, our_interest_fen, our_penalty_fen, parts, problem, standing, booked_at)',
  ),
  `create function bank_file_row_keeps() returns trigger language plpgsql as $$
  declare at text;
  begin
    if old.standing <> 'proposed' then raise exception 'what was booked or ended stays' using errcode = 'JZ081'; end if;
    select state into at from bank_file where id = new.file_id;
    if new.standing = 'booked' and at <> 'releasing' then raise exception 'nothing is booked before it is released' using errcode = 'JZ081'; end if;
    return new;
  end $$`,
  'create trigger bank_file_row_kept before update on bank_file_row for each row execute function bank_file_row_keeps()',
  `create function bank_file_never_deleted() returns trigger language plpgsql as $$
  begin raise exception 'what a bank sent is kept' using errcode = 'JZ082'; end $$`,
  'create trigger bank_file_row_not_deleted before delete on bank_file_row for each row execute function bank_file_never_deleted()',
  'create trigger bank_file_not_deleted before delete on bank_file for each row execute function bank_file_never_deleted()',
];

/** That another bank has a loan is all a clerk hears of it. */
const loans = (): string[] => [
  `create function loan_of_another_bank(bank text, named text) returns boolean language sql stable security definer set search_path = public as $$
    select exists (select from loan where bank_code <> bank and contract_number = named)
  $$`,
  `grant execute on function loan_of_another_bank to "${runtimeGroup('finance')}"`,
];
