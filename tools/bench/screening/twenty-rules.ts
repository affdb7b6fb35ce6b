import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { loadPack, PolicySnapshot } from '@jingzhun/policy';
import { REGISTER_KINDS, type RegisterKind } from '../../../apps/identification/src/screening/rules/register-kind.js';
import { resolveRuleSet, type RuleSetTemplate } from '../../../apps/identification/src/screening/rules/resolve-rule-set.js';
import { RULE_SET_2015 } from '../../../apps/identification/src/screening/rules/rule-set-2015.js';
import type { RuleSet } from '../../../apps/identification/src/screening/rules/rule-set.js';

export const JUDGED_ON = '2016-06-15' as PlainDate;

const words = { zh: '中性规则', en: 'neutral rule' };

/** A rule of the same form as the real ones that looks at a register and applies to hardly anybody. */
const neutral = (n: number): object => ({
  code: `N${n}`,
  outcome: n % 2 === 0 ? 'veto' : 'strict',
  decidedBy: 'machine',
  needs: [REGISTER_KINDS[n % REGISTER_KINDS.length]],
  hits: [{ fact: REGISTER_KINDS[n % REGISTER_KINDS.length], classes: ['other'], when: 'held', months: n }],
  signs: [{ fact: REGISTER_KINDS[(n + 3) % REGISTER_KINDS.length], classes: [`nothing-${n}`], when: 'begun', months: 12 + n }],
  title: words,
  text: words,
  wouldChange: words,
});

/** The eleven real rules, with neutral ones up to twenty. */
export const TWENTY_RULES: RuleSetTemplate = {
  ...RULE_SET_2015,
  version: 'bench.20',
  rules: [...(RULE_SET_2015['rules'] as object[]), ...Array.from({ length: 9 }, (_, n) => neutral(n + 1))],
};

/** The parameters of the pack as they stand in the table. */
export const packPolicy = (): PolicySnapshot =>
  new PolicySnapshot(
    loadPack('ruijin').parameters.map((row, recorded) => ({ ...row, id: `row-${recorded}`, recorded })),
    JUDGED_ON,
    '360781' as DivisionPrefix,
  );

export const twentyRules = (): RuleSet => resolveRuleSet(TWENTY_RULES, packPolicy()).ruleSet;

export const freshRegister = (kind: RegisterKind, sequence = 1) => ({
  importId: `import-of-${kind}`,
  sequence,
  asOf: '2016-06-01' as PlainDate,
  authority: '市局',
  document: '函〔2016〕1号',
});
