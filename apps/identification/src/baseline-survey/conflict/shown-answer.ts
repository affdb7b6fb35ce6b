import { maskPhone } from '@jingzhun/domain/mask';
import { maskBesideBirthDate } from '../../household/masking.js';
import type { AnswerValue } from '../form/answers.js';
import { fieldAt, type SurveyForm } from '../form/survey-form.js';

/** An answer as screens may show it: numbers of documents and phones only masked. */
export function shownAnswer(form: SurveyForm, path: string, value: AnswerValue | null): AnswerValue | null {
  const field = fieldAt(form, path);
  if (!field?.sealed || typeof value !== 'string') return value;
  return field.kind === 'phone' ? maskPhone(value) : maskBesideBirthDate(value);
}

export const isSealed = (form: SurveyForm, path: string): boolean => fieldAt(form, path)?.sealed ?? false;

/** Where two numbers differ, counted from 1: enough to look at the document, too little to know the number. */
export function placesThatDiffer(a: AnswerValue | null, b: AnswerValue | null): number[] {
  if (typeof a !== 'string' || typeof b !== 'string') return [];
  const places: number[] = [];
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) if (a[i] !== b[i]) places.push(i + 1);
  return places;
}
