import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { RuleSet } from './rules/rule-set.js';

/** Rules and parameters of the day, read before a transaction opens: a transaction never waits for a second connection. */
export interface ScreeningContext {
  readonly ruleSetVersion: string;
  readonly judgedOn: PlainDate;
  readonly ruleSet: RuleSet;
  /** Rows of the policy table in use, by key. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly absence: { readonly workPlaces: readonly string[]; readonly months: number; readonly fromAge: number };
  /** Days a confirmation holds. */
  readonly confirmationDays: number;
}
