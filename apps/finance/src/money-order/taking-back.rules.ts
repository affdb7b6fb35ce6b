import type { PlainDate } from '@jingzhun/domain/plain-date';
import { assertFundDay } from '../budget/fund-day.rules.js';
import { TakenBackBeforeProvision } from './money-order.errors.js';

/** Nothing is taken back before it was there, nor on a day that has not come. @throws FundDayRefused, TakenBackBeforeProvision */
export function assertTakingBackDay(provision: { fundCode: string; on: PlainDate }, on: PlainDate, today: PlainDate): void {
  assertFundDay(provision.fundCode, on, today);
  if (on < provision.on) throw new TakenBackBeforeProvision(provision.on);
}
