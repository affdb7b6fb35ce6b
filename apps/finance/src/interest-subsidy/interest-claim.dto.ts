import { z } from 'zod';
import { Fen } from '@jingzhun/domain/money';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { OverlapAnswer } from '../benefit-overlap/overlap.dto.js';
import { BankCode } from '../risk-fund/risk-fund.dto.js';
import { differenceCauses } from './claim-match.rules.js';
import { Quarter } from './quarter.js';

const fen = z.int().describe('fen');
const count = z.int();
const text = (least: number, most: number) => z.string().trim().min(least).max(most);

export const ClaimState = z.enum(['received', 'approved', 'refused']);
export type ClaimState = z.infer<typeof ClaimState>;
export const LineResult = z.enum([
  'agreed',
  'differs',
  'unknownContract',
  'repeated',
  'claimedBefore',
  'notSubsidised',
  'notPaid',
  'notClaimed',
  'corrected',
]);
export type LineResult = z.infer<typeof LineResult>;

/** The file itself is the body. */
export const TakeClaimQuery = z.strictObject({ bankCode: BankCode, quarter: Quarter });
export type TakeClaimQuery = z.infer<typeof TakeClaimQuery>;

export const ApproveClaimRequest = z.strictObject({
  fundCode: text(1, 40).describe('a fund of the budget whose purpose is interestSubsidy'),
  overlaps: OverlapAnswer.optional().describe('to a warning'),
});
export type ApproveClaimRequest = z.infer<typeof ApproveClaimRequest>;
export const RefuseClaimRequest = z.strictObject({ reason: text(2, 500) });
export type RefuseClaimRequest = z.infer<typeof RefuseClaimRequest>;

export const GiveUpLineRequest = z.strictObject({ reason: text(2, 500) });
export type GiveUpLineRequest = z.infer<typeof GiveUpLineRequest>;

/** Households that have had too much after a correction, and what of it is neither set off nor paid back. */
export const OverpaidList = z
  .object({
    items: z.array(
      z.object({ householdId: z.uuid(), householdNumber: z.string(), headName: z.string(), villageCode: z.string(), overpaidFen: fen }),
    ),
  })
  .meta({ id: 'OverpaidInterestList' });
export type OverpaidList = z.infer<typeof OverpaidList>;

export const RepayInterestRequest = z.strictObject({
  on: PlainDate.describe('day on which the money came in, by the slip of the bank'),
  amountFen: Fen.refine((value) => value > 0).describe('not more than what is left of it'),
  fundCode: text(1, 40).describe('the fund it goes back to; its purpose is interestSubsidy'),
  sourceDocument: text(1, 200),
  reason: text(2, 500),
});
export type RepayInterestRequest = z.infer<typeof RepayInterestRequest>;

export const InterestRepaymentList = z
  .object({
    items: z.array(
      z.object({
        ...{ id: z.uuid(), householdId: z.uuid(), householdNumber: z.string(), headName: z.string() },
        amountFen: fen.describe('what came into the fund'),
        on: PlainDate.describe('day on which the money came in'),
        ...{ fundCode: z.string(), sourceDocument: z.string(), recordedByName: z.string() },
        takenBackByName: z.string().nullable().describe('who said that it had been mistyped; null: it stands'),
        takenBackBecause: z.string().nullable(),
        canTakeBack: z.boolean().describe('by the reader: another person than who recorded it'),
      }),
    ),
  })
  .meta({ id: 'InterestRepaymentList' });
export type InterestRepaymentList = z.infer<typeof InterestRepaymentList>;

export const TakeRepaymentBackRequest = z.strictObject({ reason: text(2, 500).describe('what was mistyped') });
export type TakeRepaymentBackRequest = z.infer<typeof TakeRepaymentBackRequest>;

export const InterestClaim = z
  .object({
    id: z.uuid(),
    number: z.int(),
    bankCode: BankCode,
    bankNameZh: z.string(),
    bankNameEn: z.string(),
    quarter: Quarter,
    state: ClaimState,
    fundCode: z.string().nullable(),
    rows: count.describe('of the file'),
    claimedFen: fen,
    ourFen: fen.describe('by our own schedules, for the loans the file names'),
    grantedFen: fen.describe('what both agree on: never more than claimed, never more than by our schedule'),
    cutFen: fen.describe('granted before on books that have changed, and too much'),
    byResult: z.array(z.object({ result: LineResult, lines: count, claimedFen: fen, ourFen: fen })),
    rules: z
      .object({
        months: z.int().describe('from each drawing'),
        shareBp: z.int().describe('of the interest, hundredths of a percent'),
        extensionIsSubsidised: z
          .boolean()
          .nullable()
          .describe('the months that an extension adds; null: the claim is older than the question'),
        mostFen: fen.nullable().describe('principal of a loan up to which its interest is subsidised'),
        above: z.enum(['part', 'whole']).nullable().describe('what of a larger loan is not: the part above, or all of it'),
      })
      .describe('policy of the quarter by which our figures were worked out'),
    enteredByName: z.string(),
    enteredAt: z.string(),
    decidedByName: z.string().nullable(),
    decidedAt: z.string().nullable(),
    reason: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'InterestClaim' });
export type InterestClaim = z.infer<typeof InterestClaim>;
export const InterestClaimList = z.object({ items: z.array(InterestClaim) }).meta({ id: 'InterestClaimList' });
export type InterestClaimList = z.infer<typeof InterestClaimList>;

export const ClaimLinesQuery = z.strictObject({
  result: LineResult.optional(),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export type ClaimLinesQuery = z.infer<typeof ClaimLinesQuery>;

export const InterestClaimLine = z
  .object({
    id: z.uuid(),
    position: z.int(),
    row: z.int().nullable().describe('of the file; null for a loan the file does not name'),
    contractNumber: z.string(),
    loanId: z.uuid().nullable(),
    householdNumber: z.string().nullable(),
    headName: z.string().nullable(),
    villageCode: z.string(),
    result: LineResult,
    claimedFen: fen,
    ourFen: fen,
    grantedFen: fen,
    cutFen: fen.describe('of a correction: granted before and too much; set off against the next interest subsidy of the household'),
    setOffFen: fen.describe('of what is granted: set off against what was too much before'),
    parts: z
      .array(
        z.object({
          cause: z.enum(differenceCauses),
          fen,
        }),
      )
      .describe('what makes the difference between claimed and ours, to the fen'),
    unpaid: z
      .array(z.object({ dueOn: PlainDate, openFen: fen.describe('interest of this line of the schedule that is not paid') }))
      .describe(
        'of a line that is notPaid: what the household owes today up to the end of the quarter; empty: paid since, the bank claims it again',
      ),
    state: z.enum(['open', 'granted', 'taken', 'paid', 'returned', 'givenUp', 'refused', 'settled']),
    paidOn: PlainDate.nullable(),
    isToCheck: z.boolean().describe('a drawing or repayment it was worked out from was reversed since'),
    giveUpProposedByName: z.string().nullable().describe('who proposed to give it up; another person approves the order'),
  })
  .meta({ id: 'InterestClaimLine' });
export type InterestClaimLine = z.infer<typeof InterestClaimLine>;
export const InterestClaimLines = z
  .object({ items: z.array(InterestClaimLine), nextCursor: z.string().nullable() })
  .meta({ id: 'InterestClaimLines' });
export type InterestClaimLines = z.infer<typeof InterestClaimLines>;
