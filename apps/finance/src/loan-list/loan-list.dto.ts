import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';
import { BankCode } from '../risk-fund/risk-fund.dto.js';
import { LoanPurpose, LoanState } from '../loan/lifecycle/loan-state.js';

const fen = z.int().describe('fen');
const Area = z.string().regex(/^\d{6}(\d{3})?$/);
const reason = z.string().trim().min(2).max(500);

export const LoanListStates = ['proposed', 'confirmed', 'rejected'] as const;

export const CandidatesQuery = z.strictObject({
  area: DivisionPrefix.describe('county, township or village, within the own area'),
  bank: BankCode,
  open: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true')
    .describe('only what can be listed: eligible or with a loan of this bank, and in no list of it yet'),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export type CandidatesQuery = z.infer<typeof CandidatesQuery>;

export const ProposeLoanListRequest = z.strictObject({
  bankCode: BankCode,
  area: Area.describe('county or township'),
  lines: z
    .array(
      z.strictObject({
        claimId: Uuid.describe('of the accepted project'),
        purpose: LoanPurpose,
        neededFen: z
          .int()
          .min(1)
          .max(100_000_000_000)
          .optional()
          .describe('what the household wants to borrow; absent: it has a loan of this bank already'),
      }),
    )
    .min(1)
    .max(500),
});
export type ProposeLoanListRequest = z.infer<typeof ProposeLoanListRequest>;

/** What is written of a list into the audit log. */
export const LOAN_LIST_DEEDS = ['propose', 'confirm', 'reject', 'withdrawLine', 'read', 'export'] as const;
export type LoanListDeed = (typeof LOAN_LIST_DEEDS)[number];

export const DecideLoanListRequest = z
  .strictObject({ decision: z.enum(['confirm', 'reject']), reason: reason.optional() })
  .refine(({ decision, reason: why }) => decision === 'confirm' || why !== undefined, {
    message: 'a rejection needs a reason',
    path: ['reason'],
  });
export type DecideLoanListRequest = z.infer<typeof DecideLoanListRequest>;
export const WithdrawLineRequest = z.strictObject({ reason });
export type WithdrawLineRequest = z.infer<typeof WithdrawLineRequest>;

export const ListedProject = z.object({
  projectId: z.uuid(),
  product: z.string().describe('code of the product in the catalogue of industries'),
  productNameZh: z.string().nullable().describe('as the newest scheme of the county names it; null: none does'),
  stage: z.int(),
  quantity: z.int(),
  unit: z.enum(['centiMu', 'count']),
  acceptedOn: z.string(),
  document: z.string().describe('number of the acceptance record'),
});
export type ListedProject = z.infer<typeof ListedProject>;

const household = {
  householdId: z.uuid(),
  householdNumber: z.string(),
  headName: z.string(),
  villageCode: z.string(),
  project: ListedProject,
  usedFen: fen.describe('of the cap: loans of all lender banks, and what the household said it owes others'),
  roomFen: fen.describe('what the cap leaves'),
  isRegistered: z.boolean(),
  isEligible: z.boolean().describe('registered, somebody of an age to borrow, nothing bad or misused, room under the cap'),
  loan: z.object({ id: z.uuid(), number: z.int(), state: LoanState }).nullable().describe('of this bank, as it stands now'),
};

export const LoanCandidate = z.object({
  claimId: z.uuid(),
  ...household,
  listedIn: z.int().nullable().describe('number of the list of this bank it stands in'),
});
export type LoanCandidate = z.infer<typeof LoanCandidate>;
export const LoanCandidates = z
  .object({
    asOf: PlainDate,
    capFen: fen,
    total: z.int().describe('of the question; items are the first of them'),
    items: z.array(LoanCandidate),
  })
  .meta({ id: 'LoanCandidates' });
export type LoanCandidates = z.infer<typeof LoanCandidates>;

export const LoanListLine = z.object({
  id: z.uuid(),
  position: z.int(),
  ...household,
  purpose: LoanPurpose,
  neededFen: fen.nullable(),
  standing: z.enum(['proposed', 'listed', 'ended']),
  withdrawnBecause: z.string().nullable(),
});
export type LoanListLine = z.infer<typeof LoanListLine>;

export const JointLoanListRow = z
  .object({
    id: z.uuid(),
    number: z.int(),
    bankCode: BankCode,
    bankNameZh: z.string(),
    bankNameEn: z.string(),
    area: Area,
    asOf: z.string(),
    state: z.enum(LoanListStates),
    proposedByName: z.string(),
    decidedByName: z.string().nullable(),
    decidedOn: z.string().nullable(),
    reason: z.string().nullable(),
    rows: z.int().describe('of the own area, without those withdrawn'),
    neededFen: fen,
    mayDecide: z.boolean().describe('another person than the proposer, of the office and the area'),
    mayWithdraw: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'JointLoanListRow' });
export type JointLoanListRow = z.infer<typeof JointLoanListRow>;
export const JointLoanList = z.object({ ...JointLoanListRow.shape, lines: z.array(LoanListLine) }).meta({ id: 'JointLoanList' });
export type JointLoanList = z.infer<typeof JointLoanList>;
export const JointLoanLists = z.object({ items: z.array(JointLoanListRow) }).meta({ id: 'JointLoanLists' });
export type JointLoanLists = z.infer<typeof JointLoanLists>;
