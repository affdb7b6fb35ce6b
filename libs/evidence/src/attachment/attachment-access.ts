import { may, type Principal } from '@jingzhun/auth';
import { level } from '@jingzhun/domain/division-code';
import type { Audience } from './attachment-ref.js';

interface Guarded {
  audience: Audience;
  uploadedBy: string;
}

const isAboveVillage = ({ area }: Principal): boolean => level(area) !== 'village';

/** Row security has shown only what lies in the area; this is about who in the area. */
export function mayRead(principal: Principal, { audience, uploadedBy }: Guarded): boolean {
  if (uploadedBy === principal.accountId) return true;
  switch (audience) {
    case 'area':
      return true;
    case 'aboveVillage':
      return isAboveVillage(principal);
    case 'confirmers':
      return may(principal, 'screening.sensitive');
  }
}

export const mayRetract = (principal: Principal, attachment: Guarded): boolean =>
  attachment.uploadedBy === principal.accountId || (isAboveVillage(principal) && mayRead(principal, attachment));
