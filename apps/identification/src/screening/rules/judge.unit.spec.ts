import {
  allRegisters,
  answer,
  confirmation,
  day,
  fact,
  inForce,
  judgeOf,
  LOOKED_AT,
  ruleSetOf,
  subject,
} from '../../../test/screening.factory.js';
import { RULE_CODES, type RuleCode, type RuleResult } from '../rule-code.js';
import type { Fact } from './fact.js';
import type { Judge, RuleOutcome } from './judge.js';
import { registerBit } from './register-kind.js';
import type { Confirmation, Subject } from './subject.js';

const judge = judgeOf();
const outcome = (of: Subject, rule: RuleCode, by: Judge = judge): RuleOutcome =>
  by.outcomes(of).find((one) => one.rule === rule) as RuleOutcome;
const resultOf = (facts: Fact[], rule: RuleCode, more: Partial<Subject> = {}): RuleResult =>
  outcome(subject({ facts, ...more }), rule).result;
const without = (rule: RuleCode): Confirmation[] => LOOKED_AT.filter((one) => one.rule !== rule);
const inTown = { place: 'countySeat' };

describe('rules', () => {
  it('are the eleven of the opinion, in order', () => {
    expect(judge.basis.ruleSet.rules.map(({ code }) => code)).toEqual(RULE_CODES);
  });

  it('pass where every register is fresh, nothing is found and a person has looked', () => {
    expect(judge.bits(subject())).toEqual({ veto: 0, strict: 0, unknown: 0, answered: 0, waiting: 0 });
  });

  // rule · hit · near miss · exception, each with what makes it so
  const cases: [RuleCode, RuleResult, Fact[], Fact[], Fact[]][] = [
    [
      'V1',
      'veto',
      [
        fact('realEstate', 'housing', inTown),
        fact('realEstate', 'shop', { place: 'town' }),
        fact('realEstate', 'selfBuilt', { place: 'city' }),
      ],
      [fact('realEstate', 'selfBuilt', { place: 'village' }), fact('realEstate', 'housing', { ...inTown, to: day('2016-06-15') })],
      [fact('realEstate', 'resettlement', inTown)],
    ],
    [
      'V2',
      'veto',
      [fact('vehicle', 'car'), fact('vehicle', 'largeFarm'), fact('vehicle', 'construction'), fact('vehicle', 'ship')],
      [fact('vehicle', 'car', { to: day('2016-06-15') }), fact('vehicle', 'car', { from: day('2016-06-16') })],
      [fact('vehicle', 'farmTricycle'), fact('vehicle', 'motorcycle')],
    ],
    [
      'V3',
      'veto',
      [fact('firm', 'legalRepresentative'), fact('firm', 'shareholder')],
      [fact('firm', 'shareholder', { to: day('2016-06-01') })],
      [fact('firm', 'cooperativeMember')],
    ],
    [
      'V5',
      'veto',
      [fact('studyAbroad', 'selfFunded'), fact('declaration', 'studyAbroad')],
      [fact('studyAbroad', 'selfFunded', { to: day('2015-07-01') })],
      [fact('studyAbroad', 'publiclyFunded'), fact('studyAbroad', 'scholarship')],
    ],
    [
      'R1',
      'strict',
      [fact('villageCommittee', 'head'), fact('villageCommittee', 'secretary')],
      [fact('villageCommittee', 'head', { to: day('2016-01-01') })],
      [fact('villageCommittee', 'groupLeader')],
    ],
    [
      'R2',
      'strict',
      [fact('payroll', 'institution'), fact('payroll', 'largePrivate')],
      [fact('payroll', 'institution', { to: day('2015-12-31') })],
      [fact('payroll', 'welfarePost')],
    ],
    [
      'R3',
      'strict',
      [fact('commercialPension', 'commercial')],
      [fact('commercialPension', 'commercial', { to: day('2016-06-14') })],
      [fact('commercialPension', 'residentPension')],
    ],
  ];
  it.each(cases)('%s: %s on a hit, passes a near miss and an exception', (rule, applies, hits, nearMisses, exceptions) => {
    for (const one of hits) expect([one.class, resultOf([one], rule)]).toEqual([one.class, applies]);
    for (const one of nearMisses) expect([one.class, one.to, resultOf([one], rule)]).toEqual([one.class, one.to, 'pass']);
    for (const one of exceptions) {
      const found = outcome(subject({ facts: [one] }), rule);
      expect([one.class, found.result, found.excepted.map(({ fact: { mark } }) => mark)]).toEqual([one.class, 'pass', [one.mark]]);
    }
    // a hit beside an exception still counts, and no other rule is touched
    const both = judge.bits(subject({ facts: [...hits, ...exceptions] }));
    const bit = 1 << RULE_CODES.indexOf(rule);
    expect([both.veto, both.strict]).toEqual(applies === 'veto' ? [bit, 0] : [0, bit]);
  });

  it.each([
    ['V1', fact('realEstate', 'housing', { place: null }), 'none'],
    ['V2', fact('vehicle', 'minivan'), 'none'],
    ['V2', fact('declaration', 'vehicle'), 'none'],
    ['V3', fact('firm', 'soleTrader'), 'none'],
    ['V5', fact('studyAbroad', 'other'), 'none'],
    ['V7', fact('hukou', 'movedIn', { from: day('2015-01-20') }), 'lives-here'],
    ['V7', fact('hukou', 'split', { from: null }), 'lives-here'],
    ['R1', fact('villageCommittee', 'other'), 'none'],
    ['R2', fact('payroll', 'other'), 'none'],
  ] as [RuleCode, Fact, string][])(
    '%s: what a register leaves open waits for a person, who clears it up for this fact only',
    (rule, sign, ground) => {
      const waiting = outcome(subject({ facts: [sign] }), rule);
      expect([waiting.result, waiting.waitsFor, waiting.signs]).toEqual(['unknown', 'person', [sign]]);
      const cleared = confirmation(rule, ground, 'pass', { marks: [sign.mark] });
      expect(resultOf([sign], rule, { confirmations: [...LOOKED_AT, cleared] })).toBe('pass');
      const another = { ...sign, mark: 'another' };
      expect(resultOf([sign, another], rule, { confirmations: [...LOOKED_AT, cleared] })).toBe('unknown');
    },
  );

  it('V7: older changes, and marriage, birth and return, need no look', () => {
    expect(resultOf([fact('hukou', 'movedIn', { from: day('2014-06-15') })], 'V7')).toBe('pass');
    expect(resultOf([fact('hukou', 'movedIn', { from: day('2014-06-16') })], 'V7')).toBe('unknown');
    expect(resultOf([fact('hukou', 'marriage', { from: day('2016-03-01') })], 'V7')).toBe('pass');
  });

  it.each(['V4', 'V6', 'R4'] as const)('%s is decided by a person only, whatever the machine sees', (rule) => {
    const signs: Record<string, Fact> = {
      V4: fact('absence', 'all-away'),
      V6: fact('police', 'gambling', { from: day('2015-05-01') }),
      R4: fact('report', 'open'),
    };
    const sign = signs[rule] as Fact;
    expect(resultOf([], rule, { confirmations: without(rule) })).toBe('unknown');
    expect(resultOf([sign], rule, { confirmations: without(rule) })).toBe('unknown');
    // who looked before the sign was there has not looked at it
    expect(resultOf([sign], rule)).toBe('unknown');
    const pass = confirmation(rule, 'any', 'pass', { marks: [sign.mark] });
    expect(resultOf([sign], rule, { confirmations: [...without(rule), pass] })).toBe('pass');
    const applies = rule === 'R4' ? 'strict' : 'veto';
    const against = confirmation(rule, 'any', applies, { marks: [] });
    expect(resultOf([], rule, { confirmations: [...LOOKED_AT, against] })).toBe(applies);
    // the later word counts, in both directions
    expect(resultOf([sign], rule, { confirmations: [against, pass] })).toBe('pass');
  });

  it('V6: a penalty older than the policy says is no sign', () => {
    expect(resultOf([fact('police', 'gambling', { from: day('2011-06-15') })], 'V6')).toBe('pass');
    expect(resultOf([fact('police', 'gambling', { from: day('2011-06-16') })], 'V6')).toBe('unknown');
  });

  it('a confirmation that has run out counts for nothing', () => {
    const old = confirmation('V4', 'lives-here', 'pass', { until: day('2016-06-15') });
    expect(resultOf([], 'V4', { confirmations: [old] })).toBe('unknown');
    expect(resultOf([], 'V4', { confirmations: [{ ...old, until: day('2016-06-16') }] })).toBe('pass');
  });

  it('a relocation household keeps its dwelling by the register; an applicant by confirmation; a shop never', () => {
    const [home, shop] = [fact('realEstate', 'housing', inTown), fact('realEstate', 'shop', inTown)];
    const registered = fact('household', 'resettlement');
    expect(resultOf([home, registered], 'V1')).toBe('pass');
    expect(resultOf([home, shop, registered], 'V1')).toBe('veto');
    const says = fact('declaration', 'resettlement');
    expect(resultOf([home, says], 'V1')).toBe('veto');
    const confirmed = confirmation('V1', 'relocation-household', 'except', { marks: [home.mark] });
    const found = outcome(subject({ facts: [home, says], confirmations: [...LOOKED_AT, confirmed] }), 'V1');
    expect([found.result, found.excepted]).toEqual(['pass', [{ fact: home, by: `confirmed:${confirmed.id}` }]]);
    expect(resultOf([home, shop], 'V1', { confirmations: [...LOOKED_AT, confirmed] })).toBe('veto');
  });

  it('a person may add what no register knows, and cannot say a hit away', () => {
    const luxury = confirmation('V1', 'luxury-decoration', 'veto');
    expect(resultOf([], 'V1', { confirmations: [...LOOKED_AT, luxury] })).toBe('veto');
    const none = confirmation('V2', 'none', 'pass');
    expect(resultOf([fact('vehicle', 'car')], 'V2', { confirmations: [...LOOKED_AT, none] })).toBe('veto');
  });

  it('classes and months come from the policy', () => {
    const vehicle = { counted: ['car', 'minivan'], excepted: ['motorcycle'], months: 36, maxAgeDays: 90 };
    const changed = judgeOf({ ruleSet: ruleSetOf({ 'screening.register.vehicle': vehicle }) });
    const result = (one: Fact): RuleResult => outcome(subject({ facts: [one] }), 'V2', changed).result;
    expect(result(fact('vehicle', 'minivan'))).toBe('veto');
    expect(result(fact('vehicle', 'farmTricycle'))).toBe('unknown');
    expect(result(fact('vehicle', 'car', { to: day('2013-06-16') }))).toBe('veto');
    expect(result(fact('vehicle', 'car', { to: day('2013-06-15') }))).toBe('pass');
  });

  it('a strict review is answered for what was found, not for what comes later', () => {
    const [first, second] = [fact('payroll', 'institution'), fact('payroll', 'stateOrgan')];
    const answered = answer('R2', [first.mark]);
    const bits = (facts: Fact[], more: Partial<Subject> = {}) => judge.bits(subject({ facts, answers: [answered], ...more }));
    const r2 = 1 << RULE_CODES.indexOf('R2');
    expect(bits([first])).toMatchObject({ strict: r2, answered: r2 });
    expect(bits([first, second])).toMatchObject({ strict: r2, answered: 0 });
    const seen = confirmation('R2', 'stable-income', 'strict');
    expect(bits([first], { confirmations: [...LOOKED_AT, seen] })).toMatchObject({ strict: r2, answered: 0 });
    expect(
      judge.bits(subject({ facts: [first], confirmations: [...LOOKED_AT, seen], answers: [answer('R2', [first.mark, seen.id])] })).answered,
    ).toBe(r2);
  });
});

