import { Migration } from '@mikro-orm/migrations';
import { areaPolicy, grant, runtimeGroup } from '@jingzhun/persistence';

/** A bank's quarterly claims for interest subsidy, line by line against our own schedules. Who takes a claim never approves it. */
export class Migration20261206120000_CreateInterestClaim extends Migration {
  override up(): void {
    for (const statement of [...claims(), ...lines()]) this.addSql(statement);
  }
}

/** A clerk of a bank sees the rows of that bank; besides the area, never instead of it. */
const ofOwnBank = (table: string): string => {
  const own = `coalesce(current_setting('app.bank', true), '') in ('', bank_code)`;
  return `create policy ${table}_bank on ${table} as restrictive to "${runtimeGroup('finance')}" using (${own}) with check (${own})`;
};

const claims = (): string[] => [
  `create table interest_claim (
    id uuid primary key,
    number bigint not null generated always as identity,
    bank_code text collate "C" not null references lender_bank (code),
    quarter text collate "C" not null,
    sha256 text not null,
    state text not null,
    fund_code text collate "C" references fund (code),
    policy_parameter_ids uuid[] not null,
    version int not null default 1,
    entered_at timestamptz not null,
    entered_by uuid not null,
    entered_by_name text not null,
    decided_at timestamptz,
    decided_by uuid,
    decided_by_name text,
    reason text,
    constraint interest_claim_quarter_readable check (quarter ~ '^20[0-9]{2}-Q[1-4]$'),
    constraint interest_claim_state_known check (state in ('received', 'approved', 'refused')),
    constraint interest_claim_decided_by_another check (decided_by <> entered_by),
    constraint interest_claim_decision_complete check ((state = 'received') = (decided_by is null) and (state = 'received') = (decided_at is null)
      and (state = 'approved') = (fund_code is not null) and (state <> 'refused' or reason is not null))
  )`,
  // a file that was refused may be sent again: what it meets may have changed
  `create unique index interest_claim_once on interest_claim (bank_code, quarter, sha256) where state <> 'refused'`,
  'alter table interest_claim enable row level security',
  'alter table interest_claim force row level security',
  'create policy interest_claim_all on interest_claim using (true) with check (true)',
  ofOwnBank('interest_claim'),
  grant('finance', 'interest_claim', 'select, insert, update (state, fund_code, version, decided_at, decided_by, decided_by_name, reason)'),
];

const lines = (): string[] => [
  `create table interest_claim_line (
    id uuid primary key,
    claim_id uuid not null references interest_claim (id),
    position int not null,
    file_row int,
    bank_code text collate "C" not null,
    quarter text collate "C" not null,
    contract_number text collate "C" not null,
    loan_id uuid references loan (id),
    household_id uuid,
    household_number text collate "C",
    head_name text collate "C",
    village_code text collate "C" not null,
    result text not null,
    claimed_fen bigint not null,
    our_fen bigint not null,
    granted_fen bigint not null,
    parts jsonb not null,
    state text not null,
    paid_on date,
    constraint interest_claim_line_order unique (claim_id, position),
    constraint interest_claim_line_result_known check (result in ('agreed', 'differs', 'unknownContract', 'repeated', 'grantedBefore', 'notClaimed')),
    constraint interest_claim_line_state_known check (state in ('open', 'granted', 'taken', 'paid', 'returned', 'givenUp', 'refused')),
    constraint interest_claim_line_grants_what_both_say check (claimed_fen >= 0 and our_fen >= 0 and granted_fen between 0 and least(claimed_fen, our_fen)
      and (granted_fen = 0 or result in ('agreed', 'differs'))),
    constraint interest_claim_line_paid_is_granted check (state in ('open', 'refused') or (granted_fen > 0 and loan_id is not null)),
    constraint interest_claim_line_paid_on check ((state = 'paid') = (paid_on is not null)),
    constraint interest_claim_line_names_household check ((loan_id is null) = (household_id is null))
  )`,
  // one grant for a loan and a quarter, whatever files name it
  `create unique index interest_claim_line_once on interest_claim_line (loan_id, quarter) where granted_fen > 0 and state not in ('refused', 'givenUp')`,
  'create index interest_claim_line_state on interest_claim_line (state)',
  'create index interest_claim_line_household on interest_claim_line (household_id)',
  ...areaPolicy('interest_claim_line'),
  ofOwnBank('interest_claim_line'),
  grant('finance', 'interest_claim_line', 'select, insert, update (state, paid_on)'),
  `create function interest_claim_line_moves() returns trigger language plpgsql as $$
  begin
    if (old.state, new.state) not in (('open', 'granted'), ('open', 'refused'), ('granted', 'taken'), ('taken', 'granted'), ('taken', 'paid'), ('taken', 'returned'), ('taken', 'givenUp'),
        ('returned', 'paid'), ('returned', 'returned'), ('returned', 'givenUp'), ('paid', 'returned')) then
      raise exception 'a line of an interest claim does not go from % to %', old.state, new.state using errcode = 'JZ014';
    end if;
    return new;
  end $$`,
  'create trigger interest_claim_line_in_order before update of state on interest_claim_line for each row execute function interest_claim_line_moves()',
];
