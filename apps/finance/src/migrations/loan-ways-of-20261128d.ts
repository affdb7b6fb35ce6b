type Way = readonly [step: string, from: string, to: string];

const RUNNING = ['drawn', 'repaying', 'extended', 'overdue', 'collection'] as const;

/** A contract is changed by proposal, by another clerk of the bank, and where the county's money is meant by the county. */
export const LOAN_WAYS_OF_CHANGES: readonly Way[] = [
  ['proposeExtension', 'drawn', 'drawn'],
  ['proposeExtension', 'repaying', 'repaying'],
  ...RUNNING.flatMap((state) =>
    ['proposeRate', 'agreeToChange', 'refuseChange', 'consentToChange', 'declineChange'].map((step): Way => [step, state, state]),
  ),
];
