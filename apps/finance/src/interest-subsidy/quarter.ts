import { z } from 'zod';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { ClaimPeriod } from './claim-match.rules.js';

/** `2016-Q2`. */
export const Quarter = z
  .string()
  .regex(/^20\d\d-Q[1-4]$/)
  .describe('2016-Q2: the quarter in which the interest fell due')
  .brand<'Quarter'>();
export type Quarter = z.infer<typeof Quarter>;

const LAST_DAY = ['03-31', '06-30', '09-30', '12-31'] as const;

export function periodOf(quarter: Quarter): ClaimPeriod {
  const [year = '', number = ''] = quarter.split('-Q');
  const last = LAST_DAY[Number(number) - 1] as string;
  return { from: `${year}-${String(Number(number) * 3 - 2).padStart(2, '0')}-01` as PlainDate, to: `${year}-${last}` as PlainDate };
}
