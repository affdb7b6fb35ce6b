import { parseIdNumber } from '@jingzhun/domain/id-number';
import { parsePhone } from '@jingzhun/domain/phone';
import type { Work } from '../device/work.rules.js';
import type { FormField, SurveyForm } from '../types.js';
import { memberIds, memberPath } from './form-fields.js';

export interface WorkProblem {
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}

/** What is missing or wrong before the visit is finished; the service looks again. Pure, and asked at every change. */
export function problemsOf(form: SurveyForm, work: Work): WorkProblem[] {
  if (work.outcome !== 'met') return [];
  const problems: WorkProblem[] = [];
  const { answers, masked } = work;
  const look = (field: FormField, path: string, isNeeded: boolean): void => {
    const given = answers[path];
    const wrong = work.raw[path] === undefined ? undefined : { zh: `“${field.zh}”填写有误`, en: `“${field.en}” is not filled in rightly` };
    const missing =
      isNeeded && given === undefined && masked[path] === undefined
        ? { zh: `请填写“${field.zh}”`, en: `“${field.en}” is needed` }
        : undefined;
    const found = wrong ?? missing ?? numberProblem(field, given);
    if (found) problems.push({ path, ...found });
  };
  const members = memberIds(work);
  for (const { per, fields } of form.sections)
    for (const field of fields) {
      if (per === 'household') look(field, field.key, field.needed === 'always' || (field.needed === 'found' && work.found));
      else
        for (const id of members)
          look(
            field,
            memberPath(id, field.key),
            field.needed === 'always' || (field.needed === 'joined' && masked[memberPath(id, 'idNumber')] === undefined),
          );
    }
  const heads = members.filter((id) => answers[memberPath(id, 'relation')] === '01' && answers[memberPath(id, 'leaving')] === undefined);
  if (heads.length !== 1)
    problems.push({
      path: memberPath(members[0] ?? '', 'relation'),
      zh: '家庭成员中应有且只有一名户主',
      en: 'There must be exactly one head among the members',
    });
  return [...problems, ...sameNumbers(work, members)];
}

function numberProblem({ kind }: FormField, value: unknown): { zh: string; en: string } | undefined {
  if (typeof value !== 'string') return undefined;
  const read = kind === 'idNumber' ? parseIdNumber(value) : kind === 'phone' ? parsePhone(value) : undefined;
  return read && !read.ok ? { zh: read.problem.zh, en: read.problem.en } : undefined;
}

function sameNumbers({ answers }: Work, members: string[]): WorkProblem[] {
  const seen = new Set<unknown>();
  const problems: WorkProblem[] = [];
  for (const id of members) {
    const number = answers[memberPath(id, 'idNumber')];
    if (number === undefined) continue;
    if (seen.has(number))
      problems.push({
        path: memberPath(id, 'idNumber'),
        zh: '本户已有成员使用这个证件号码',
        en: 'Another member of the household has this number',
      });
    seen.add(number);
  }
  return problems;
}
