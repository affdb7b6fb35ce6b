type Way = readonly [step: string, from: string, to: string];

/** Penalty interest outlives the loss: it comes in, or is waived, also when the loss is written off or recovered in full. */
export const LOAN_WAYS_OF_PENALTY_AFTER_A_LOSS: readonly Way[] = [
  ...(['writtenOff', 'recovered'] as const).flatMap((state): Way[] => [
    ['askPenaltyWaiver', state, state],
    ['waivePenalty', state, state],
  ]),
  ['recover', 'recovered', 'recovered'],
  ['reverse', 'recovered', 'recovered'],
];
