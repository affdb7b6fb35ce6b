import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';
import { ReferenceUsed } from './loan.errors.js';

/** @returns whether it is there already. @throws ReferenceUsed when the reference stands for something else, or for what was reversed */
export async function findRecorded(
  handle: Handle,
  loanId: string,
  kind: 'drawing' | 'repayment' | 'recovery',
  { on, amountFen, reference }: { on: PlainDate; amountFen: number; reference: string },
): Promise<boolean> {
  const [found] = await run<{ on: string; amountFen: number; isReversed: boolean }>(
    handle,
    `select on_date::text as on, (case kind when 'drawing' then principal_fen when 'repayment' then lines_fen + prepaid_fen + penalty_fen else recovered_fen + penalty_fen end)::float8 as "amountFen",
       exists (select from loan_movement r where r.reverses = m.id) as "isReversed"
     from loan_movement m where loan_id = $1::uuid and kind = $2 and reference = $3 order by 3 limit 1`,
    [loanId, kind, reference],
  );
  if (!found) return false;
  if (found.isReversed || found.on !== on || found.amountFen !== amountFen) throw new ReferenceUsed();
  return true;
}
