import { z } from 'zod';

/** What is used otherwise than agreed bears the rate of the contract and so much more; zero is none. Never together with the penalty of what is overdue. */
export const loanMisuseSurcharge = z.strictObject({
  surchargeBp: z.int().min(0).max(10_000),
  penaltyDays: z.enum(['30/360', 'actual/365', 'actual/360']),
  olderContracts: z.boolean(),
});

/** What is overdue bears the rate of the contract and so much more; who does not, and what money pays first. */
export const loanPenalty = z.strictObject({
  surchargeBp: z.int().min(0).max(10_000),
  onInterest: z.boolean(),
  poorHouseholds: z.enum(['charged', 'agreedRate', 'exempt']),
  penaltyDays: z.enum(['30/360', 'actual/365', 'actual/360']),
  paidOrder: z.enum(['penaltyFirst', 'penaltyLast']),
  olderContracts: z.boolean(),
});
