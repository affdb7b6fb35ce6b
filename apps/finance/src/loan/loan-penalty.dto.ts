import { z } from 'zod';

const fen = z.int().describe('fen');

/** Penalty interest of a loan as of today. */
export const LoanPenalty = z.object({
  owedFen: fen.describe('accrued until today, not paid and not waived'),
  accruedFen: fen,
  paidFen: fen,
  waivedFen: fen,
  since: z.string().nullable().describe('the first day that bore any'),
  spans: z
    .array(
      z.object({
        from: z.string(),
        to: z.string(),
        days: z.int(),
        principalFen: fen.describe('overdue on these days'),
        interestFen: fen.describe('overdue interest that bears it; nothing where the policy lets interest bear none'),
        annualRatePpm: z.int().describe('of the contract'),
        surchargeBp: z.int().describe('on top of it, hundredths of a percent'),
      }),
    )
    .describe('what it is made of, oldest first'),
});
export type LoanPenalty = z.infer<typeof LoanPenalty>;
