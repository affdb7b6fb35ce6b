import { COUNTED_AS_POOR } from '@jingzhun/domain/household-status';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import type { PenaltyBasis } from '../loan-schedule/penalty.js';
import type { LoanRow } from './loan-rows.js';

/** A function of the owner answers: whoever reads a loan, also from where the household no longer is, reads the same penalty. */
const POOR = `select from_day::text as "from", is_poor as "isPoor" from household_was_poor($1::uuid, $2::text[]) order by place`;

/** Who does not ask about households reads no states. */
export const sparesThePoor = (course: PenaltyBasis['policy']): boolean =>
  course.some(({ value }) => value && value.poorHouseholds !== 'charged');

/** By whose word a loan bears penalty interest: its contract, the policy of each day, the state of the household on it. */
export async function penaltyBasisOf(
  handle: Handle,
  { householdId, isPenaltyAgreed }: Pick<LoanRow, 'householdId' | 'isPenaltyAgreed'>,
  policy: PolicySnapshot,
): Promise<PenaltyBasis> {
  const course = policy.course('loan.penalty');
  const poor = sparesThePoor(course) ? await run<{ from: PlainDate; isPoor: boolean }>(handle, POOR, [householdId, COUNTED_AS_POOR]) : [];
  return { isAgreed: isPenaltyAgreed, policy: course, poor };
}
