import type { RuleVerdict } from '../../../../api/identification/screening.js';

export type Ground = RuleVerdict['grounds'][number];
export type Unfit = 'notWithHits' | 'nothingToExcept';

/** What an exception may be about: what applies or has to be looked at. */
export const exceptable = ({ facts }: RuleVerdict): RuleVerdict['facts'] => facts.filter(({ role }) => role !== 'excepted');

/** Why a ground cannot be chosen as things stand; said before the button is pressed, the service refuses the same. */
export function unfit(rule: RuleVerdict, { result }: Pick<Ground, 'result'>): Unfit | undefined {
  if (result === 'pass' && rule.facts.some(({ role }) => role === 'hit')) return 'notWithHits';
  if (result === 'except' && exceptable(rule).length === 0) return 'nothingToExcept';
  return undefined;
}
