import { useCallback } from 'react';
import type { SurveyForm } from '../../../api/identification/surveys.js';
import { useMessages } from '../../../i18n/messages.js';
import { useLanguage } from '../../../i18n/useLanguage.js';
import { answerText, fieldAt } from '../../../survey/form/form-fields.js';
import { surveyOfficeMessages } from './survey-office.messages.js';

type Value = string | number | boolean | readonly string[] | null | undefined;

/** Questions and answers of a form in the words people read. */
export function useAnswerWords(form: SurveyForm | undefined): {
  label: (path: string) => string;
  text: (path: string, value: Value) => string;
} {
  const t = useMessages(surveyOfficeMessages);
  const language = useLanguage();
  const label = useCallback((path: string) => (form ? fieldAt(form, path)?.[language] : undefined) ?? path, [form, language]);
  const text = useCallback(
    (path: string, value: Value) =>
      value === null || value === undefined
        ? t('notAnswered')
        : answerText(form ? fieldAt(form, path) : undefined, value, language, { yes: t('yes'), no: t('no') }),
    [form, language, t],
  );
  return { label, text };
}
