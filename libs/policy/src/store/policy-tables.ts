import { appendOnly, grant, type Department } from '@jingzhun/persistence';
import { Certainties } from '../certainty.js';

/** The parameters of a department's database. Append-only: a changed value is a new row. */
export function policyTables(department: Department): string[] {
  return [
    `create table policy_parameter (
       id uuid primary key,
       seq bigint generated always as identity unique,
       region_code text collate "C" not null check (region_code ~ '^([0-9]{6}|[0-9]{9}|[0-9]{12})$'),
       key text not null,
       effective_from date not null,
       effective_to date,
       value jsonb not null,
       unit text,
       source text not null,
       certainty text not null check (certainty in (${Certainties.codes.map((code) => `'${code}'`).join(', ')})),
       note_zh text not null,
       recorded_at timestamptz not null,
       recorded_by uuid,
       recorded_by_name text,
       reason text not null,
       constraint policy_parameter_period_not_empty check (effective_to > effective_from)
     )`,
    'create index policy_parameter_by_key on policy_parameter (key, seq)',
    ...appendOnly(department, 'policy_parameter'),
  ];
}

/**
 * A value that the county records counts when another person has confirmed it (ADR 0197); what came with the pack, and what was recorded
 * before this was asked, counts as it stands. `policy_parameter_agreed` is what counts, each with the instant from which it is known.
 */
export function policyDecisionTables(department: Department): string[] {
  return [
    'alter table policy_parameter add column needs_decision boolean not null default false',
    `alter table policy_parameter add constraint policy_parameter_waits_for_another
       check (recorded_by is null or needs_decision) not valid`,
    'alter table policy_parameter add constraint policy_parameter_with_its_recorder unique (id, recorded_by)',
    `create table policy_decision (
       parameter_id uuid primary key,
       recorded_by uuid not null,
       decision text not null,
       decided_at timestamptz not null,
       decided_by uuid not null,
       decided_by_name text not null,
       reason text,
       constraint policy_decision_is_known check (decision in ('confirmed', 'rejected', 'withdrawn')),
       constraint policy_decision_by_whom check ((decision = 'withdrawn') = (decided_by = recorded_by)),
       constraint policy_decision_rejected_with_reason check (decision <> 'rejected' or reason is not null),
       constraint policy_decision_of_its_parameter foreign key (parameter_id, recorded_by) references policy_parameter (id, recorded_by)
     )`,
    ...appendOnly(department, 'policy_decision'),
    `create view policy_parameter_agreed with (security_invoker = true) as
       select p.*, coalesce(d.decided_at, p.recorded_at) as known_at,
         row_number() over (order by coalesce(d.decided_at, p.recorded_at), p.seq)::int as agreed
       from policy_parameter p left join policy_decision d on d.parameter_id = p.id
       where not p.needs_decision or d.decision = 'confirmed'`,
    grant(department, 'policy_parameter_agreed', 'select'),
  ];
}
