import { z } from 'zod';
import { DivisionPrefix } from '@jingzhun/domain/division-code';
import { HouseholdId, PersonId, Uuid } from '@jingzhun/domain/uuid';
import { RepaymentMethod } from '../loan-schedule/loan-terms.js';
import { BankCode } from '../risk-fund/risk-fund.dto.js';
import { ListedProject } from '../loan-list/loan-list.dto.js';
import { REVERSIBLE } from './lifecycle/loan-facts.js';
import { LoanPurpose, LoanState, LoanStep } from './lifecycle/loan-state.js';
import { LoanPenalty, WaivedAmount } from './loan-penalty.dto.js';
import { LoanUse } from './use/loan-use.dto.js';
import { LoanProduct, RepaymentSource } from './loan-products.js';

const fen = z.int().describe('fen');
const amount = z.int().min(1).max(100_000_000_000).describe('fen');
const reason = z.string().trim().min(2).max(500);
const Words = { zh: z.string(), en: z.string() };
const version = z.int().positive().describe('version the decision is based on');

export const ApplyForLoanRequest = z.strictObject({
  bankCode: BankCode,
  product: LoanProduct.default('industryCredit'),
  householdId: HouseholdId,
  borrowerId: PersonId.describe('a member of the household'),
  purpose: LoanPurpose,
  purposeText: z.string().trim().min(2).max(200).describe('what exactly, as the household says it; no names'),
  amountFen: amount,
  months: z.int().min(1).max(480),
  ownCreditFen: z
    .int()
    .min(0)
    .max(100_000_000_000)
    .optional()
    .describe('what the household owes other banks already; counted in the cap; absent: what is known of it'),
  ownCreditDocument: z.string().trim().min(2).max(200).optional().describe('number of the paper that says it has become less'),
  listLineId: Uuid.optional().describe('line of a confirmed joint list that the application comes from'),
});
export type ApplyForLoanRequest = z.infer<typeof ApplyForLoanRequest>;

/** Steps that need nothing but a reason. */
export const TakeLoanStepRequest = z.strictObject({
  step: z.enum([
    'recommend',
    'review',
    'confirm',
    'reject',
    'withdraw',
    'collect',
    'requestCompensation',
    'compensate',
    'writeOff',
    'askPenaltyWaiver',
    'waivePenalty',
    'agreeToChange',
    'refuseChange',
    'consentToChange',
    'declineChange',
  ]),
  reason: reason.optional(),
  amountFen: WaivedAmount.optional(),
  cases: z
    .array(z.strictObject({ id: Uuid, version }))
    .min(1)
    .max(200),
});
export type TakeLoanStepRequest = z.infer<typeof TakeLoanStepRequest>;

export const LoanRowShown = z
  .object({
    id: z.uuid(),
    number: z.int(),
    bankCode: BankCode,
    bankNameZh: z.string(),
    bankNameEn: z.string(),
    product: LoanProduct,
    householdId: z.uuid(),
    householdNumber: z.string(),
    headName: z.string(),
    borrowerName: z.string(),
    villageCode: z.string(),
    purpose: LoanPurpose,
    amountFen: fen,
    months: z.int(),
    state: LoanState,
    stateSince: z.string(),
    drawnFen: fen,
    outstandingFen: fen,
    maturesOn: z.string().nullable(),
    overdueSince: z.string().nullable(),
    overduePrincipalFen: fen,
    overdueInterestFen: fen,
    bucket: z.int().describe('0: not late'),
    useCheckDueOn: z.string().nullable().describe('when somebody looks at what the money is used for'),
    version: z.int(),
  })
  .meta({ id: 'LoanRow' });
export type LoanRowShown = z.infer<typeof LoanRowShown>;

const Need = z.object({ code: z.string(), met: z.boolean(), ...Words });
const NextStep = z
  .object({
    step: LoanStep,
    ...Words,
    who: z.object(Words),
    mayDo: z.boolean().describe('the account has the permission and the level'),
    possible: z.boolean(),
    reasonNeeded: z.boolean(),
    checklist: z.array(Need),
  })
  .meta({ id: 'LoanNextStep' });

const Line = z.object({
  number: z.int(),
  from: z.string(),
  dueOn: z.string(),
  openingFen: fen,
  drawnFen: fen,
  prepaidFen: fen,
  principalFen: fen,
  interestFen: fen,
  closingFen: fen,
  openFen: fen.describe('of principal and interest of this line, not paid yet'),
  isLate: z.boolean(),
});

const MovementShown = z.object({
  id: z.uuid(),
  kind: z.enum(['approval', 'lapse', 'drawing', 'repayment', 'compensation', 'recovery', 'writeOff', 'waiver', 'reversal']),
  on: z.string(),
  reference: z.string().nullable().describe('the bank’s number; null for what is no payment'),
  reservedFen: fen.describe('approved and not paid out: more or less'),
  principalFen: fen,
  interestFen: fen,
  prepaidFen: fen,
  lostFen: fen,
  fundFen: fen,
  recoveredFen: fen,
  penaltyFen: fen.describe('penalty interest: paid with it, or given up by it'),
  reversedKind: z.enum(REVERSIBLE).nullable().describe('of a reversal: what it takes back'),
  reason: z.string().nullable(),
  isReversed: z.boolean(),
  canBeReversed: z.boolean(),
  entryId: z.uuid().nullable().describe('its entry in the ledger'),
  byName: z.string(),
});

