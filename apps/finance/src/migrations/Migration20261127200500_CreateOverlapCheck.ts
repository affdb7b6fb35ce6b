import { Migration } from '@mikro-orm/migrations';
import { appendOnly, areaPolicy } from '@jingzhun/persistence';

/** Nothing is approved without having been looked at for overlaps in the same transaction; a warning keeps the approver's answer. */
export class Migration20261127200500_CreateOverlapCheck extends Migration {
  override up(): void {
    for (const statement of [...checks(), ...guards()]) this.addSql(statement);
  }
}

const checks = (): string[] => [
  `create table overlap_check (
    id uuid primary key,
    cause_type text not null,
    cause_id uuid not null,
    household_id uuid not null,
    village_code text collate "C" not null,
    findings jsonb not null,
    sources jsonb not null,
    reason text,
    policy_parameter_ids uuid[] not null,
    checked_at timestamptz not null,
    checked_by uuid not null,
    checked_by_name text not null,
    xact xid8 not null default pg_current_xact_id(),
    constraint overlap_check_once unique (cause_id, xact),
    constraint overlap_check_cause_known check (cause_type in ('subsidy-application', 'relocation-claim', 'premium-claim', 'interest-claim-line')),
    constraint overlap_check_is_a_list check (jsonb_typeof(findings) = 'array'),
    constraint overlap_check_never_blocked check (not findings @> '[{"effect": "block"}]'),
    constraint overlap_check_warning_answered check ((jsonb_array_length(findings) > 0) = (reason is not null))
  )`,
  'create index overlap_check_household on overlap_check (household_id)',
  ...areaPolicy('overlap_check'),
  ...appendOnly('finance', 'overlap_check'),
];

const guards = (): string[] => [
  `create function approved_after_overlap_check() returns trigger language plpgsql as $$
  begin
    if not exists (select from overlap_check c where c.cause_id = new.id and c.xact = pg_current_xact_id()) then
      raise exception 'nothing is approved without a check for overlapping benefits' using errcode = 'JZ025';
    end if;
    return new;
  end $$`,
  `create trigger subsidy_application_checked after update of state on subsidy_application for each row
    when (old.state = 'noticeClosed' and new.state = 'approved') execute function approved_after_overlap_check()`,
  `create trigger claim_checked after update of state on claim for each row when (old.state = 'proposed' and new.state = 'approved')
    execute function approved_after_overlap_check()`,
  `create trigger interest_claim_line_checked after update of state on interest_claim_line for each row when (old.state = 'open' and new.state = 'granted')
    execute function approved_after_overlap_check()`,
];
