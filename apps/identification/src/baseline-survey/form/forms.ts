import { FormUnknown } from '../round/round.errors.js';
import { FORM_1 } from './form-1.js';
import type { SurveyForm } from './survey-form.js';

/** All published forms; none is ever taken away, drafts on phones may be older than the last release. */
const FORMS: readonly SurveyForm[] = [FORM_1];

/** @throws FormUnknown */
export function formOf(version: number): SurveyForm {
  const form = FORMS.find((candidate) => candidate.version === version);
  if (!form) throw new FormUnknown();
  return form;
}
