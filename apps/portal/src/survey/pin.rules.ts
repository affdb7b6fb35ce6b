export type PinProblem = 'pinShort' | 'pinSimple';

/** Six digits or more, no run and no repetition: what a finder tries first. */
export function pinProblem(pin: string): PinProblem | undefined {
  if (!/^\d{6,12}$/.test(pin)) return 'pinShort';
  const steps = [...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i]));
  if (steps.every((step) => step === steps[0] && Math.abs(step) <= 1)) return 'pinSimple';
  if (new Set(pin).size < 3 || pin.slice(0, pin.length / 2) === pin.slice(pin.length / 2)) return 'pinSimple';
  return undefined;
}
