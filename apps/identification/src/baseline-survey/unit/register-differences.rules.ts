import { maskPhone } from '@jingzhun/domain/mask';
import type { MemberChange } from '@jingzhun/domain/member-change';
import type { RelationToHead } from '@jingzhun/domain/relation-to-head';
import type { PersonId } from '@jingzhun/domain/uuid';
import type { CorrectionChanges, MembersChanges } from '../../correction/correction.dto.js';
import type { HouseholdState, MemberState } from '../../household/household-state.js';
import { maskBesideBirthDate } from '../../household/masking.js';
import type { MemberFacts } from '../../household/member-facts.js';
import { membersOf, sameAnswer, type Answers, type AnswerValue } from '../form/answers.js';
import { prefillOf } from '../form/prefill.js';
import { fieldAt, type SurveyForm } from '../form/survey-form.js';
import type { SurveyDifferences } from './unit-corrections.dto.js';

/** A correction the answers lead to: its content (with plain numbers, never sent to a screen) and what a screen shows of it. */
export interface ReadyCorrection {
  proposal: CorrectionChanges;
  personId: string | null;
  fields: SurveyDifferences['evidenceOnly'];
}

export interface RegisterDifferences {
  corrections: ReadyCorrection[];
  evidenceOnly: SurveyDifferences['evidenceOnly'];
}

/** Answers about one member; the form has checked their values. */
interface MemberAnswers {
  name: string;
  idNumber?: string;
  relation: RelationToHead;
  leaving?: MemberChange;
  joining?: MemberChange;
}

const MEMBER_ITSELF = new Set(['name', 'idNumber', 'relation', 'leaving', 'joining']);
const LIVING = 'living.';
const MAIN_INCOME = ['income.wageFen', 'income.businessFen', 'income.propertyFen', 'income.businessExpenseFen'];

/**
 * What the household said otherwise than the register says, put into the forms a correction has. Pure.
 * @param markOf part of the blind index, as the register's state keeps it: tells whether two numbers are the same
 */
export function differencesOf(
  form: SurveyForm,
  state: HouseholdState,
  all: Answers,
  { incomeYear, markOf }: { incomeYear: number; markOf: (idNumber: string) => string },
): RegisterDifferences {
  const answers = withoutKnownNumbers(state, all, markOf);
  const registered = prefillOf(form, state, incomeYear);
  const paths = [...new Set([...Object.keys(registered), ...Object.keys(answers)])]
    .filter((path) => !sameAnswer(registered[path], answers[path]))
    .sort();
  const names = membersOf({ ...registered, ...answers });
  const show = (path: string): SurveyDifferences['evidenceOnly'][number] => ({
    path,
    memberName: (names.get(path.split('.')[1] ?? '')?.['name'] as string | undefined) ?? null,
    register: registeredShown(form, state, path, registered),
    answer: masked(form, path, answers[path] ?? null),
  });
  const corrections: ReadyCorrection[] = [];
  const told = new Set<string>();
  const add = (proposal: CorrectionChanges | undefined, own: string[], personId: string | null = null): void => {
    if (!proposal || own.length === 0) return;
    own.forEach((path) => told.add(path));
    corrections.push({ proposal, personId, fields: own.map(show) });
  };
  for (const personId of Object.keys(state.members)) {
    const own = paths.filter((path) => path === `members.${personId}.name` || path === `members.${personId}.idNumber`);
    add(identityOf(personId, answers, own), own, personId);
  }
  const ofMembers = paths.filter((path) => path.startsWith('members.') && !told.has(path));
  add(membersChanges(form, state, answers), ofMembers);
  const ofIncome = paths.filter((path) => path.startsWith('income.'));
  if (MAIN_INCOME.every((path) => answers[path] !== undefined)) add(incomeOf(answers, incomeYear), ofIncome);
  const ofCause = paths.filter((path) => path === 'mainCause' || path === 'secondaryCauses');
  add(causeOf(answers), ofCause);
  const ofLiving = paths.filter((path) => path.startsWith(LIVING) && answers[path] !== undefined);
  add(livingOf(state, answers, ofLiving), ofLiving);
  const { groupName } = answers;
  if (typeof groupName === 'string')
    add(
      { kind: 'group', changes: { groupName } },
      paths.filter((path) => path === 'groupName'),
    );
  return { corrections, evidenceOnly: paths.filter((path) => !told.has(path)).map(show) };
}

/** A number the register has by now says nothing new, and a person who was added under it is no addition any more. */
function withoutKnownNumbers(state: HouseholdState, answers: Answers, markOf: (idNumber: string) => string): Answers {
  const marks = new Map(Object.entries(state.members).map(([id, { idMark }]) => [idMark, id]));
  const dropped = new Set<string>();
  for (const [id, { idNumber }] of membersOf(answers)) {
    if (typeof idNumber !== 'string') continue;
    const registeredAs = marks.get(markOf(idNumber));
    if (registeredAs === id) dropped.add(`members.${id}.idNumber`);
    else if (registeredAs !== undefined && !state.members[id]) dropped.add(`members.${id}.`);
  }
  return Object.fromEntries(
    Object.entries(answers).filter(([path]) => !dropped.has(path) && !dropped.has(`${path.split('.').slice(0, 2).join('.')}.`)),
  );
}

