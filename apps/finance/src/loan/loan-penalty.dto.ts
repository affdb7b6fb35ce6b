import { z } from 'zod';

const fen = z.int().describe('fen');

export const WaivedAmount = z
  .int()
  .min(1)
  .max(100_000_000_000)
  .describe(
    'of askPenaltyWaiver and waivePenalty, for one loan: so much of the penalty interest; absent: all that was asked for, or is owed',
  );

/** Penalty interest of a loan as of today. */
export const LoanPenalty = z.object({
  owedFen: fen.describe('accrued until today, not paid and not waived'),
  accruedFen: fen,
  paidFen: fen,
  waivedFen: fen,
  waiver: z
    .object({
      askedFen: fen.nullable().describe('null: all that is owed on the day of granting'),
      grantableFen: fen.describe('at most so much is waived today'),
    })
    .nullable()
    .describe('asked for by a clerk of the bank and not granted yet'),
  since: z.string().nullable().describe('the first day that bore any'),
  spans: z
    .array(
      z.object({
        what: z.enum(['overdue', 'misused']).describe('misused: lent, not due, and used otherwise; it bears only what comes on top'),
        from: z.string(),
        to: z.string(),
        days: z.int(),
        principalFen: fen.describe('overdue, or misused, on these days'),
        interestFen: fen.describe('overdue interest that bears it; nothing where the policy lets interest bear none'),
        annualRatePpm: z.int().describe('of the contract'),
        surchargeBp: z.int().describe('on top of it, hundredths of a percent'),
      }),
    )
    .describe('what it is made of, oldest first'),
});
export type LoanPenalty = z.infer<typeof LoanPenalty>;