describe('registers', () => {
  const rulesOf = {
    realEstate: 'V1',
    vehicle: 'V2',
    firm: 'V3',
    studyAbroad: 'V5',
    hukou: 'V7',
    villageCommittee: 'R1',
    payroll: 'R2',
    commercialPension: 'R3',
  } as const;
  it.each(Object.entries(rulesOf) as [keyof typeof rulesOf, RuleCode][])(
    '%s missing, old, not covering or under review: %s is unknown, everything else is decided',
    (kind, rule) => {
      const bit = registerBit(kind);
      const only = 1 << RULE_CODES.indexOf(rule);
      const missing = judgeOf({ registers: allRegisters({ [kind]: undefined }) });
      const old = judgeOf({ registers: allRegisters({ [kind]: inForce(kind, '2014-12-31') }) });
      for (const [by, of] of [
        [missing, subject()],
        [old, subject()],
        [judge, subject({ uncovered: bit })],
        [judge, subject({ reviewing: bit })],
      ] as const) {
        expect(by.bits(of)).toEqual({ veto: 0, strict: 0, unknown: only, answered: 0, waiting: 0 });
        expect(outcome(of, rule, by)).toMatchObject({ waitsFor: 'register', lacking: bit });
      }
    },
  );

  it('the last day of an extract still counts, the next does not', () => {
    const on = (asOf: string): RuleResult =>
      outcome(subject(), 'V2', judgeOf({ registers: allRegisters({ vehicle: inForce('vehicle', asOf) }) })).result;
    expect([on('2015-12-18'), on('2015-12-17')]).toEqual(['pass', 'unknown']);
  });

  it('what is found counts whatever else is missing', () => {
    const none = judgeOf({ registers: {} });
    expect(outcome(subject({ facts: [fact('declaration', 'studyAbroad')] }), 'V5', none).result).toBe('veto');
  });

  it('an undecided match of the police keeps V6 open although somebody had passed it', () => {
    expect(resultOf([], 'V6', { reviewing: registerBit('police') })).toBe('unknown');
  });
});
