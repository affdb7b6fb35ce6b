type Way = readonly [step: string, from: string, to: string];

/** Asked of every running loan, so that a loan that is overdue or was extended is refused in words; agreed to whatever the loan has become since. */
export const LOAN_WAYS_OF_EXTENSIONS: readonly Way[] = [
  ...(['extended', 'overdue', 'collection'] as const).map((state): Way => ['proposeExtension', state, state]),
  ...(['overdue', 'collection'] as const).map((state): Way => ['extend', state, state]),
];
