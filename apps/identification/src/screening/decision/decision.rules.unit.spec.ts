import { confirmation, fact, judgeOf, LOOKED_AT, subject } from '../../../test/screening.factory.js';
import type { RuleCode } from '../rule-code.js';
import type { RuleOutcome } from '../rules/judge.js';
import type { RuleDefinition } from '../rules/rule-set.js';
import type { Subject } from '../rules/subject.js';
import { decideAnswer, decideConfirmation, decideForMany, nothingSpeaksAgainst } from './decision.rules.js';

const judge = judgeOf();
const rule = (code: RuleCode): RuleDefinition => judge.basis.ruleSet.rules.find((one) => one.code === code) as RuleDefinition;
const outcome = (code: RuleCode, of: Partial<Subject> = {}): RuleOutcome =>
  judge.outcomes(subject(of)).find((one) => one.rule === code) as RuleOutcome;
const anybody = { cleared: false };
const confirmer = { cleared: true };
const evidence = ['0193'];
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('confirming', () => {
  const car = fact('vehicle', 'car');
  const van = fact('vehicle', 'minivan');

  it('looks at what was found, and names it', () => {
    const found = outcome('V2', { facts: [van] });
    expect(decideConfirmation(rule('V2'), found, { ground: 'none', attachments: [] }, anybody)).toMatchObject({
      marks: [van.mark],
      sensitive: false,
    });
    const both = outcome('V2', { facts: [car, van] });
    const tricycle = { ground: 'farm-tricycle', attachments: evidence };
    expect(decideConfirmation(rule('V2'), both, tricycle, anybody).marks).toEqual([car.mark, van.mark]);
    expect(decideConfirmation(rule('V2'), both, { ...tricycle, marks: [van.mark, 'of another household'] }, anybody).marks).toEqual([
      van.mark,
    ]);
  });

  it.each([
    ['a ground of another rule', 'V2', [], 'long-absent', evidence, 'screening.unknown-ground'],
    ['an exception where nothing was found', 'V2', [], 'farm-tricycle', evidence, 'screening.nothing-found'],
    ['a hit away', 'V2', [car], 'none', evidence, 'screening.register-says-so'],
    ['a veto without evidence', 'V4', [], 'long-absent', [], 'screening.evidence-needed'],
    ['an exception without evidence', 'V2', [car], 'farm-tricycle', [], 'screening.evidence-needed'],
    ['police facts', 'V6', [], 'none', evidence, 'screening.confirmers-only'],
    ['a report', 'R4', [], 'none', evidence, 'screening.confirmers-only'],
    ['an illness', 'V4', [], 'medical-treatment', evidence, 'screening.confirmers-only'],
    ['that they live here', 'V4', [], 'lives-here', [], 'allowed'],
  ] as [string, RuleCode, Subject['facts'], string, string[], string][])(
    'nobody without the right confirms %s',
    (_, code, facts, ground, attachments, expected) => {
      expect(
        codeOf(() => decideConfirmation(rule(code), outcome(code, { facts, confirmations: [] }), { ground, attachments }, anybody)),
      ).toBe(expected);
    },
  );

  it('says nothing about grounds of a sensitive rule to who may not confirm it', () => {
    expect(codeOf(() => decideConfirmation(rule('V6'), outcome('V6'), { ground: 'there-is-no-such', attachments: [] }, anybody))).toBe(
      'screening.confirmers-only',
    );
    expect(codeOf(() => decideConfirmation(rule('V6'), outcome('V6'), { ground: 'there-is-no-such', attachments: [] }, confirmer))).toBe(
      'screening.unknown-ground',
    );
  });
});

describe('answering a strict review', () => {
  it('answers what was found by a register and by a person', () => {
    const post = fact('payroll', 'institution');
    expect(decideAnswer(rule('R2'), outcome('R2', { facts: [post] }), anybody)).toEqual([post.mark]);
    const seen = confirmation('R2', 'stable-income', 'strict');
    expect(decideAnswer(rule('R2'), outcome('R2', { facts: [post], confirmations: [...LOOKED_AT, seen] }), anybody)).toEqual([
      post.mark,
      seen.id,
    ]);
  });

  it('only where there is one, and a report by the confirmer only', () => {
    expect(codeOf(() => decideAnswer(rule('R2'), outcome('R2'), anybody))).toBe('screening.not-strict');
    expect(codeOf(() => decideAnswer(rule('V2'), outcome('V2', { facts: [fact('vehicle', 'car')] }), anybody))).toBe(
      'screening.not-strict',
    );
    const strict = outcome('R4', { confirmations: [confirmation('R4', 'cannot-explain', 'strict')] });
    expect(codeOf(() => decideAnswer(rule('R4'), strict, anybody))).toBe('screening.confirmers-only');
    expect(codeOf(() => decideAnswer(rule('R4'), strict, confirmer))).toBe('allowed');
  });
});

describe('a word about many', () => {
  it('is a ground that says nothing speaks against, with evidence', () => {
    expect(codeOf(() => decideForMany(rule('V4'), { ground: 'lives-here', attachments: evidence }, anybody))).toBe('allowed');
    expect(codeOf(() => decideForMany(rule('V4'), { ground: 'lives-here', attachments: [] }, anybody))).toBe('screening.evidence-needed');
    expect(codeOf(() => decideForMany(rule('V4'), { ground: 'long-absent', attachments: evidence }, anybody))).toBe(
      'screening.not-for-many',
    );
    expect(codeOf(() => decideForMany(rule('V6'), { ground: 'none', attachments: evidence }, anybody))).toBe('screening.confirmers-only');
    expect(codeOf(() => decideForMany(rule('V6'), { ground: 'none', attachments: evidence }, confirmer))).toBe('allowed');
  });

  it('is about those in whom nobody sees anything', () => {
    expect(nothingSpeaksAgainst(outcome('V4', { confirmations: [] }))).toBe(true);
    expect(nothingSpeaksAgainst(outcome('V4', { confirmations: [], facts: [fact('absence', 'all-away')] }))).toBe(false);
    expect(nothingSpeaksAgainst(outcome('V4'))).toBe(false);
  });
});
