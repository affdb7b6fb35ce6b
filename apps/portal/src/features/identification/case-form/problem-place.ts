import { useCallback } from 'react';
import { useMessages } from '../../../i18n/messages.js';
import { fieldOf } from '../household/field-values.js';
import { householdFieldMessages } from '../household/household-fields.messages.js';
import { caseFormMessages } from './case-form.messages.js';
import type { PartName } from './parts.js';

/** JSON pointer of the content → the field in words: `/members/0/idNumber` → 第 1 名成员的证件号码. */
export function useProblemPlace(): (pointer: string) => string {
  const t = useMessages(caseFormMessages);
  const f = useMessages(householdFieldMessages);
  return useCallback(
    (pointer: string) => {
      const [head = '', index, ...rest] = pointer.split('/').filter(Boolean);
      const last = rest.at(-1);
      const field = last ? fieldOf(last) : undefined;
      const number = Number(index) + 1;
      if (head === 'members' && field) return t('place_member', { number, field: f(field) });
      if (head === 'incomes' && field) return t('place_income', { number, field: f(field) });
      const key = `place_${head}`;
      return key in caseFormMessages.zh ? t(key as 'place_phone') : t('other');
    },
    [t, f],
  );
}

/** The group of the form in which a problem is put right. */
export function partOfProblem(pointer: string): PartName {
  const [head = ''] = pointer.split('/').filter(Boolean);
  if (head === 'members') return 'members';
  if (head === 'incomes') return 'income';
  if (head === 'living') return 'living';
  if (head === 'declared') return 'declared';
  if (head === 'mainCause' || head === 'secondaryCauses' || head === 'statement') return 'causes';
  return 'place';
}
