import { parseIdNumber } from '@jingzhun/domain/id-number';
import { parsePhone } from '@jingzhun/domain/phone';
import type { AnswerChanges, AnswerValue } from '../form/answers.js';
import { fieldAt, type FormField, type SurveyForm } from '../form/survey-form.js';

/** One spelling for equal answers, so that two phones that mean the same do not contest it. */
export function normalised(form: SurveyForm, changes: AnswerChanges): AnswerChanges {
  const next: Record<string, AnswerValue | null> = {};
  for (const [path, value] of Object.entries(changes)) {
    const field = fieldAt(form, path);
    next[path] = value === null || !field ? value : spelled(field, value);
  }
  return next;
}

function spelled({ kind }: FormField, value: AnswerValue): AnswerValue {
  if (Array.isArray(value)) return [...value].sort();
  if (typeof value !== 'string') return value;
  if (kind === 'idNumber') {
    const number = parseIdNumber(value);
    return number.ok ? number.value.given : value;
  }
  if (kind === 'phone') {
    const phone = parsePhone(value);
    return phone.ok ? phone.value : value;
  }
  return value.trim();
}
