import type { Words } from '@jingzhun/domain/lifecycle';
import type { PlainDate } from '@jingzhun/domain/plain-date';

/** Of whom a meeting is. */
export type Basis = 'adults' | 'households' | 'representatives';

export const GROUP_BASES = ['households', 'adults'] as const satisfies readonly Basis[];
export const ASSEMBLY_BASES = ['representatives'] as const satisfies readonly Basis[];

/** A number some confirmed roll states, and for meetings of which days. */
export interface StatedNumber {
  basis: Basis;
  /** First day for which it is stated. */
  since: PlainDate;
}

export const ENTITLED: Readonly<Record<Basis, Words>> = {
  households: { zh: '本组户数', en: 'the households of the group' },
  adults: { zh: '本组成年村民数', en: 'the adults of the group' },
  representatives: { zh: '村民代表人数', en: 'the representatives of the village' },
};
