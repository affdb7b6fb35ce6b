import type { RegisterKind } from '../../../api/identification/registers.js';

export const registerAddress = (id: string): string => `/identification/registers/${id}`;
export const matchesAddress = (kind?: RegisterKind): string =>
  kind ? `/identification/register-matches?kind=${kind}` : '/identification/register-matches';
