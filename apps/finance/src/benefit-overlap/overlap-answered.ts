import type { OverlapAnswered } from './overlap.dto.js';
import { ruleName } from './overlap-words.js';

/** As the record has it: the keys of the rules instead of their names. */
export type AnsweredRow = Omit<OverlapAnswered, 'rules'> & { readonly rules: readonly string[] };

/** Of the latest approval: an earlier one that was undone says nothing about the benefit as it stands. */
export const answeredOf = (cause: string): string =>
  `(select case when k.reason is not null then json_build_object('reason', k.reason, 'byName', k.checked_by_name,
      'at', to_char(k.checked_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'rules', (select json_agg(distinct f ->> 'rule') from jsonb_array_elements(k.findings) f)) end
    from overlap_check k where k.cause_id = ${cause} order by k.checked_at desc, k.id desc limit 1)`;

export const shownAnswer = (row: AnsweredRow | null): OverlapAnswered | null => row && { ...row, rules: row.rules.map(ruleName) };
