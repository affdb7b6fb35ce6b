import { appendOnly, type Department } from '@jingzhun/persistence';
import { Certainties } from '../certainty.js';

/** The parameters of a department's database. Append-only: a changed value is a new row, `seq` tells which was said last. */
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
