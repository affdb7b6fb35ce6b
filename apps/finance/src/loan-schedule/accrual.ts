import { ordinal360, type CivilDay } from './civil-day.js';
import type { DayCount, FenRounding } from './loan-terms.js';
import { divideRounded, divideRoundedBig } from './rounding.js';

const PPM = 1_000_000;

/** Position of a day on the line on which days of interest are counted; differences are what counts. */
export const interestDay = (day: CivilDay, dayCount: DayCount): number => (dayCount === '30/360' ? ordinal360(day) : day);

/** In ten-thousandths. */
const WHOLE = 10_000;

/**
 * Interest of one period, exact until it is rounded once: the sum of principal × rate × days over the pieces of the period in which
 * neither changes.
 */
export class Accrual {
  private sum = 0;
  private big: bigint | undefined;
  private readonly denominator: number;

  constructor(
    dayCount: DayCount,
    private readonly rounding: FenRounding,
  ) {
    this.denominator = PPM * (dayCount === 'actual/365' ? 365 : 360);
  }

  add(principalFen: number, annualRatePpm: number, days: number): void {
    const piece = principalFen * annualRatePpm * days;
    if (this.big === undefined && this.sum + piece <= Number.MAX_SAFE_INTEGER) this.sum += piece;
    else this.big = (this.big ?? BigInt(this.sum)) + BigInt(principalFen) * BigInt(annualRatePpm) * BigInt(days);
  }

  /** In fen, rounded once; of a share in ten-thousandths where one is given. The next period starts from nothing. */
  take(shareBp = WHOLE): number {
    const { sum, big } = this;
    this.sum = 0;
    this.big = undefined;
    if (shareBp !== WHOLE) {
      const exact = (big ?? BigInt(sum)) * BigInt(shareBp);
      return divideRoundedBig(exact, BigInt(this.denominator) * BigInt(WHOLE), this.rounding);
    }
    return big === undefined
      ? divideRounded(sum, this.denominator, this.rounding)
      : divideRoundedBig(big, BigInt(this.denominator), this.rounding);
  }
}
