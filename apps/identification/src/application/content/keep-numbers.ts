import type { WriteContentRequest } from '../case/application.dto.js';
import { NumberToKeepMissing } from '../case/application.errors.js';
import type { ApplicationDraft } from './application-content.js';

/**
 * Numbers a page shows masked come back as "the one that is stored": nothing is typed twice.
 * @throws NumberToKeepMissing
 */
export function keepNumbers(content: ApplicationDraft, stored: ApplicationDraft, keep: WriteContentRequest['keep']): ApplicationDraft {
  if (!keep || content.kind !== 'registration' || stored.kind !== 'registration') return content;
  const { phone, bankAccount, members = [], ...rest } = content;
  return {
    ...rest,
    phone: keep.phone ? stored.phone : phone,
    bankAccount: keep.bankAccount ? stored.bankAccount : bankAccount,
    members: members.map((member, i) => {
      const from = keep.idNumbers[i];
      if (from === undefined || from === null) return member;
      const idNumber = stored.members?.[from]?.idNumber;
      if (idNumber === undefined) throw new NumberToKeepMissing(`/keep/idNumbers/${i}`);
      return { ...member, idNumber };
    }),
  };
}
