import { addDays } from '@jingzhun/domain/plain-date';
import { compileMatching, type FactTest } from './compile-matching.js';
import type { Fact, FactKind } from './fact.js';
import { REGISTER_KINDS, registerBit, registerMask, type RegisterKind } from './register-kind.js';
import type { RuleResult } from '../rule-code.js';
import type { RuleDefinition } from './rule-set.js';
import type { Answer, Basis, Confirmation, Subject } from './subject.js';

/** What one rule says and by what. */
export interface RuleOutcome {
  readonly rule: string;
  readonly result: RuleResult;
  /** Facts that apply. */
  readonly hits: readonly Fact[];
  /** Facts a person has to look at or has looked at. */
  readonly signs: readonly Fact[];
  /** Facts that do not count, by code of the exception; `confirmed:<id>` when a person said so. */
  readonly excepted: readonly { readonly fact: Fact; readonly by: string }[];
  /** Why it is unknown; null when it is not. */
  readonly waitsFor: 'person' | 'register' | null;
  /** Bits of the registers it waits for. */
  readonly lacking: number;
  readonly confirmation: Confirmation | null;
  readonly answer: Answer | null;
}

/** One bit a rule, in the order of the rule set. */
export interface Bits {
  readonly veto: number;
  readonly strict: number;
  readonly unknown: number;
  readonly answered: number;
  /** Of what is unknown, what waits for a person. */
  readonly waiting: number;
}

export interface Judge {
  readonly basis: Basis;
  /** Bits of registers without a usable extract on the day. */
  readonly missing: number;
  readonly old: number;
  outcomes(subject: Subject): RuleOutcome[];
  bits(subject: Subject): Bits;
}

const NONE: readonly never[] = [];

/** Compiles a rule set for a day and the registers at hand; to be made once and asked for every household. */
export function compileJudge(basis: Basis): Judge {
  const { ruleSet, registers, judgedOn } = basis;
  const missing = registerMask(REGISTER_KINDS.filter((kind) => !registers[kind]));
  const old = registerMask(REGISTER_KINDS.filter((kind) => isOld(basis, kind)));
  const rules = ruleSet.rules.map((rule) => compileRule(rule, basis));
  const outcomes = (subject: Subject): RuleOutcome[] => {
    const lacking = missing | old | subject.uncovered;
    const plain = subject.facts.length === 0 && subject.confirmations.length === 0;
    return rules.map((rule) => (plain ? rule.withoutFacts(lacking, subject.reviewing) : rule.outcome(subject, lacking)));
  };
  const bitsWithoutFacts = new Map<string, Bits>();
  const bits = (subject: Subject): Bits => {
    if (subject.facts.length > 0 || subject.answers.length > 0) return bitsOf(outcomes(subject));
    // without facts nothing counts but what was confirmed about which rule, in its order
    let key = String(subject.uncovered * 4096 + subject.reviewing);
    for (const { rule, result, until } of subject.confirmations) if (until > judgedOn) key += `${rule}${result}`;
    const known = bitsWithoutFacts.get(key) ?? bitsOf(outcomes(subject));
    bitsWithoutFacts.set(key, known);
    return known;
  };
  return { basis: { ...basis, judgedOn }, missing, old, outcomes, bits };
}

function isOld({ ruleSet, registers, judgedOn }: Basis, kind: RegisterKind): boolean {
  const [inForce, maxAgeDays] = [registers[kind], ruleSet.maxAgeDays[kind]];
  return inForce !== undefined && maxAgeDays !== undefined && inForce.asOf < addDays(judgedOn, -maxAgeDays);
}

export function bitsOf(outcomes: readonly RuleOutcome[]): Bits {
  let [veto, strict, unknown, answered, waiting] = [0, 0, 0, 0, 0];
  for (let i = 0; i < outcomes.length; i += 1) {
    const { result, answer, waitsFor } = outcomes[i] as RuleOutcome;
    if (result === 'veto') veto |= 1 << i;
    else if (result === 'strict') strict |= 1 << i;
    else if (result === 'unknown') unknown |= 1 << i;
    if (answer !== null) answered |= 1 << i;
    if (waitsFor === 'person') waiting |= 1 << i;
  }
  return { veto, strict, unknown, answered, waiting };
}

interface CompiledRule {
  withoutFacts(lacking: number, reviewing: number): RuleOutcome;
  outcome(subject: Subject, lacking: number): RuleOutcome;
}

