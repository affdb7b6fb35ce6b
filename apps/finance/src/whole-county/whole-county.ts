import type { Principal } from '@jingzhun/auth';
import { level } from '@jingzhun/domain/division-code';
import { WholeCountyOnly } from './whole-county.errors.js';

/**
 * For commands on what belongs to the whole county. Under an account of one township the database would show and change a part of it,
 * and the rest would be left behind. @throws WholeCountyOnly
 */
export function assertWholeCounty(principal: Pick<Principal, 'area'>): void {
  if (!isWholeCounty(principal)) throw new WholeCountyOnly();
}

export const isWholeCounty = ({ area }: Pick<Principal, 'area'>): boolean => level(area) === 'county';
