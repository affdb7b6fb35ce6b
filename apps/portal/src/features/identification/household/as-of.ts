import type { AsOf } from '../../../api/identification/households.js';

const day = /^\d{4}-\d{2}-\d{2}$/;

export function asOfIn(parameters: URLSearchParams): AsOf {
  const validOn = parameters.get('validOn') ?? '';
  const knownOn = parameters.get('knownOn') ?? '';
  return { ...(day.test(validOn) ? { validOn } : {}), ...(day.test(knownOn) ? { knownOn } : {}) };
}

export function isPast(asOf: AsOf): boolean {
  return asOf.validOn !== undefined || asOf.knownOn !== undefined;
}
