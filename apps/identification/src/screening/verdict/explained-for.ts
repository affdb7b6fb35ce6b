import { explain, withheld } from '../rules/explain.js';
import type { RuleExplanation } from '../rules/explanation.js';
import type { ScreeningRow } from '../store/stored-screening.js';
import type { RebuiltScreening } from '../store/stored-screening.js';
import { resultAt } from '../store/state-of.js';

/**
 * The explanation as its reader may have it. Who is not cleared was given no sensitive fact by the database; of the rules that rest on
 * one he gets the stored result and who confirmed it.
 */
export function explainedFor(row: ScreeningRow, { judge, subject }: RebuiltScreening, cleared: boolean): RuleExplanation[] {
  const explained = explain(judge, subject);
  if (cleared) return explained;
  return explained.map((one, i) => {
    const rule = judge.basis.ruleSet.rules[i];
    const result = resultAt(row, i);
    if (!rule || (!rule.sensitive && one.result === result && one.confirmation?.ground !== '')) return one;
    const confirmation = subject.confirmations.findLast((made) => made.rule === rule.code && made.result !== 'except') ?? null;
    const answered = (row.answered & (1 << i)) !== 0;
    return withheld(rule, result, confirmation, answered ? (subject.answers.findLast((made) => made.rule === rule.code) ?? null) : null);
  });
}