function identityOf(personId: string, answers: Answers, own: string[]): CorrectionChanges | undefined {
  const changes = Object.fromEntries(
    own.map((path) => [path.split('.')[2] ?? '', answers[path]]).filter(([, value]) => value !== undefined),
  ) as { name?: string; idNumber?: string };
  if (Object.keys(changes).length === 0) return undefined;
  return { kind: 'identity', changes: { personId, ...changes } } as CorrectionChanges;
}

function membersChanges(form: SurveyForm, state: HouseholdState, answers: Answers): CorrectionChanges | undefined {
  const changes: MembersChanges = { add: [], remove: [], relation: [], facts: [] };
  for (const [id, answered] of membersOf(answers)) {
    const member = state.members[id];
    const { name, idNumber, relation, leaving, joining } = answered as unknown as MemberAnswers;
    if (!member) {
      if (leaving === undefined && idNumber !== undefined)
        changes.add.push({ name, idNumber, relation, manner: joining ?? '07', facts: factsOf(form, answered, undefined) });
      continue;
    }
    const personId = id as PersonId;
    if (leaving !== undefined) {
      changes.remove.push({ personId, manner: leaving });
      continue;
    }
    if (relation !== member.relation) changes.relation.push({ personId, relation });
    const facts = factsOf(form, answered, member);
    if (!sameFacts(facts, member.facts)) changes.facts.push({ personId, facts });
  }
  const { add, remove, relation, facts } = changes;
  return add.length + remove.length + relation.length + facts.length > 0 ? { kind: 'members', changes } : undefined;
}

/** The whole sheet of a member: what the form asks as answered, the rest as registered. */
function factsOf(form: SurveyForm, answered: Record<string, AnswerValue>, member: MemberState | undefined): MemberFacts {
  const facts: Record<string, unknown> = { ...member?.facts };
  for (const { per, fields } of form.sections)
    if (per === 'member')
      for (const { key } of fields) {
        if (MEMBER_ITSELF.has(key)) continue;
        if (answered[key] === undefined) delete facts[key];
        else facts[key] = answered[key];
      }
  return facts;
}

const sameFacts = (a: MemberFacts, b: MemberFacts): boolean => {
  const text = (facts: MemberFacts): string =>
    JSON.stringify(
      Object.entries(facts)
        .map(([key, value]) => [key, Array.isArray(value) ? [...value].sort() : value])
        .sort(([x], [y]) => (String(x) < String(y) ? -1 : 1)),
    );
  return text(a) === text(b);
};

function incomeOf(answers: Answers, year: number): CorrectionChanges {
  const items: Record<string, AnswerValue> = {};
  for (const [path, value] of Object.entries(answers))
    if (path.startsWith('income.items.')) items[path.slice('income.items.'.length)] = value;
  const fen = (path: string): number => answers[path] as number;
  return {
    kind: 'income',
    changes: {
      year,
      wageFen: fen('income.wageFen'),
      businessFen: fen('income.businessFen'),
      propertyFen: fen('income.propertyFen'),
      businessExpenseFen: fen('income.businessExpenseFen'),
      items: items,
    },
  };
}

function causeOf(answers: Answers): CorrectionChanges | undefined {
  const { mainCause, secondaryCauses } = answers;
  if (typeof mainCause !== 'string') return undefined;
  const others = Array.isArray(secondaryCauses) ? secondaryCauses.filter((code) => code !== mainCause) : [];
  return { kind: 'cause', changes: { mainCause, secondaryCauses: others } } as CorrectionChanges;
}

/** What was answered otherwise; what was not asked or not answered stays as registered. */
const livingOf = (state: HouseholdState, answers: Answers, own: string[]): CorrectionChanges =>
  ({
    kind: 'living',
    changes: { living: { ...state.living, ...Object.fromEntries(own.map((path) => [path.slice(LIVING.length), answers[path]])) } },
  }) as CorrectionChanges;

function masked(form: SurveyForm, path: string, value: AnswerValue | null): AnswerValue | null {
  const field = fieldAt(form, path);
  if (!field?.sealed || typeof value !== 'string') return value;
  return field.kind === 'phone' ? maskPhone(value) : maskBesideBirthDate(value);
}

function registeredShown(form: SurveyForm, state: HouseholdState, path: string, registered: Answers): AnswerValue | null {
  if (path === 'phone') return state.phoneMasked;
  const [, id, key] = path.split('.');
  if (key === 'idNumber' && id) return state.members[id]?.idNumberMasked ?? null;
  return masked(form, path, registered[path] ?? null);
}
