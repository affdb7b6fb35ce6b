import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';

export interface Serves {
  schemes: readonly string[];
  validFrom: PlainDate;
  validTo: PlainDate | null;
}

/** Days on which the version in use is paid a scheme that the later version keeps, and which the later one leaves out before its own first day. */
export function earlierDaysEnding(inUse: Serves, later: Serves): { from: PlainDate; to: PlainDate } | undefined {
  if (later.validFrom <= inUse.validFrom || !inUse.schemes.some((scheme) => later.schemes.includes(scheme))) return undefined;
  const before = addDays(later.validFrom, -1);
  return { from: inUse.validFrom, to: inUse.validTo !== null && inUse.validTo < before ? inUse.validTo : before };
}
