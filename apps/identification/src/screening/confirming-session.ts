import { may, type Principal } from '@jingzhun/auth';
import { sessionOf, type AccountSession } from '@jingzhun/persistence';

/** Session that may read sensitive facts when the account holds the permission for it: the database does the rest. */
export const confirmingSession = (principal: Principal): AccountSession =>
  may(principal, 'screening.sensitive') ? { ...sessionOf(principal), clearance: 'sensitive' } : sessionOf(principal);
