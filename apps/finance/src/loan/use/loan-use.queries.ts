import type { Principal } from '@jingzhun/auth';
import { level } from '@jingzhun/domain/division-code';
import { may } from '@jingzhun/auth';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import { isRunning } from '../lifecycle/loan-state.js';
import type { LoanRow } from '../loan-rows.js';
import type { LoanUse } from './loan-use.dto.js';
import { misuseDecidable } from './misuse.rules.js';
import { useDueOn, useRhythm } from './use-due.js';

const at = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Newest first, as the page of the loan shows it. */
export async function useOf(
  handle: Handle,
  principal: Principal,
  row: LoanRow,
  today: PlainDate,
  policy: PolicySnapshot,
): Promise<LoanUse> {
  const checks = await run<LoanUse['checks'][number] & { on: PlainDate; by: string; isDecided: boolean }>(
    handle,
    `select c.id, c.on_date::text as on, c.finding, c.remark, c.recorded_by_name as "byName", c.recorded_by as by,
       exists (select from loan_misuse m where m.check_id = c.id) as "isDecided",
       array(select d.attachment_id from loan_document d where d.check_id = c.id order by d.id) as "attachmentIds"
     from loan_use_check c where c.loan_id = $1::uuid order by c.on_date desc, c.recorded_at desc, c.id desc`,
    [row.id],
  );
  const documents = await run<LoanUse['documents'][number]>(
    handle,
    `select attachment_id as "attachmentId", kind, recorded_by_name as "byName", ${at('recorded_at')} as at from loan_document where loan_id = $1::uuid and check_id is null order by recorded_at desc, id`,
    [row.id],
  );
  const decisions = await run<LoanUse['decisions'][number] & { on: PlainDate; by: string }>(
    handle,
    `select what, on_date::text as on, reason, recorded_by_name as "byName", recorded_by as by from loan_misuse where loan_id = $1::uuid order by position desc`,
    [row.id],
  );
  const [due] = await run<{ on: PlainDate | null }>(
    handle,
    `select ${useDueOn('$2', '$3')}::text as on from loan l where l.id = $1::uuid`,
    [...[row.id, ...useRhythm(policy)]],
  );
  const dueOn = due?.on ?? null;
  const isMisused = decisions[0]?.what === 'found';
  const decidable = misuseDecidable({ look: checks[0] ?? null, decision: decisions[0] ?? null }, principal.accountId);
  const looks = may(principal, 'loan.write') && ['village', 'township'].includes(level(principal.area));
  return {
    ...{ dueOn, isDue: dueOn !== null && dueOn <= today, isMisused, documents },
    mayCheck: looks && isRunning(row.state),
    mayAdd: looks,
    mayDecide:
      may(principal, 'loan.confirm') && level(principal.area) === 'county' && decidable && !decidable.isOwn ? decidable.what : null,
    checks: checks.map(({ by: _, isDecided: __, ...shown }) => shown),
    decisions: decisions.map(({ by: _, ...shown }) => shown),
  };
}
