/** What a batch pays, and the kind of decision it takes up. */
export const causeOf = {
  rewardSubsidy: 'subsidy-application',
  interestSubsidy: 'interest-claim-line',
  relocationSubsidy: 'relocation-claim',
  premium: 'premium-claim',
} as const;
export type BatchBenefit = keyof typeof causeOf;
export const batchBenefits = Object.keys(causeOf) as BatchBenefit[];
/** Undefined: no decision this portal knows of is paid as such a benefit. */
export const causeOfBatch = (benefit: string): string | undefined => causeOf[benefit as BatchBenefit] as string | undefined;
