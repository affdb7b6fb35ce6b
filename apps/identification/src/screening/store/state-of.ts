import type { Uuid } from '@jingzhun/domain/uuid';
import type { Bits } from '../rules/judge.js';
import type { Basis } from '../rules/subject.js';
import { RULE_CODES, type RuleCode, type RuleResult } from '../rule-code.js';
import type { ScreeningState } from '../screening-state.js';

interface Judged extends Omit<Bits, 'waiting'> {
  id: string;
  ran_at: Date;
  content_digest: string | null;
}

/** Result of one rule, by its place in the rule set. */
export function resultAt({ veto, strict, unknown }: Pick<Bits, 'veto' | 'strict' | 'unknown'>, at: number): RuleResult {
  const bit = 1 << at;
  if (veto & bit) return 'veto';
  if (strict & bit) return 'strict';
  return unknown & bit ? 'unknown' : 'pass';
}

/** What other features may know of a judgement. */
export function stateOf(row: Judged, { judgedOn, ruleSet }: Basis): ScreeningState {
  const at = new Map(ruleSet.rules.map(({ code }, i) => [code, i]));
  const results = Object.fromEntries(RULE_CODES.map((rule) => [rule, resultAt(row, at.get(rule) ?? -1)])) as Record<RuleCode, RuleResult>;
  return {
    screeningId: row.id as Uuid,
    ranAt: row.ran_at,
    judgedOn,
    ruleSetVersion: ruleSet.version,
    contentDigest: row.content_digest,
    results,
    titles: Object.fromEntries(ruleSet.rules.map(({ code, title }) => [code, title])),
    answered: RULE_CODES.filter((rule) => (row.answered & (1 << (at.get(rule) ?? 31))) !== 0),
  };
}
