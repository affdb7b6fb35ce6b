import { COUNTED_AS_POOR, type HouseholdStatus } from '@jingzhun/domain/household-status';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run, type Handle } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import type { PenaltyBasis } from '../loan-schedule/penalty.js';
import type { LoanRow } from './loan-rows.js';

interface State {
  from: PlainDate | null;
  status: HouseholdStatus;
}

/** Every state of the household from its first day; where none was told, the one of the directory. */
const STATES = `select valid_from::text as from, status, version from household_status where household_id = $1::uuid
  union all select null, status, version from directory_household where id = $1::uuid and not exists (select from household_status where household_id = $1::uuid)
  order by 1, 3`;

const EVER = '0001-01-01' as PlainDate;

/** By whose word a loan bears penalty interest: its contract, the policy of each day, the state of the household on it. */
export async function penaltyBasisOf(
  handle: Handle,
  { householdId, isPenaltyAgreed }: Pick<LoanRow, 'householdId' | 'isPenaltyAgreed'>,
  policy: PolicySnapshot,
): Promise<PenaltyBasis> {
  const course = policy.course('loan.penalty');
  const asksForStates = course.some(({ value }) => value && value.poorHouseholds !== 'charged');
  const states = asksForStates ? await run<State>(handle, STATES, [householdId]) : [];
  return {
    isAgreed: isPenaltyAgreed,
    policy: course,
    poor: states.map(({ from, status }, i) => ({ from: i === 0 ? EVER : (from ?? EVER), isPoor: COUNTED_AS_POOR.includes(status) })),
  };
}
