import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { loadPack, PolicySnapshot, type PolicyKey } from '@jingzhun/policy';
import type { Fact } from '../src/screening/rules/fact.js';
import { compileJudge, type Judge } from '../src/screening/rules/judge.js';
import { REGISTER_KINDS, type RegisterKind } from '../src/screening/rules/register-kind.js';
import { resolveRuleSet } from '../src/screening/rules/resolve-rule-set.js';
import { RULE_SET_2015 } from '../src/screening/rules/rule-set-2015.js';
import type { RuleSet } from '../src/screening/rules/rule-set.js';
import type { Answer, Basis, Confirmation, RegisterInForce, Subject } from '../src/screening/rules/subject.js';

export const day = (text: string): PlainDate => text as PlainDate;
export const JUDGED_ON = day('2016-06-15');

const PARAMETERS = loadPack('ruijin').parameters;

/** The parameters of the pack as they would stand in the table, some replaced. */
export function policyOf(changes: Partial<Record<PolicyKey, unknown>> = {}): PolicySnapshot {
  const rows = PARAMETERS.map((row, recorded) => ({
    ...row,
    id: `row-${recorded}`,
    recorded,
    value: changes[row.key] ?? row.value,
  }));
  return new PolicySnapshot(rows, JUDGED_ON, '360781' as DivisionPrefix);
}

export const ruleSetOf = (changes: Partial<Record<PolicyKey, unknown>> = {}): RuleSet =>
  resolveRuleSet(RULE_SET_2015, policyOf(changes)).ruleSet;
const RULE_SET = ruleSetOf();

export const inForce = (kind: RegisterKind, asOf = '2016-06-01', sequence = 1): RegisterInForce => ({
  importId: `import-of-${kind}`,
  sequence,
  asOf: day(asOf),
  authority: '市局',
  document: '函〔2016〕1号',
});

/** Every register fresh, unless said otherwise. */
export const allRegisters = (changes: Partial<Record<RegisterKind, RegisterInForce | undefined>> = {}): Basis['registers'] => ({
  ...Object.fromEntries(REGISTER_KINDS.map((kind) => [kind, inForce(kind)])),
  ...changes,
});

export const judgeOf = (parts: Partial<Basis> = {}): Judge =>
  compileJudge({ ruleSet: RULE_SET, judgedOn: JUDGED_ON, registers: allRegisters(), ...parts });

let marks = 0;
export const fact = (kind: Fact['kind'], code: string, more: Partial<Fact> = {}): Fact => ({
  kind,
  class: code,
  place: null,
  from: day('2014-03-01'),
  to: null,
  person: { ref: 'p1', name: '刘大山' },
  row: 2,
  mark: `m${(marks += 1)}`,
  ...more,
});

export const confirmation = (
  rule: string,
  ground: string,
  result: Confirmation['result'],
  more: Partial<Confirmation> = {},
): Confirmation => ({
  id: `c${(marks += 1)}`,
  rule,
  ground,
  result,
  marks: [],
  byName: '王核实',
  on: day('2016-06-10'),
  until: day('2017-06-10'),
  ...more,
});

export const answer = (rule: string, of: readonly string[]): Answer => ({
  id: `a${(marks += 1)}`,
  rule,
  marks: of,
  byName: '李乡镇',
  on: day('2016-06-12'),
});

/** A person has looked at V4, V6 and R4 and found nothing, unless said otherwise. */
export const LOOKED_AT: readonly Confirmation[] = [
  confirmation('V4', 'lives-here', 'pass'),
  confirmation('V6', 'none', 'pass'),
  confirmation('R4', 'none', 'pass'),
];

export const subject = (parts: Partial<Subject> = {}): Subject => ({
  facts: [],
  uncovered: 0,
  reviewing: 0,
  confirmations: LOOKED_AT,
  answers: [],
  ...parts,
});
