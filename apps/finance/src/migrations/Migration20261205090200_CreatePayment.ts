import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant } from '@jingzhun/persistence';

/** Payment accounts, batches, payments, and what went to the bank and came back. Who enters, approves and pays are three persons. */
export class Migration20261205090200_CreatePayment extends Migration {
  override up(): void {
    for (const statement of [...accounts(), ...batches(), ...payments(), ...attempts(), ...returns()]) this.addSql(statement);
  }
}

const accounts = (): string[] => [
  `create table payment_account (
    id uuid primary key,
    household_id uuid not null,
    village_code text collate "C" not null,
    bank_name text not null,
    account_cipher bytea not null,
    account_index bytea not null,
    account_masked text not null,
    holder_name text collate "C" not null,
    source_document text not null,
    reason text not null,
    recorded_at timestamptz not null,
    recorded_by uuid not null,
    recorded_by_name text not null,
    closed_at timestamptz,
    constraint payment_account_closed_later check (closed_at >= recorded_at)
  )`,
  'create unique index payment_account_one_open on payment_account (household_id) where closed_at is null',
  'create index payment_account_number on payment_account (account_index) where closed_at is null',
  ...areaPolicy('payment_account'),
  grant('finance', 'payment_account', 'select, insert, update (closed_at, account_cipher, account_index)'),
];

const batches = (): string[] => [
  `create table payment_batch (
    id uuid primary key,
    number bigint not null generated always as identity,
    title text not null,
    benefit text not null,
    fund_code text collate "C" not null references fund (code),
    state text not null,
    declared_count int,
    declared_sum_fen bigint,
    declared_digest text,
    entered_by uuid not null,
    entered_by_name text not null,
    entered_at timestamptz not null,
    declared_at timestamptz,
    approved_by uuid,
    approved_by_name text,
    approved_at timestamptz,
    sent_by uuid,
    sent_by_name text,
    sent_at timestamptz,
    ended_at timestamptz,
    end_reason text,
    version int not null default 1,
    constraint payment_batch_benefit_known check (benefit in ('rewardSubsidy', 'relocationSubsidy', 'premium', 'interestSubsidy', 'other')),
    constraint payment_batch_state_known check (state in ('draft', 'declared', 'approved', 'sent', 'settled', 'cancelled')),
    constraint payment_batch_declared_completely check (
      (state in ('draft', 'cancelled')) or (declared_count is not null and declared_sum_fen is not null and declared_digest is not null and declared_at is not null)),
    constraint payment_batch_approved_completely check ((approved_by is null) = (approved_at is null) and (state not in ('approved', 'sent', 'settled') or approved_by is not null)),
    constraint payment_batch_sent_completely check ((sent_by is null) = (sent_at is null) and (state not in ('sent', 'settled') or sent_by is not null)),
    constraint payment_batch_enters_is_not_approves check (approved_by <> entered_by),
    constraint payment_batch_pays_is_a_third check (sent_by <> entered_by and sent_by <> approved_by)
  )`,
  grant('finance', 'payment_batch', 'select, insert, update'),
];

const payments = (): string[] => [
  `create table payment (
    id uuid primary key,
    batch_id uuid not null references payment_batch (id),
    household_id uuid not null,
    person_id uuid,
    village_code text collate "C" not null,
    household_number text collate "C" not null,
    head_name text collate "C" not null,
    amount_fen bigint not null,
    cause_type text not null,
    cause_id uuid not null,
    state text not null,
    attempt int not null default 0,
    paid_on date,
    changed_at timestamptz not null,
    constraint payment_once_per_cause unique (cause_type, cause_id),
    constraint payment_positive check (amount_fen > 0),
    constraint payment_state_known check (state in ('prepared', 'approved', 'sent', 'paid', 'returned', 'givenUp')),
    constraint payment_paid_on_a_day check ((state = 'paid') = (paid_on is not null)),
    constraint payment_attempted check ((state in ('prepared', 'approved')) = (attempt = 0) or state = 'givenUp')
  )`,
  'create index payment_batch_rows on payment (batch_id, household_number, id)',
  'create index payment_household on payment (household_id)',
  ...areaPolicy('payment'),
  grant('finance', 'payment', 'select, insert, update (state, attempt, paid_on, changed_at)'),
  grant('finance', 'payment', 'delete'),
  // a row leaves a draft; what has been approved stays what it is
  `create function payment_leaves_drafts_only() returns trigger language plpgsql as $$
  begin
    if old.state <> 'prepared' then raise exception 'an approved payment stays' using errcode = 'JZ013'; end if;
    return old;
  end $$`,
  'create trigger payment_not_deleted before delete on payment for each row execute function payment_leaves_drafts_only()',
  `create function payment_moves_on() returns trigger language plpgsql as $$
  begin
    if (old.state, new.state) not in (('prepared', 'approved'), ('approved', 'prepared'), ('approved', 'sent'), ('sent', 'paid'), ('sent', 'returned'),
        ('paid', 'returned'), ('returned', 'sent'), ('returned', 'givenUp')) and old.state <> new.state then
      raise exception 'a payment cannot go from % to %', old.state, new.state using errcode = 'JZ013';
    end if;
    return new;
  end $$`,
  'create trigger payment_lifecycle before update on payment for each row execute function payment_moves_on()',
];

/** What was sent to the bank for one payment: the account as it was then, sealed. */
const attempts = (): string[] => [
  `create table payment_attempt (
    id uuid primary key,
    payment_id uuid not null references payment (id),
    attempt int not null,
    batch_id uuid not null references payment_batch (id),
    file_number int not null,
    position int not null,
    village_code text collate "C" not null,
    bank_name text not null,
    account_cipher bytea not null,
    account_index bytea not null,
    account_masked text not null,
    holder_name text collate "C" not null,
    amount_fen bigint not null,
    sent_at timestamptz not null,
    constraint payment_attempt_once unique (payment_id, attempt),
    constraint payment_attempt_line_once unique (batch_id, file_number, position)
  )`,
  ...areaPolicy('payment_attempt'),
  grant('finance', 'payment_attempt', 'select, insert, update (account_cipher, account_index)'),
  `create table payment_result (
    attempt_id uuid not null references payment_attempt (id),
    position int not null,
    return_file_id uuid not null,
    village_code text collate "C" not null,
    outcome text not null,
    reason text,
    on_date date not null,
    recorded_at timestamptz not null,
    primary key (attempt_id, position),
    constraint payment_result_outcome_known check (outcome in ('paid', 'returned')),
    constraint payment_result_reason_known check ((outcome = 'returned') = (reason in ('accountClosed', 'nameDiffers', 'accountUnknown', 'other')) and (reason is not null or outcome = 'paid'))
  )`,
  ...areaPolicy('payment_result'),
  ...appendOnly('finance', 'payment_result'),
];

const returns = (): string[] => [
  `create table return_file (
    id uuid primary key,
    batch_id uuid not null references payment_batch (id),
    file_number int not null,
    sha256 text not null,
    rows int not null,
    paid int not null,
    returned int not null,
    taken_at timestamptz not null,
    taken_by uuid not null,
    taken_by_name text not null,
    constraint return_file_once unique (sha256)
  )`,
  ...appendOnly('finance', 'return_file'),
];
