import { addMonths } from '../../../apps/identification/src/screening/rules/calendar-months.js';
import type { Fact } from '../../../apps/identification/src/screening/rules/fact.js';
import type { RuleOutcome } from '../../../apps/identification/src/screening/rules/judge.js';
import { REGISTER_KINDS, registerBit } from '../../../apps/identification/src/screening/rules/register-kind.js';
import type { Matching, RuleDefinition, RuleSet } from '../../../apps/identification/src/screening/rules/rule-set.js';
import type { Subject } from '../../../apps/identification/src/screening/rules/subject.js';

/** When what was given up still counts, by months: worked out once, as anybody would. */
const cutoffs = new Map<string, string>();
function cutoff(on: string, months: number): string {
  const key = `${on} ${months}`;
  const known = cutoffs.get(key) ?? (months === 0 ? on : addMonths(on as never, -months));
  cutoffs.set(key, known);
  return known;
}

export function matches(matching: Matching, fact: Fact, on: string): boolean {
  if (matching.fact !== fact.kind) return false;
  if (matching.classes && !matching.classes.includes(fact.class)) return false;
  if (matching.places && !matching.places.includes(fact.place ?? '')) return false;
  if (fact.from !== null && fact.from > on) return false;
  if (matching.when === 'held') return fact.to === null || fact.to > cutoff(on, matching.months);
  return matching.months === 0 || fact.from === null || fact.from > cutoff(on, matching.months);
}

/**
 * The limit: the same rules read from the same data by plain JavaScript, one loop a rule over the facts, with the same explanation for
 * every rule. Nothing is compiled, nothing is remembered between households.
 */
export function plainOutcomes(ruleSet: RuleSet, subject: Subject, on: string): RuleOutcome[] {
  return ruleSet.rules.map((rule) => plainOutcome(rule, subject, on));
}

function plainOutcome(rule: RuleDefinition, subject: Subject, on: string): RuleOutcome {
  const outcome = {
    rule: rule.code,
    hits: [] as Fact[],
    signs: [] as Fact[],
    excepted: [] as { fact: Fact; by: string }[],
    lacking: 0,
    answer: null,
  };
  let confirmation = null;
  for (const made of subject.confirmations) if (made.rule === rule.code && made.until > on && made.result !== 'except') confirmation = made;
  for (const fact of subject.facts) {
    const exception = rule.exceptions.find(
      (one) =>
        matches(one, fact, on) &&
        (one.ifHousehold === null || subject.facts.some(({ kind, class: code }) => kind === 'household' && code === one.ifHousehold)),
    );
    const confirmed = subject.confirmations.find(
      (made) => made.rule === rule.code && made.until > on && made.result === 'except' && made.marks.includes(fact.mark),
    );
    const isHit = rule.hits.some((one) => matches(one, fact, on));
    const isSign = rule.signs.some((one) => matches(one, fact, on));
    if (exception) outcome.excepted.push({ fact, by: exception.code });
    else if (confirmed && (isHit || isSign)) outcome.excepted.push({ fact, by: `confirmed:${confirmed.id}` });
    else if (isHit) outcome.hits.push(fact);
    else if (isSign) outcome.signs.push(fact);
  }
  if (outcome.hits.length > 0 || confirmation?.result === rule.outcome)
    return { ...outcome, confirmation, result: rule.outcome, waitsFor: null };
  const clear = confirmation?.result === 'pass' && outcome.signs.every(({ mark }) => confirmation.marks.includes(mark));
  if ((rule.decidedBy === 'person' || outcome.signs.length > 0) && !clear)
    return { ...outcome, confirmation, result: 'unknown', waitsFor: 'person' };
  let lacking = 0;
  for (const kind of REGISTER_KINDS) {
    const looked = rule.needs.includes(kind) || [...rule.hits, ...rule.signs, ...rule.exceptions].some(({ fact }) => fact === kind);
    if (rule.needs.includes(kind)) lacking |= subject.uncovered & registerBit(kind);
    if (looked) lacking |= subject.reviewing & registerBit(kind);
  }
  if (lacking !== 0) return { ...outcome, confirmation, lacking, result: 'unknown', waitsFor: 'register' };
  return { ...outcome, confirmation, result: 'pass', waitsFor: null };
}
