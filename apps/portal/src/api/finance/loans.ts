import type { Page } from '../page.js';
import { command, get } from '../request.js';
import type { ListedProject } from './loan-lists.js';
import type { LoanDocumentKind, LoanUse, UseFinding } from './loan-use.js';

const base = '/api/finance/v1';

export const loanStates = [
  ...['applied', 'villageRecommended', 'townReviewed', 'countyConfirmed', 'bankApproved', 'drawn', 'repaying', 'extended'],
  ...['overdue', 'collection', 'compensated', 'recovered', 'repaid', 'writtenOff', 'rejected', 'withdrawn'],
] as const satisfies readonly string[];
export type LoanState =
  | ('applied' | 'villageRecommended' | 'townReviewed' | 'countyConfirmed' | 'bankApproved' | 'drawn' | 'repaying' | 'extended')
  | ('overdue' | 'collection' | 'compensated' | 'recovered' | 'repaid' | 'writtenOff' | 'rejected' | 'withdrawn');

interface Words {
  readonly zh: string;
  readonly en: string;
}

export interface LoanRow {
  readonly id: string;
  readonly number: number;
  readonly bankCode: string;
  readonly bankNameZh: string;
  readonly bankNameEn: string;
  readonly product: LoanProduct;
  readonly householdId: string;
  readonly householdNumber: string;
  readonly headName: string;
  readonly borrowerName: string;
  readonly villageCode: string;
  readonly purpose: string;
  readonly amountFen: number;
  readonly months: number;
  readonly state: LoanState;
  readonly stateSince: string;
  readonly drawnFen: number;
  readonly outstandingFen: number;
  readonly maturesOn: string | null;
  readonly overdueSince: string | null;
  readonly overduePrincipalFen: number;
  readonly overdueInterestFen: number;
  readonly bucket: number;
  readonly useCheckDueOn: string | null;
  readonly version: number;
}

export interface LoanNextStep extends Words {
  readonly step: string;
  readonly who: Words;
  readonly mayDo: boolean;
  readonly possible: boolean;
  readonly reasonNeeded: boolean;
  readonly checklist: readonly (Words & { readonly code: string; readonly met: boolean })[];
}

export interface LoanLine {
  readonly number: number;
  readonly dueOn: string;
  readonly drawnFen: number;
  readonly prepaidFen: number;
  readonly principalFen: number;
  readonly interestFen: number;
  readonly closingFen: number;
  readonly openFen: number;
  readonly isLate: boolean;
}

/** Penalty interest, and the days it is made of. */
export interface LoanPenalty {
  readonly owedFen: number;
  readonly accruedFen: number;
  readonly paidFen: number;
  readonly waivedFen: number;
  /** Asked for and not granted yet; `askedFen` null: all of it. */
  readonly waiver: { readonly askedFen: number | null; readonly grantableFen: number } | null;
  readonly since: string | null;
  readonly spans: readonly {
    /** Misused: lent, not due, and used otherwise; it bears only what comes on top. */
    readonly what: 'overdue' | 'misused';
    readonly from: string;
    readonly to: string;
    readonly days: number;
    readonly principalFen: number;
    readonly interestFen: number;
    readonly annualRatePpm: number;
    readonly surchargeBp: number;
  }[];
}

export interface LoanMovement {
  readonly id: string;
  readonly kind: 'approval' | 'lapse' | 'drawing' | 'repayment' | 'compensation' | 'recovery' | 'writeOff' | 'waiver' | 'reversal';
  readonly on: string;
  readonly reference: string | null;
  readonly reservedFen: number;
  readonly principalFen: number;
  readonly interestFen: number;
  readonly lostFen: number;
  readonly fundFen: number;
  readonly recoveredFen: number;
  readonly penaltyFen: number;
  readonly reversedKind: 'drawing' | 'repayment' | 'compensation' | 'recovery' | 'writeOff' | 'waiver' | null;
  readonly reason: string | null;
  readonly isReversed: boolean;
  readonly canBeReversed: boolean;
  readonly byName: string;
}

export interface Loan extends LoanRow {
  readonly list: { readonly listId: string; readonly listNumber: number; readonly project: ListedProject } | null;
  readonly purposeText: string;
  readonly repaidFrom: RepaymentSource;
  readonly isSubsidised: boolean;
  readonly graceMonths: number;
  readonly ownCreditFen: number;
  readonly ownCreditDocument: string | null;
  readonly otherLoansFen: number;
  readonly capFen: number;
  readonly enteredByName: string;
  readonly contractNumber: string | null;
  readonly terms: {
    readonly annualRatePpm: number;
    readonly method: RepaymentMethod;
    readonly periodMonths: number;
    readonly principalGracePeriods: number;
  } | null;
  readonly reservedFen: number;
  readonly interestPaidFen: number;
  readonly lostFen: number;
  readonly fundPaidFen: number;
  readonly recoveredFen: number;
  readonly penalty: LoanPenalty;
  readonly payoffFen: number | null;
  readonly schedule: readonly LoanLine[];
  readonly movements: readonly LoanMovement[];
  /** Proposed and without effect yet. */
  readonly change: {
    readonly kind: 'rate' | 'extension';
    readonly from: string;
    readonly annualRatePpm: number | null;
    readonly addedPeriods: number | null;
    readonly addedMonths: number | null;
    readonly reason: string;
    readonly byName: string;
    readonly waitsFor: 'bank' | 'county';
    readonly needsConsent: boolean;
  } | null;
  readonly mostExtensionMonths: number;
  readonly use: LoanUse;
  readonly subsidyToCheck: readonly { readonly claimId: string; readonly quarter: string; readonly grantedFen: number }[];
  readonly next: readonly LoanNextStep[];
  readonly events: readonly (Words & {
    readonly step: string;
    readonly to: LoanState;
    readonly byName: string | null;
    readonly at: string;
    readonly reason: string | null;
    readonly askedFen: number | null;
  })[];
}

