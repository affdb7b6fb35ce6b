type Way = readonly [step: string, from: string, to: string];

/** What may be reversed besides a repayment: the only drawing, a compensation, what was recovered. */
export const LOAN_WAYS_ADDED: readonly Way[] = [
  ...(['drawn', 'repaying', 'extended', 'overdue', 'collection'] as const).map((state): Way => ['reverse', state, 'bankApproved']),
  ['reverse', 'compensated', 'compensated'],
  ['reverse', 'recovered', 'compensated'],
  ['reverse', 'compensated', 'collection'],
];
