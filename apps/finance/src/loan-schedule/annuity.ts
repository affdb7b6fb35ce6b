import type { FenRounding } from './loan-terms.js';
import { divideRounded, divideRoundedBig } from './rounding.js';

/** Twelve months at a millionth each: a period's rate is `annualRatePpm × periodMonths` of this. */
const YEAR_PPM = 12_000_000;

/**
 * The instalment that pays back `principalFen` with interest in `periods` equal parts, P·i ÷ (1 − (1+i)^−n), in fen. Worked out with
 * doubles, whose error is far below half a fen; where the result lies so close to the edge of rounding that it could matter, with
 * whole numbers of any length. So it is exact, always.
 */
export function equalInstalment(
  principalFen: number,
  annualRatePpm: number,
  periodMonths: number,
  periods: number,
  rounding: FenRounding,
): number {
  const rate = annualRatePpm * periodMonths;
  if (rate === 0) return divideRounded(principalFen, periods, rounding);
  const i = rate / YEAR_PPM;
  const estimate = (principalFen * i) / -Math.expm1(-periods * Math.log1p(i));
  const margin = Math.max(1e-6, principalFen * 1e-13);
  const fraction = estimate - Math.floor(estimate);
  const edge = rounding === 'down' ? Math.min(fraction, 1 - fraction) : Math.abs(fraction - 0.5);
  if (edge > margin) return rounding === 'down' ? Math.floor(estimate) : Math.round(estimate);
  return exactly(principalFen, rate, periods, rounding);
}

function exactly(principalFen: number, rate: number, periods: number, rounding: FenRounding): number {
  const unit = BigInt(YEAR_PPM);
  const grown = (unit + BigInt(rate)) ** BigInt(periods);
  return divideRoundedBig(BigInt(principalFen) * BigInt(rate) * grown, unit * (grown - unit ** BigInt(periods)), rounding);
}
