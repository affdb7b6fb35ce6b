import { COUNTED_AS_POOR } from '@jingzhun/domain/household-status';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import type { MisuseBasis, PenaltyBasis } from '../loan-schedule/penalty.js';
import type { LoanRow } from './loan-rows.js';

/** A function of the owner answers: whoever reads a loan, also from where the household no longer is, reads the same penalty. */
const POOR = `select from_day::text as "from", is_poor as "isPoor" from household_was_poor($1::uuid, $2::text[]) order by place`;

const MISUSE = `select on_date::text as "from", what = 'found' as "isMisused" from loan_misuse where loan_id = $1::uuid order by position`;
export const chargesForMisuse = (course: MisuseBasis['policy']): boolean =>
  course.some(({ value }) => value !== undefined && value.surchargeBp > 0);

/** Who does not ask about households reads no states. */
export const sparesThePoor = (course: PenaltyBasis['policy']): boolean =>
  course.some(({ value }) => value && value.poorHouseholds !== 'charged');

/** By whose word a loan bears penalty interest: its contract, the policy of each day, the state of the household on it. */
export async function penaltyBasisOf(
  handle: Handle,
  { id, householdId, isPenaltyAgreed }: Pick<LoanRow, 'id' | 'householdId' | 'isPenaltyAgreed'>,
  policy: PolicySnapshot,
): Promise<PenaltyBasis> {
  const course = policy.course('loan.penalty');
  const poor = sparesThePoor(course) ? await run<{ from: PlainDate; isPoor: boolean }>(handle, POOR, [householdId, COUNTED_AS_POOR]) : [];
  const misuse = policy.course('loan.misuseSurcharge');
  if (!chargesForMisuse(misuse)) return { isAgreed: isPenaltyAgreed, policy: course, poor };
  const found = await run<{ from: PlainDate; isMisused: boolean }>(handle, MISUSE, [id]);
  return { isAgreed: isPenaltyAgreed, policy: course, poor, misuse: { policy: misuse, found } };
}
