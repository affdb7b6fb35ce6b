import type { HouseholdStatus } from '@jingzhun/domain/household-status';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { LoanState, LoanStep } from './loan-state.js';

export interface Act {
  step: LoanStep;
  accountId: string | null;
  /** Of a word for a waiver: so much of the penalty; null or absent: all of it. */
  askedFen?: number | null;
}

/** What the rules look at. Written beside every step without a name, so that anybody can ask later why it was possible. */
export interface LoanFacts {
  state: LoanState;
  enteredOn: PlainDate;
  /** Who has had which part in it, and when it fell overdue: that nobody does. */
  did: readonly Act[];
  /** As the own copy of the register has it; null when the household is not there any more. `wasRegistered`: on the day of the application. */
  household: { status: HouseholdStatus; registeredOn: PlainDate; wasRegistered: boolean } | null;
  /** Years by the year of birth: the copy has no day. Null: unknown. */
  borrowerAge: number | null;
  amountFen: number;
  ownCreditFen: number;
  /**
   * All others that are owed or went wrong, at any bank: of the household, of everybody who lives in it now, and of the borrower wherever
   * he borrowed.
   */
  others: readonly OtherLoan[];
  /** Owed or promised of the others. */
  otherLoansFen: number;
  /** Of the others: late or lost. */
  badLoans: number;
  /** This one counted too: money used otherwise and not put right. */
  misusedLoans: number;
  bank: { roomFen: number; badRatioBp: number; badRatioOfTownshipBp: number };
  drawnFen: number;
  outstandingFen: number;
  /** Instalments due and not paid. */
  isLate: boolean;
  /** Nothing drawn is owed any more, no interest and no penalty either. */
  isPaidBack: boolean;
  /** Accrued until today, not paid and not waived. */
  penaltyOwedFen: number;
  isExtended: boolean;
  /** An extension or another rate that waits: who proposed it, who has agreed, whether the county is asked. */
  change: { proposedBy: string; agreedBy: string | null; needsConsent: boolean } | null;
  collectionSince: PlainDate | null;
  compensationAsked: boolean;
  /** What would be reversed: the last movement that was not. Null: none that can be. */
  last: LastMovement | null;
  lostFen: number;
  recoveredFen: number;
  policy: LoanPolicy;
}

/** Another loan as a refusal names it: where to ask, and nothing of a person. */
export interface OtherLoan {
  number: number;
  bankZh: string;
  bankEn: string;
  owedFen: number;
  isBad: boolean;
  isMisused: boolean;
}

export const REVERSIBLE = ['drawing', 'repayment', 'compensation', 'recovery', 'writeOff', 'waiver'] as const;

export interface LastMovement {
  kind: (typeof REVERSIBLE)[number];
  recordedBy: string;
  /** Without it nothing is drawn. */
  isOnlyDrawing: boolean;
  /** The rate was changed or the loan extended on its day or later. */
  isChangedSince: boolean;
  /** The loan is written off, and that stands. */
  isWrittenOff: boolean;
  /** Of what was recovered: the loss had come back whole before, this was penalty interest alone. */
  isAfterTheLoss: boolean;
  /** What was lost with it; nothing where a compensation has booked the loss before. */
  lostFen: number;
}

/** The parameters a decision applies, as they stand on its day. */
export interface LoanPolicy {
  age: { min: number; max: number };
  capFen: number;
  stopRatioBp: number;
  collectionDays: number;
}
