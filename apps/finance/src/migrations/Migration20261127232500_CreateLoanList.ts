import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy, grant, runtimeGroup } from '@jingzhun/persistence';

/** Households with an accepted project that a bank is to lend to: proposed by one person, confirmed by another; a bank sees its own, once confirmed. */
export class Migration20261127232500_CreateLoanList extends Migration {
  override up(): void {
    for (const statement of [...lists(), ...lines(), ...loans()]) this.addSql(statement);
  }
}

/** Besides the area, never instead of it; a bank sees nothing that is only proposed. */
const ofOwnBank = (table: string, shown: string): string => {
  const own = `coalesce(current_setting('app.bank', true), '') = '' or (bank_code = current_setting('app.bank', true) and ${shown})`;
  return `create policy ${table}_bank on ${table} as restrictive to "${runtimeGroup('finance')}" using (${own}) with check (${own})`;
};

/** The list itself names no household. */
const lists = (): string[] => [
  `create table joint_loan_list (
    id uuid primary key,
    number bigint not null generated always as identity unique,
    bank_code text collate "C" not null references lender_bank (code),
    area text collate "C" not null,
    as_of date not null,
    state text not null,
    proposed_at timestamptz not null,
    proposed_by uuid not null,
    proposed_by_name text not null,
    decided_at timestamptz,
    decided_by uuid,
    decided_by_name text,
    reason text,
    policy_parameter_ids uuid[] not null,
    version int not null default 1,
    constraint joint_loan_list_area_readable check (area ~ '^[0-9]{6}([0-9]{3})?$'),
    constraint joint_loan_list_state_known check (state in ('proposed', 'confirmed', 'rejected')),
    constraint joint_loan_list_decided_by_another check (decided_by <> proposed_by),
    constraint joint_loan_list_decision_complete check ((state = 'proposed') = (decided_by is null) and (state = 'proposed') = (decided_at is null) and (state <> 'rejected' or reason is not null))
  )`,
  'alter table joint_loan_list enable row level security',
  'alter table joint_loan_list force row level security',
  'create policy joint_loan_list_all on joint_loan_list using (true) with check (true)',
  ofOwnBank('joint_loan_list', `state = 'confirmed'`),
  grant('finance', 'joint_loan_list', 'select, insert, update (state, decided_at, decided_by, decided_by_name, reason, version)'),
  `create function joint_loan_list_goes_its_way() returns trigger language plpgsql as $$
  begin
    if new.version <> old.version + 1 or (old.state, new.state) not in (('proposed', 'confirmed'), ('proposed', 'rejected'), ('confirmed', 'confirmed'))
        or (old.decided_by is not null and new.decided_by is distinct from old.decided_by) then
      raise exception 'a list is decided once' using errcode = 'JZ027';
    end if;
    return new;
  end $$`,
  'create trigger joint_loan_list_way_declared before update on joint_loan_list for each row execute function joint_loan_list_goes_its_way()',
];

const lines = (): string[] => [
  `create table joint_loan_line (
    id uuid primary key,
    list_id uuid not null references joint_loan_list (id),
    position int not null,
    bank_code text collate "C" not null,
    claim_id uuid not null references claim (id),
    household_id uuid not null,
    household_number text collate "C" not null,
    head_name text collate "C" not null,
    village_code text collate "C" not null,
    project jsonb not null,
    purpose text not null,
    needed_fen bigint,
    used_fen bigint not null,
    room_fen bigint not null,
    is_registered boolean not null,
    is_eligible boolean not null,
    loan_id uuid references loan (id),
    standing text not null default 'proposed',
    withdrawn_at timestamptz,
    withdrawn_by uuid,
    withdrawn_by_name text,
    withdrawn_because text,
    unique (list_id, position),
    constraint joint_loan_line_has_a_cause check (needed_fen > 0 or (needed_fen is null and loan_id is not null)),
    constraint joint_loan_line_standing_known check (standing in ('proposed', 'listed', 'ended')),
    constraint joint_loan_line_withdrawal_complete check ((withdrawn_by is null) = (withdrawn_because is null) and (withdrawn_by is null) = (withdrawn_at is null)
      and (withdrawn_by is null or standing = 'ended'))
  )`,
  // a project stands in one list of a bank
  `create unique index joint_loan_line_once on joint_loan_line (bank_code, claim_id) where standing <> 'ended'`,
  'create index joint_loan_line_household on joint_loan_line (household_id)',
  ...areaPolicy('joint_loan_line'),
  ofOwnBank('joint_loan_line', `standing <> 'proposed'`),
  grant(
    'finance',
    'joint_loan_line',
    'select, insert, update (standing, withdrawn_at, withdrawn_by, withdrawn_by_name, withdrawn_because)',
  ),
  `create function joint_loan_line_keeps() returns trigger language plpgsql as $$
  begin
    if (old.standing, new.standing) not in (('proposed', 'listed'), ('proposed', 'ended'), ('listed', 'ended')) then
      raise exception 'no way leads from % to %', old.standing, new.standing using errcode = 'JZ027';
    end if;
    return new;
  end $$`,
  'create trigger joint_loan_line_kept before update on joint_loan_line for each row execute function joint_loan_line_keeps()',
];

const loans = (): string[] => [
  `create table loan_from_list (
    loan_id uuid primary key references loan (id),
    line_id uuid not null references joint_loan_line (id),
    bank_code text collate "C" not null,
    village_code text collate "C" not null
  )`,
  'create index loan_from_list_line on loan_from_list (line_id)',
  ...areaPolicy('loan_from_list'),
  ofOwnBank('loan_from_list', 'true'),
  ...appendOnly('finance', 'loan_from_list'),
];