function compileRule(rule: RuleDefinition, { judgedOn }: Basis): CompiledRule {
  const { code } = rule;
  const needs = registerMask(rule.needs);
  const tests = testsByKind(rule, judgedOn);
  // an undecided match of a kind that could speak against keeps everybody from saying that nothing does
  const looked = needs | registerMask(REGISTER_KINDS.filter((kind) => tests.has(kind)));
  const settled = (result: RuleResult, waitsFor: RuleOutcome['waitsFor'], lacking: number): RuleOutcome =>
    Object.freeze({ rule: code, result, hits: NONE, signs: NONE, excepted: NONE, waitsFor, lacking, confirmation: null, answer: null });
  const passed = settled('pass', null, 0);
  const waitsForPerson = settled('unknown', 'person', 0);
  const waitsForRegister = new Map<number, RuleOutcome>();
  const withoutFacts = (lacking: number, reviewing: number): RuleOutcome => {
    if (rule.decidedBy === 'person') return waitsForPerson;
    const mine = (lacking & needs) | (reviewing & looked);
    if (mine === 0) return passed;
    const known = waitsForRegister.get(mine) ?? settled('unknown', 'register', mine);
    waitsForRegister.set(mine, known);
    return known;
  };

  const outcome = (subject: Subject, lacking: number): RuleOutcome => {
    const confirmations = confirmedOf(subject.confirmations, code, judgedOn);
    let sorted: Sorted | undefined;
    for (const fact of subject.facts) {
      const test = tests.get(fact.kind);
      if (test) sorted = test(fact, subject, confirmations, sorted);
    }
    if (!sorted && confirmations.length === 0) return withoutFacts(lacking, subject.reviewing);
    const { hits, signs, excepted } = sorted ?? NOTHING;
    const decided = confirmations.findLast(({ result }) => result !== 'except') ?? null;
    const found = { rule: code, hits, signs, excepted, lacking: 0, waitsFor: null, confirmation: decided, answer: null };
    if (hits.length > 0 || decided?.result === rule.outcome)
      return { ...found, result: rule.outcome, answer: rule.outcome === 'strict' ? answerTo(subject, code, hits, decided) : null };
    const clear = decided?.result === 'pass' && signs.every(({ mark }) => decided.marks.includes(mark));
    const reviewing = subject.reviewing & looked;
    if ((rule.decidedBy === 'person' || signs.length > 0) && !clear) return { ...found, result: 'unknown', waitsFor: 'person' };
    const mine = (lacking & needs) | reviewing;
    if (mine !== 0) return { ...found, result: 'unknown', waitsFor: 'register', lacking: mine };
    return { ...found, result: 'pass' };
  };
  return { withoutFacts, outcome };
}

/** Most rules have none: no list is made for them. */
function confirmedOf(all: readonly Confirmation[], code: string, on: Basis['judgedOn']): readonly Confirmation[] {
  let found: Confirmation[] | undefined;
  for (const one of all) if (one.rule === code && one.until > on) (found ??= []).push(one);
  return found ?? NONE;
}

function answerTo(subject: Subject, rule: string, hits: readonly Fact[], decided: Confirmation | null): Answer | null {
  const asked = [...hits.map(({ mark }) => mark), ...(decided && decided.result === 'strict' ? [decided.id] : [])];
  return subject.answers.findLast((answer) => answer.rule === rule && asked.every((mark) => answer.marks.includes(mark))) ?? null;
}

interface Sorted {
  hits: Fact[];
  signs: Fact[];
  excepted: { fact: Fact; by: string }[];
}

const NOTHING: Sorted = { hits: [], signs: [], excepted: [] };

type Sorting = (fact: Fact, subject: Subject, confirmations: readonly Confirmation[], into: Sorted | undefined) => Sorted | undefined;

/** For each kind of fact that the rule looks at: where a fact belongs, exceptions first, then what applies, then what needs a look. */
function testsByKind(rule: RuleDefinition, on: Basis['judgedOn']): ReadonlyMap<FactKind, Sorting> {
  const compiled = {
    exceptions: rule.exceptions.map((one) => ({ ...one, test: compileMatching(one, on) })),
    hits: rule.hits.map((one) => ({ ...one, test: compileMatching(one, on) })),
    signs: rule.signs.map((one) => ({ ...one, test: compileMatching(one, on) })),
  };
  const kinds = new Set([...compiled.exceptions, ...compiled.hits, ...compiled.signs].map(({ fact }) => fact));
  const testsOf = (list: readonly { fact: FactKind; test: FactTest }[], kind: FactKind): FactTest[] =>
    list.filter(({ fact }) => fact === kind).map(({ test }) => test);
  return new Map(
    [...kinds].map((kind): [FactKind, Sorting] => {
      const exceptions = compiled.exceptions.filter(({ fact }) => fact === kind);
      const hits = testsOf(compiled.hits, kind);
      const signs = testsOf(compiled.signs, kind);
      return [
        kind,
        (fact, subject, confirmations, into) => {
          const isHit = hits.some((test) => test(fact));
          if (!isHit && !signs.some((test) => test(fact)) && !exceptions.some(({ test }) => test(fact))) return into;
          const sorted = into ?? { hits: [], signs: [], excepted: [] };
          const exception = exceptions.find(
            ({ test, ifHousehold }) => test(fact) && (ifHousehold === null || isMarked(subject, ifHousehold)),
          );
          const confirmed = confirmations.find(({ result, marks }) => result === 'except' && marks.includes(fact.mark));
          if (exception) sorted.excepted.push({ fact, by: exception.code });
          else if (confirmed) sorted.excepted.push({ fact, by: `confirmed:${confirmed.id}` });
          else if (isHit) sorted.hits.push(fact);
          else if (signs.some((test) => test(fact))) sorted.signs.push(fact);
          return sorted;
        },
      ];
    }),
  );
}

const isMarked = ({ facts }: Subject, what: string): boolean => facts.some((fact) => fact.kind === 'household' && fact.class === what);
export const bitNames = (mask: number): RegisterKind[] => REGISTER_KINDS.filter((kind) => (mask & registerBit(kind)) !== 0);
