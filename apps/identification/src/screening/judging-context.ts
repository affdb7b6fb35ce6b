import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { RuleSet } from './rules/rule-set.js';
import type { ScreeningContext } from './screening.js';

/** What a judgement needs of the day; other features only pass it on. */
export interface JudgingContext extends ScreeningContext {
  readonly judgedOn: PlainDate;
  readonly ruleSet: RuleSet;
  /** Rows of the policy table in use, by key. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly absence: { readonly workPlaces: readonly string[]; readonly months: number; readonly fromAge: number };
  /** Days a confirmation holds. */
  readonly confirmationDays: number;
}

/** @throws TypeError for a context that was not made by `prepare` */
export function judging(context: ScreeningContext): JudgingContext {
  if (!('ruleSet' in context)) throw new TypeError('a context of screening comes from prepare()');
  return context as JudgingContext;
}
