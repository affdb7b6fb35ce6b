import type { PolicyKey, PolicySnapshot } from '@jingzhun/policy';
import { run, type Handle } from '@jingzhun/persistence';
import type { FundPurpose } from './budget.dto.js';
import { FundNotFound, FundOfOtherPurpose } from './budget.errors.js';

/** Benefits whose money is earmarked; of every other one nothing is asked. */
export const EARMARKED = ['rewardSubsidy', 'relocationSubsidy', 'premium', 'interestSubsidy'] as const;
export type EarmarkedBenefit = (typeof EARMARKED)[number];

/** The database has the same list. */
const BENEFIT_OF_CAUSE: Readonly<Record<string, EarmarkedBenefit>> = {
  'subsidy-application': 'rewardSubsidy',
  'relocation-claim': 'relocationSubsidy',
  'premium-claim': 'premium',
  'interest-claim-line': 'interestSubsidy',
};

const keyOf = (benefit: EarmarkedBenefit) => `budget.purposes.${benefit}` as const satisfies PolicyKey;
export const purposesOf = (policy: PolicySnapshot, benefit: EarmarkedBenefit): { value: readonly FundPurpose[]; parameterId: string } =>
  policy.get(keyOf(benefit));
/** The parameter that says what may pay a cause; null: nothing is asked. */
export const purposesParameter = (policy: PolicySnapshot, causeType: string): string | null => {
  const benefit = BENEFIT_OF_CAUSE[causeType];
  return benefit ? purposesOf(policy, benefit).parameterId : null;
};
export const isEarmarked = (benefit: string): benefit is EarmarkedBenefit => (EARMARKED as readonly string[]).includes(benefit);
/** What a fund of a purpose may pay from this day on. */
export const paidBy = (policy: PolicySnapshot, purpose: FundPurpose): EarmarkedBenefit[] =>
  EARMARKED.filter((benefit) => purposesOf(policy, benefit).value.includes(purpose));
/** Benefits for which causes of these kinds are paid. */
export const benefitsOf = (causeTypes: readonly string[]): EarmarkedBenefit[] =>
  EARMARKED.filter((benefit) => causeTypes.some((type) => BENEFIT_OF_CAUSE[type] === benefit));

/** @throws FundNotFound, FundOfOtherPurpose */
export async function assertFundPays(
  handle: Handle,
  policy: PolicySnapshot,
  code: string,
  benefits: readonly EarmarkedBenefit[],
): Promise<void> {
  const [fund] = await run<{ purpose: FundPurpose }>(handle, 'select purpose from fund where code = $1', [code]);
  if (!fund) throw new FundNotFound();
  for (const benefit of benefits) assertPays(policy, fund.purpose, benefit);
}

const MONEY = `select distinct f.purpose, w.type from unnest($1::text[], $2::text[], $3::uuid[]) as w (fund, type, id) join fund f on f.code = w.fund
  where not exists (select from subsidy_application s join subsidy_scheme_before_purposes o on o.scheme_code = s.scheme_code
    where w.type = 'subsidy-application' and s.id = w.id)`;

/** Of money about to be promised; a scheme recorded before purposes were asked keeps its fund. @throws FundOfOtherPurpose */
export async function assertMoneyPays(
  handle: Handle,
  policy: PolicySnapshot,
  wanted: readonly { fundCode: string; cause: { type: string; id: string } }[],
): Promise<void> {
  const asked = wanted.filter(({ cause }) => BENEFIT_OF_CAUSE[cause.type]);
  if (asked.length === 0) return;
  const rows = await run<{ purpose: FundPurpose; type: string }>(handle, MONEY, [
    asked.map(({ fundCode }) => fundCode),
    asked.map(({ cause }) => cause.type),
    asked.map(({ cause }) => cause.id),
  ]);
  for (const { purpose, type } of rows) assertPays(policy, purpose, BENEFIT_OF_CAUSE[type] as EarmarkedBenefit);
}

function assertPays(policy: PolicySnapshot, purpose: FundPurpose, benefit: EarmarkedBenefit): void {
  const { value } = purposesOf(policy, benefit);
  if (!value.includes(purpose)) throw new FundOfOtherPurpose(benefit, purpose, value);
}
