import type { PolicySnapshot, PolicyKey } from '@jingzhun/policy';
import { RULE_CODES } from '../rule-code.js';
import { RuleSet } from './rule-set.js';

/** A rule set in which `{ policy, pick? }` stands wherever the county decides the value. */
export type RuleSetTemplate = { readonly version: string; readonly validFrom: string; readonly [field: string]: unknown };

export interface ResolvedRuleSet {
  readonly ruleSet: RuleSet;
  /** Rows of the policy table the values come from, by key. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Puts in the values of the day. @throws PolicyValueMissing; ZodError for a template that is none */
export function resolveRuleSet(template: RuleSetTemplate, policy: PolicySnapshot): ResolvedRuleSet {
  const parameters: Record<string, string> = {};
  const fill = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(fill);
    if (typeof part !== 'object' || part === null) return part;
    if (isPlaceholder(part)) {
      const { value, parameterId } = policy.get(part.policy);
      parameters[part.policy] = parameterId;
      return part.pick === undefined ? value : (value as Record<string, unknown>)[part.pick];
    }
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, fill(inner)]));
  };
  const ruleSet = RuleSet.parse(fill(template));
  // stored bits are read without the set they were made by
  if (RULE_CODES.some((code, i) => ruleSet.rules[i]?.code !== code))
    throw new TypeError(`rule set ${ruleSet.version} must begin with ${RULE_CODES.join(' ')}`);
  return { ruleSet, parameters };
}

const isPlaceholder = (part: object): part is { policy: PolicyKey; pick?: string } => 'policy' in part;

/** The version that holds on a day: the latest that has begun. */
export function templateOn(templates: readonly RuleSetTemplate[], day: string): RuleSetTemplate {
  const begun = templates.filter(({ validFrom }) => validFrom <= day).sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const last = begun.at(-1);
  if (!last) throw new Error(`no rule set holds on ${day}`);
  return last;
}
