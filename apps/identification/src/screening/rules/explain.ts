import { addDays } from '@jingzhun/domain/plain-date';
import { addMonths } from './calendar-months.js';
import type { ExplainedFact, ExplainedLack, RuleExplanation } from './explanation.js';
import type { Fact } from './fact.js';
import { factWords, sourceOf } from './fact-words.js';
import { bitNames, type Judge, type RuleOutcome } from './judge.js';
import { registerBit, Registers, type RegisterKind } from './register-kind.js';
import type { Ground, RuleDefinition, Words } from './rule-set.js';
import type { Answer, Basis, Confirmation, Subject } from './subject.js';

/** Every rule's verdict in words. Depends on nothing but what is stored with a judgement. */
export function explain(judge: Judge, subject: Subject): RuleExplanation[] {
  const rules = judge.basis.ruleSet.rules;
  return judge.outcomes(subject).map((outcome, i) => explainRule(judge, subject, rules[i] as RuleDefinition, outcome));
}

function explainRule(judge: Judge, subject: Subject, rule: RuleDefinition, outcome: RuleOutcome): RuleExplanation {
  const { basis } = judge;
  const fact =
    (role: ExplainedFact['role']) =>
    (one: Fact): ExplainedFact => ({
      role,
      words: factWords(one),
      person: one.person,
      source: sourceOf(one, basis),
      mark: one.mark,
      exception: null,
    });
  const lacking = bitNames(outcome.lacking).map((register) => explainLack(judge, subject, register));
  const facts = [
    ...outcome.hits.map(fact('hit')),
    ...outcome.signs.map(fact('sign')),
    ...outcome.excepted.map(({ fact: one, by }) => ({ ...fact('excepted')(one), exception: exceptionWords(rule, subject, by) })),
  ];
  const { confirmation, answer } = outcome;
  return {
    rule: rule.code,
    result: outcome.result,
    title: rule.title,
    text: rule.text,
    statement: statementOf(rule, outcome, facts, lacking),
    facts,
    lacking,
    waitsFor: outcome.waitsFor,
    confirmation: confirmation && {
      id: confirmation.id,
      ground: confirmation.ground,
      words: groundOf(rule, confirmation)?.words ?? null,
      byName: confirmation.byName,
      on: confirmation.on,
      until: confirmation.until,
    },
    answer: answer && { id: answer.id, byName: answer.byName, on: answer.on },
    wouldChange: wouldChange(rule, outcome, basis, lacking),
    withheld: false,
  };
}

const groundOf = (rule: RuleDefinition, { ground }: Confirmation): Ground | undefined => rule.grounds.find(({ code }) => code === ground);

function exceptionWords(rule: RuleDefinition, subject: Subject, by: string): Words | null {
  const listed = rule.exceptions.find(({ code }) => code === by);
  if (listed) return listed.words;
  const confirmation = subject.confirmations.find(({ id }) => by === `confirmed:${id}`);
  const ground = confirmation && groundOf(rule, confirmation);
  if (!ground) return null;
  return {
    zh: `${ground.words.zh}（${confirmation.byName}，${confirmation.on}）`,
    en: `${ground.words.en} (${confirmation.byName}, ${confirmation.on})`,
  };
}

const RESULT: Record<RuleOutcome['result'], Words> = {
  pass: { zh: '符合', en: 'Passed' },
  veto: { zh: '一票否决', en: 'Vetoed' },
  strict: { zh: '从严审核', en: 'Strict review' },
  unknown: { zh: '待核实', en: 'Not decided' },
};

/** Whose word decides it, as the office calls them. */
const confirmersOf = ({ sensitive }: RuleDefinition): Words =>
  sensitive ? { zh: '核查专员', en: 'the verification officer' } : { zh: '乡镇或县级人员', en: 'an officer of the township or the county' };

function statementOf(
  rule: RuleDefinition,
  { result, waitsFor, confirmation }: RuleOutcome,
  facts: readonly ExplainedFact[],
  lacking: readonly ExplainedLack[],
): Words {
  const head = RESULT[result];
  const reasons = facts.filter(({ role }) => (result === 'pass' ? role === 'excepted' : role !== 'excepted'));
  const zh: string[] = [];
  const en: string[] = [];
  const say = (words: Words): void => {
    zh.push(words.zh);
    en.push(words.en);
  };
  if (confirmation && result !== 'unknown') {
    const ground = groundOf(rule, confirmation);
    if (ground) say(ground.words);
    say({ zh: `经${confirmation.byName}于 ${confirmation.on} 核实`, en: `confirmed by ${confirmation.byName} on ${confirmation.on}` });
  }
  for (const { words, exception } of reasons)
    say(exception ? { zh: `${words.zh}，${exception.zh}`, en: `${words.en}, ${exception.en}` } : words);
  if (waitsFor === 'person') {
    const who = confirmersOf(rule);
    say({ zh: `须由${who.zh}核实并作出结论`, en: `${who.en} has to look and decide` });
  }
  for (const { words } of lacking) say(words);
  if (zh.length === 0) say({ zh: '比对未发现应计入的情况', en: 'nothing that counts was found' });
  return { zh: `${head.zh}：${zh.join('；')}。`, en: `${head.en}: ${en.join('; ')}.` };
}

