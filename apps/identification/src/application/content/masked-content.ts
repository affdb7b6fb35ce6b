import { parseIdNumber } from '@jingzhun/domain/id-number';
import { maskBankAccount, maskPhone } from '@jingzhun/domain/mask';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { maskBesideBirthDate } from '../../household/masking.js';
import type { ApplicationDraft } from './application-content.js';

/** A member as a page shows it: what follows from the number stands beside its mask. */
export interface ShownMember {
  position: number;
  name: string;
  idNumberMasked: string;
  sex: string | null;
  birthDate: PlainDate | null;
  relation: string | null;
  ethnicity: string | null;
  facts: object;
}

/** The content with its numbers masked. A number that is none is hidden whole. */
export function masked(draft: ApplicationDraft, today: PlainDate): { content: object; members: ShownMember[] } {
  if (draft.kind !== 'registration') return { content: draft, members: [] };
  const { members = [], phone, bankAccount, ...rest } = draft;
  return {
    content: {
      ...rest,
      phoneMasked: phone ? maskPhone(phone.replaceAll(/\D/g, '')) : null,
      bankAccountMasked: bankAccount ? maskBankAccount(bankAccount.replaceAll(/\D/g, '')) : null,
    },
    members: members.map(({ name, idNumber, relation, ethnicity, facts }, position) => {
      const number = idNumber ? parseIdNumber(idNumber, today) : undefined;
      return {
        position,
        name: name ?? '',
        idNumberMasked: number?.ok ? maskBesideBirthDate(number.value.idNumber18) : '*'.repeat(idNumber?.length ?? 0),
        sex: number?.ok ? number.value.sex : null,
        birthDate: number?.ok ? number.value.birthDate : null,
        relation: relation ?? null,
        ethnicity: ethnicity ?? null,
        facts: facts ?? {},
      };
    }),
  };
}
