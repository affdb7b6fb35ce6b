import { z } from 'zod';

export const RoundState = z.enum(['planned', 'open', 'closed']);
export type RoundState = z.infer<typeof RoundState>;

export type RoundStep = 'open' | 'close';

/** Every way a round can go. What arrives after the end is kept for a person to decide, not turned away. */
export const ROUND_TRANSITIONS: readonly { step: RoundStep; from: RoundState; to: RoundState }[] = [
  { step: 'open', from: 'planned', to: 'open' },
  { step: 'close', from: 'open', to: 'closed' },
];

/** Undefined when the step is not possible from the state. */
export const nextRoundState = (step: RoundStep, from: RoundState): RoundState | undefined =>
  ROUND_TRANSITIONS.find((transition) => transition.step === step && transition.from === from)?.to;