export type LoanProduct = 'industryCredit' | 'photovoltaic';
export type RepaymentSource = 'household' | 'powerIncome';

export const repaymentMethods = ['equalPrincipal', 'equalInstalments', 'interestOnly', 'flat'] as const;
export type RepaymentMethod = (typeof repaymentMethods)[number];

/** A product with its terms as they stand today. */
export interface OfferedProduct extends Words {
  readonly code: LoanProduct;
  readonly purposes: readonly (Words & { readonly code: string })[];
  readonly months: { readonly min: number; readonly max: number };
  readonly graceMonths: number;
  readonly maxFen: number;
  readonly repaidFrom: Words & { readonly code: RepaymentSource };
  readonly isSubsidised: boolean;
}

export interface LoanOptions {
  readonly banks: readonly { readonly code: string; readonly nameZh: string; readonly nameEn: string }[];
  readonly products: readonly OfferedProduct[];
  readonly capFen: number;
  /** What is known that the household owes other banks. */
  readonly ownCreditFen: number;
  readonly age: { readonly min: number; readonly max: number };
  readonly members: readonly { readonly personId: string; readonly name: string; readonly birthYear: number | null }[];
}

export interface LoanFilter {
  readonly state?: LoanState | undefined;
  readonly area?: string | undefined;
  readonly useCheck?: 'due' | undefined;
  readonly bank?: string | undefined;
  readonly bucket?: string | undefined;
  readonly waiting?: 'me' | undefined;
}

export interface AskedLoan {
  /** Line of a joint list the application comes from. */
  readonly listLineId?: string;
  readonly bankCode: string;
  readonly product: LoanProduct;
  readonly householdId: string;
  readonly borrowerId: string;
  readonly purpose: string;
  readonly purposeText: string;
  readonly amountFen: number;
  readonly months: number;
  readonly ownCreditFen: number;
  readonly ownCreditDocument?: string;
}

export interface LoanContract {
  readonly contractNumber: string;
  readonly annualRatePpm: number;
  readonly method: RepaymentMethod;
  readonly periodMonths: number;
  readonly principalGracePeriods: number;
}

export interface PaidMoney {
  readonly on: string;
  readonly amountFen: number;
  readonly reference: string;
}

export const listLoans = (filter: LoanFilter, cursor: string | undefined, signal?: AbortSignal) =>
  get<Page<LoanRow>>(`${base}/loans`, { ...filter, cursor }, signal);
export const readLoan = (id: string, signal?: AbortSignal) => get<Loan>(`${base}/loans/${id}`, {}, signal);
export const readLoanOptions = (householdId: string, signal?: AbortSignal) =>
  get<LoanOptions>(`${base}/loan-options`, { householdId }, signal);
export const applyForLoan = (asked: AskedLoan, idempotencyKey: string) =>
  command<Loan>('POST', `${base}/loans`, { body: asked, idempotencyKey });
/** @param amountFen of a waiver of penalty interest: so much of it; absent: all that was asked for or is owed */
export const takeLoanStep = (
  step: string,
  { reason, amountFen }: { readonly reason: string | undefined; readonly amountFen?: number | undefined },
  { id, version }: Pick<Loan, 'id' | 'version'>,
  idempotencyKey: string,
) =>
  command<{ items: readonly { id: string }[] }>('POST', `${base}/loans/steps`, {
    body: { step, ...(reason ? { reason } : {}), ...(amountFen ? { amountFen } : {}), cases: [{ id, version }] },
    idempotencyKey,
  });
export const approveLoan = ({ id, version }: Pick<Loan, 'id' | 'version'>, contract: LoanContract, idempotencyKey: string) =>
  command<Loan>('POST', `${base}/loans/${id}/approval`, { body: contract, ifMatch: version, idempotencyKey });
export const recordLoanMoney = (id: string, what: 'drawings' | 'repayments' | 'recoveries', money: PaidMoney, idempotencyKey: string) =>
  command<Loan>('POST', `${base}/loans/${id}/${what}`, { body: money, idempotencyKey });
export const changeLoan = (id: string, what: 'rate-changes' | 'extension', change: object, idempotencyKey: string) =>
  command<Loan>('POST', `${base}/loans/${id}/${what}`, { body: change, idempotencyKey });
export const reverseMovement = (id: string, movementId: string, reason: string, idempotencyKey: string) =>
  command<Loan>('POST', `${base}/loans/${id}/movements/${movementId}/reversal`, { body: { reason }, idempotencyKey });

export const recordUseCheck = (
  id: string,
  seen: { on: string; finding: UseFinding; remark: string; attachmentIds: readonly string[] },
  idempotencyKey: string,
) => command<Loan>('POST', `${base}/loans/${id}/use-checks`, { body: seen, idempotencyKey });
export const addLoanDocuments = (id: string, added: { kind: LoanDocumentKind; attachmentIds: readonly string[] }, idempotencyKey: string) =>
  command<Loan>('POST', `${base}/loans/${id}/documents`, { body: added, idempotencyKey });
export const decideMisuse = (id: string, decision: { what: 'found' | 'putRight'; reason: string }, idempotencyKey: string) =>
  command<Loan>('POST', `${base}/loans/${id}/misuse`, { body: decision, idempotencyKey });
