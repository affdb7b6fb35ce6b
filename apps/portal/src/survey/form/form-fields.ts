import type { Work } from '../device/work.rules.js';
import type { AnswerValue, FormField, SurveyForm } from '../types.js';

const MEMBER_PATH = /^members\.([0-9a-f-]{36})\.([A-Za-z]+)$/;

export const memberPath = (memberId: string, key: string): string => `members.${memberId}.${key}`;

/** Members of a household: those it had when the work began, the head first, then those added on this phone in the order they came. */
export function memberIds({ base, answers, masked }: Pick<Work, 'base' | 'answers' | 'masked'>): string[] {
  const idsIn = (paths: string[]): string[] => [...new Set(paths.flatMap((path) => MEMBER_PATH.exec(path)?.[1] ?? []))];
  const known = idsIn([...Object.keys(base.answers), ...Object.keys(masked)]);
  const rank = (id: string): string => `${String(base.answers[memberPath(id, 'relation')] ?? '~')} ${id}`;
  const added = idsIn(Object.keys(answers)).filter((id) => !known.includes(id));
  return [...known.sort((a, b) => (rank(a) < rank(b) ? -1 : 1)), ...added.sort()];
}

/** The question behind a path. */
export function fieldAt(form: SurveyForm, path: string): FormField | undefined {
  const key = MEMBER_PATH.exec(path)?.[2];
  const per = key ? 'member' : 'household';
  for (const section of form.sections)
    if (section.per === per) for (const field of section.fields) if (field.key === (key ?? path)) return field;
  return undefined;
}

/** What people read for an answer. */
export function answerText(
  field: FormField | undefined,
  value: AnswerValue | null,
  language: 'zh' | 'en',
  words: { yes: string; no: string },
): string {
  if (value === null) return '—';
  const optionText = (code: string): string => field?.options?.find((option) => option.code === code)?.[language] ?? code;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') {
    const text = field?.kind === 'money' || field?.kind === 'hundredths' ? String(value / 100) : String(value);
    return field?.unit ? `${text} ${field.unit[language]}` : text;
  }
  if (typeof value === 'string') return field?.kind === 'code' ? optionText(value) : value;
  return value.map(optionText).join(language === 'zh' ? '、' : ', ');
}
