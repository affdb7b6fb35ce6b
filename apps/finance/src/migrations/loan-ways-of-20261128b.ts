type Way = readonly [step: string, from: string, to: string];

const OWED_IN = ['drawn', 'repaying', 'extended', 'overdue', 'collection', 'compensated'] as const;

/** The bank waives penalty interest in two steps; neither leads anywhere. */
export const LOAN_WAYS_OF_PENALTY: readonly Way[] = OWED_IN.flatMap((state): Way[] => [
  ['askPenaltyWaiver', state, state],
  ['waivePenalty', state, state],
]);
