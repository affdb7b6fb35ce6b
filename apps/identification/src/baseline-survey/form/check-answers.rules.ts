import { parseIdNumber } from '@jingzhun/domain/id-number';
import { parsePhone } from '@jingzhun/domain/phone';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { HEAD } from '@jingzhun/domain/relation-to-head';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { membersOf, type AnswerChanges, type Answers, type AnswerValue } from './answers.js';
import { fieldAt, type FormField, type SurveyForm } from './survey-form.js';

/** Where the unit stands when its answers are checked. */
export interface Checked {
  form: SurveyForm;
  /** Newly found: nothing is in the register yet. */
  found: boolean;
  /** Members the register knew when the work was handed out: their numbers need not be typed again. */
  known: ReadonlySet<string>;
  today: PlainDate;
}

const problem = (path: string, code: string, zh: string, en: string): RefusalProblem => ({
  pointer: `/changes/${path}`,
  code,
  zh,
  en,
});

/** Each given value by the kind of its field. Neither the path of an unknown field nor a value is repeated in the texts. */
export function problemsOfChanges(form: SurveyForm, changes: AnswerChanges, today: PlainDate): RefusalProblem[] {
  const problems: RefusalProblem[] = [];
  for (const [path, value] of Object.entries(changes)) {
    const field = fieldAt(form, path);
    if (!field) problems.push(problem(path, 'unknown-field', '调查表中没有这一项', 'The form has no such field'));
    else if (value !== null && !fits(field, value, today))
      problems.push(problem(path, 'does-not-fit', `“${field.zh}”填写有误`, `“${field.en}” is not filled in rightly`));
  }
  return problems;
}

function fits(field: FormField, value: AnswerValue, today: PlainDate): boolean {
  switch (field.kind) {
    case 'text':
    case 'longText':
    case 'name':
      return typeof value === 'string' && value.trim().length > 0 && value.length <= (field.max ?? 500);
    case 'idNumber':
      return typeof value === 'string' && parseIdNumber(value, today).ok;
    case 'phone':
      return typeof value === 'string' && parsePhone(value).ok;
    case 'money':
    case 'hundredths':
    case 'count':
      return typeof value === 'number' && value >= (field.min ?? 0) && value <= (field.max ?? Number.MAX_SAFE_INTEGER);
    case 'yesNo':
      return typeof value === 'boolean';
    case 'code':
      return typeof value === 'string' && has(field, value);
    case 'codes':
      return (
        Array.isArray(value) &&
        value.length > 0 &&
        value.length <= (field.max ?? 20) &&
        new Set(value).size === value.length &&
        value.every((code) => has(field, code))
      );
  }
}

const has = (field: FormField, code: string): boolean => field.options?.some((option) => option.code === code) ?? false;

/** What a whole set of answers needs before a visit counts: fields that must not be empty, and one head. */
export function problemsOfAnswers(answers: Answers, { form, found, known }: Omit<Checked, 'today'>): RefusalProblem[] {
  const problems: RefusalProblem[] = [];
  const members = [...membersOf(answers)];
  const need = (field: FormField, path: string, value: AnswerValue | undefined): void => {
    if (value === undefined) problems.push(problem(path, 'needed', `请填写“${field.zh}”`, `“${field.en}” is needed`));
  };
  for (const { per, fields } of form.sections)
    for (const field of fields) {
      if (per === 'household') {
        if (field.needed === 'always' || (field.needed === 'found' && found)) need(field, field.key, answers[field.key]);
      } else if (field.needed !== undefined)
        for (const [id, member] of members)
          if (field.needed === 'always' || !known.has(id)) need(field, `members.${id}.${field.key}`, member[field.key]);
    }
  return [...problems, ...problemsOfHead(members)];
}

function problemsOfHead(members: [string, Record<string, AnswerValue>][]): RefusalProblem[] {
  const heads = members.filter(([, { relation, leaving }]) => relation === HEAD && leaving === undefined);
  if (heads.length === 1) return [];
  return [problem('members', 'one-head', '家庭成员中应有且只有一名户主', 'There must be exactly one head among the members')];
}