function explainLack(judge: Judge, subject: Subject, register: RegisterKind): ExplainedLack {
  const bit = registerBit(register);
  const name = Registers.get(register);
  const inForce = judge.basis.registers[register];
  const asOf = inForce?.asOf ?? null;
  const lack = (why: ExplainedLack['why'], zh: string, en: string): ExplainedLack => ({ register, why, asOf, words: { zh, en } });
  if ((judge.missing & bit) !== 0) return lack('missing', `尚未导入${name.zh}`, `the ${name.en} has not been imported`);
  if ((judge.old & bit) !== 0) return lack('old', `${name.zh}已过期（提取日期 ${asOf}）`, `the ${name.en} is too old (extract of ${asOf})`);
  if ((subject.reviewing & bit) !== 0)
    return lack(
      'under-review',
      `${name.zh}中有一条疑似本户成员的记录待复核`,
      `an entry of the ${name.en} that may be a member is still to be reviewed`,
    );
  return lack(
    'not-covered',
    `${name.zh}（提取日期 ${asOf}）导入时尚无本户全部成员，需重新导入`,
    `the ${name.en} (extract of ${asOf}) was matched before all members were known: import it again`,
  );
}

/** Counterfactuals: first what time alone will change, then what the rule says, then how an error is put right. */
function wouldChange(rule: RuleDefinition, outcome: RuleOutcome, basis: Basis, lacking: readonly ExplainedLack[]): Words[] {
  const words: Words[] = [];
  if (outcome.result === 'pass') return words;
  for (const fact of outcome.hits) {
    const until = countsUntil(rule, fact, basis);
    if (until) words.push({ zh: `自 ${until} 起，该事项不再计入。`, en: `From ${until} on it no longer counts.` });
  }
  if (outcome.hits.length > 0 || outcome.signs.length > 0 || outcome.result !== 'unknown') words.push(rule.wouldChange);
  if (outcome.hits.length > 0)
    words.push({
      zh: '如登记有误或不是同一人：由登记部门更正后重新导入，或在匹配复核中更正。',
      en: 'If the entry is wrong or another person: the authority corrects it and the register is imported again, or the match is reviewed.',
    });
  if (outcome.result === 'unknown' && outcome.waitsFor === 'person') {
    const who = confirmersOf(rule);
    words.push({
      zh: `由${who.zh}作出核实结论；认定不符合的须附证据。`,
      en: `It is confirmed by ${who.en}; a finding against the household needs evidence.`,
    });
  }
  for (const { register, why, asOf } of lacking) {
    const name = Registers.get(register);
    const least = addDays(basis.judgedOn, -(basis.ruleSet.maxAgeDays[register] ?? 0));
    if (why === 'under-review') words.push({ zh: `对${name.zh}的疑似记录作出复核结论。`, en: `The match in the ${name.en} is decided.` });
    else if (why === 'not-covered')
      words.push({ zh: `重新导入${name.zh}（${asOf} 或更新）。`, en: `The ${name.en} is imported again (extract of ${asOf} or later).` });
    else
      words.push({
        zh: `导入提取日期不早于 ${least} 的${name.zh}。`,
        en: `An extract of the ${name.en} of ${least} or later is imported.`,
      });
  }
  return words;
}

/** The day on which a fact that has ended stops counting; undefined while it goes on. */
function countsUntil(rule: RuleDefinition, fact: Fact, { judgedOn }: Basis): string | undefined {
  if (fact.to === null || fact.to > judgedOn) return undefined;
  const months = rule.hits.filter(({ fact: kind, when }) => kind === fact.kind && when === 'held').map((hit) => hit.months);
  return months.length === 0 ? undefined : addMonths(fact.to, Math.max(...months));
}

/** What everybody else may read of a verdict that rests on something sensitive: the result, and who confirmed it. */
export function withheld(
  rule: RuleDefinition,
  result: RuleOutcome['result'],
  confirmation: Confirmation | null,
  answer: Answer | null,
): RuleExplanation {
  const by = result === 'unknown' || confirmation?.result !== (result === 'pass' ? 'pass' : rule.outcome) ? null : confirmation;
  return {
    rule: rule.code,
    result,
    title: rule.title,
    text: rule.text,
    statement: result === 'unknown' || !by ? TO_BE_CONFIRMED : withheldStatement(result, by),
    facts: [],
    lacking: [],
    waitsFor: result === 'unknown' ? 'person' : null,
    confirmation: by && { id: by.id, ground: null, words: null, byName: by.byName, on: by.on, until: by.until },
    answer: answer && { id: answer.id, byName: answer.byName, on: answer.on },
    wouldChange: [],
    withheld: true,
  };
}

const TO_BE_CONFIRMED: Words = { zh: '待核查专员核实。', en: 'To be confirmed by the verification officer.' };
const WITHHELD: Record<'pass' | 'veto' | 'strict', Words> = {
  pass: { zh: '符合条件', en: 'Met' },
  veto: { zh: '不符合条件', en: 'Not met' },
  strict: { zh: '须从严审核', en: 'Strict review' },
};

function withheldStatement(result: 'pass' | 'veto' | 'strict', { byName, on }: { byName: string; on: string }): Words {
  const { zh, en } = WITHHELD[result];
  return { zh: `${zh}，由${byName}于 ${on} 确认。`, en: `${en}, confirmed by ${byName} on ${on}.` };
}