export const Loan = z
  .object({
    ...LoanRowShown.shape,
    list: z
      .object({ listId: z.uuid(), listNumber: z.int(), project: ListedProject })
      .nullable()
      .describe('joint list and project it was applied for from'),
    purposeText: z.string(),
    repaidFrom: RepaymentSource,
    isSubsidised: z.boolean().describe('the county bears its interest'),
    graceMonths: z.int().describe('most that the product allows'),
    ownCreditFen: fen,
    ownCreditDocument: z.string().nullable().describe('the paper that says it has become less'),
    otherLoansFen: fen.describe('of the household, of everybody who lives in it now, and of the borrower, at all banks'),
    capFen: fen,
    enteredByName: z.string(),
    enteredAt: z.string(),
    contractNumber: z.string().nullable(),
    terms: z
      .object({
        annualRatePpm: z.int(),
        method: RepaymentMethod,
        dayCount: z.string(),
        rounding: z.string(),
        periodMonths: z.int(),
        periods: z.int(),
        principalGracePeriods: z.int(),
        interestGracePeriods: z.int(),
      })
      .nullable(),
    reservedFen: fen.describe('approved and not paid out'),
    interestPaidFen: fen,
    lostFen: fen,
    fundPaidFen: fen,
    recoveredFen: fen,
    fundRecoveredFen: fen,
    penalty: LoanPenalty,
    payoffFen: fen.nullable().describe('what pays everything back today'),
    schedule: z.array(Line),
    movements: z.array(MovementShown).describe('newest first'),
    changes: z.array(
      z.object({
        kind: z.enum(['rate', 'extension']),
        from: z.string(),
        annualRatePpm: z.int().nullable(),
        addedPeriods: z.int().nullable(),
        reason: z.string(),
        byName: z.string(),
      }),
    ),
    change: z
      .object({
        kind: z.enum(['rate', 'extension']),
        from: z.string(),
        annualRatePpm: z.int().nullable(),
        addedPeriods: z.int().nullable(),
        addedMonths: z.int().nullable(),
        reason: z.string(),
        byName: z.string(),
        waitsFor: z.enum(['bank', 'county']).describe('another clerk of the bank, or a finance approver of the county'),
        needsConsent: z.boolean().describe('the county consents as well: its fund vouches longer, or it bears more interest'),
      })
      .nullable()
      .describe('an extension or another rate that was proposed and has no effect yet'),
    mostExtensionMonths: z.int().describe('most months an extension may add'),
    use: LoanUse,
    subsidyToCheck: z
      .array(z.object({ claimId: z.uuid(), quarter: z.string(), grantedFen: fen }))
      .describe('interest subsidies granted on movements that were reversed since'),
    next: z.array(NextStep),
    events: z.array(
      z.object({
        step: LoanStep,
        ...Words,
        from: LoanState,
        to: LoanState,
        byName: z.string().nullable(),
        at: z.string(),
        reason: z.string().nullable(),
        askedFen: fen.nullable().describe('of askPenaltyWaiver: so much of the penalty interest; null: all of it'),
      }),
    ),
  })
  .meta({ id: 'Loan' });
export type Loan = z.infer<typeof Loan>;

export const LoanList = z.object({ items: z.array(LoanRowShown), nextCursor: z.string().nullable() }).meta({ id: 'LoanList' });
export type LoanList = z.infer<typeof LoanList>;

export const LoanListQuery = z.strictObject({
  state: LoanState.optional(),
  bank: BankCode.optional(),
  householdId: HouseholdId.optional(),
  area: DivisionPrefix.optional(),
  bucket: z.coerce.number().int().min(0).max(9).optional(),
  useCheck: z.enum(['due']).optional().describe('whose use nobody has looked at in time'),
  waiting: z.enum(['me']).optional().describe('what the own office acts on next'),
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type LoanListQuery = z.infer<typeof LoanListQuery>;

export const LoanStepsTaken = z
  .object({ items: z.array(z.object({ id: z.uuid(), state: LoanState, version: z.int() })) })
  .meta({ id: 'LoanStepsTaken' });
export type LoanStepsTaken = z.infer<typeof LoanStepsTaken>;

export const LoanAssessment = z
  .object({ day: z.string(), loans: z.int(), fellOverdue: z.int(), caughtUp: z.int() })
  .meta({ id: 'LoanAssessment' });
export type LoanAssessment = z.infer<typeof LoanAssessment>;

export const LoanOptions = z
  .object({
    banks: z.array(z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() })),
    products: z.array(
      z.object({
        code: LoanProduct,
        ...Words,
        purposes: z.array(z.object({ code: LoanPurpose, ...Words })),
        months: z.object({ min: z.int(), max: z.int() }),
        graceMonths: z.int(),
        maxFen: fen,
        repaidFrom: z.object({ code: RepaymentSource, ...Words }),
        isSubsidised: z.boolean(),
      }),
    ),
    capFen: fen.describe('of a household, all loans together'),
    ownCreditFen: fen.describe('what is known that the household owes other banks'),
    age: z.object({ min: z.int(), max: z.int() }),
    members: z
      .array(z.object({ personId: z.uuid(), name: z.string(), birthYear: z.int().nullable() }))
      .describe('of the household asked for'),
  })
  .meta({ id: 'LoanOptions' });
export type LoanOptions = z.infer<typeof LoanOptions>;
