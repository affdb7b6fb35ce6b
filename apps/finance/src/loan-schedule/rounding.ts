import type { FenRounding } from './loan-terms.js';

/** `numerator / denominator`, both whole and not negative, to a whole number. */
export function divideRounded(numerator: number, denominator: number, rounding: FenRounding): number {
  // quicker than the remainder operator on numbers of this size; the quotient of doubles may be one off
  let whole = Math.floor(numerator / denominator);
  let rest = numerator - whole * denominator;
  if (rest < 0) {
    whole -= 1;
    rest += denominator;
  } else if (rest >= denominator) {
    whole += 1;
    rest -= denominator;
  }
  return whole + (roundsUp(rest * 2, denominator, whole % 2 === 1, rounding) ? 1 : 0);
}

/** The same beyond what a Number holds exactly. */
export function divideRoundedBig(numerator: bigint, denominator: bigint, rounding: FenRounding): number {
  const whole = numerator / denominator;
  const rest = numerator - whole * denominator;
  const double = rest * 2n;
  const up = rounding !== 'down' && (double > denominator || (double === denominator && (rounding === 'halfUp' || (whole & 1n) === 1n)));
  return Number(whole) + (up ? 1 : 0);
}

function roundsUp(doubleRest: number, denominator: number, wholeIsOdd: boolean, rounding: FenRounding): boolean {
  if (rounding === 'down') return false;
  return doubleRest > denominator || (doubleRest === denominator && (rounding === 'halfUp' || wholeIsOdd));
}
