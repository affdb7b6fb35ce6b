import type { PlainDate } from '@jingzhun/domain/plain-date';
import { FundDayRefused } from './budget.errors.js';

/** Money of a year is handed down in the year before at the earliest, and nothing is known before it happens. @throws FundDayRefused */
export function assertFundDay(fundCode: string, on: PlainDate, today: PlainDate): void {
  if (on > today) throw new FundDayRefused('future', today);
  const first = `${Number(fundCode.slice(-4)) - 1}-01-01`;
  if (on < first) throw new FundDayRefused('early', first);
}
