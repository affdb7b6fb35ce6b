import type { ApplicationDraft } from '../../application/content/application-content.js';
import { membersOf, type Answers, type AnswerValue } from '../form/answers.js';
import { fieldAt, type SurveyForm } from '../form/survey-form.js';

type Draft = Extract<ApplicationDraft, { kind: 'registration' }>;
type DraftMember = NonNullable<Draft['members']>[number];

const MEMBER_ITSELF = new Set(['name', 'idNumber', 'relation', 'leaving', 'joining']);

/** What a newly found household has confirmed, as the draft of its application; what the survey does not ask stays empty. Pure. */
export function draftOf(form: SurveyForm, answers: Answers, incomeYear: number): Draft {
  const { groupName, address, phone, mainCause, secondaryCauses, need } = answers;
  const others = Array.isArray(secondaryCauses) ? secondaryCauses.filter((code) => code !== mainCause) : [];
  const income = below(answers, 'income.');
  return {
    kind: 'registration',
    ...given({ groupName, address, phone, mainCause, statement: need }),
    ...(others.length > 0 ? { secondaryCauses: others } : {}),
    living: below(answers, 'living.'),
    ...(Object.keys(income).length > 0 ? { incomes: [yearOf(income, incomeYear)] } : {}),
    members: [...membersOf(answers).values()].filter(({ leaving }) => leaving === undefined).map((member) => memberOf(form, member)),
  } as Draft;
}

function memberOf(form: SurveyForm, member: Record<string, AnswerValue>): DraftMember {
  const { name, idNumber, relation } = member;
  const asked = (key: string): boolean => fieldAt(form, `members.${NOBODY}.${key}`) !== undefined;
  const facts = Object.fromEntries(Object.entries(member).filter(([key]) => !MEMBER_ITSELF.has(key) && asked(key)));
  return { ...given({ name, idNumber, relation }), facts };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

function yearOf(income: Record<string, AnswerValue>, year: number): object {
  const items: Record<string, AnswerValue> = {};
  const main: Record<string, AnswerValue> = {};
  for (const [key, value] of Object.entries(income)) {
    if (key.startsWith('items.')) items[key.slice('items.'.length)] = value;
    else main[key] = value;
  }
  return { year, ...main, items };
}

const below = (answers: Answers, prefix: string): Record<string, AnswerValue> =>
  Object.fromEntries(
    Object.entries(answers).flatMap(([path, value]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), value]] : [])),
  );

const given = (values: Record<string, AnswerValue | undefined>): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
