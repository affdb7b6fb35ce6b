import type { HouseholdStatus } from '@jingzhun/domain/household-status';
import { decide, NotPossible, type Actor } from '../src/loan/lifecycle/decide.js';
import type { LastMovement, LoanFacts } from '../src/loan/lifecycle/loan-facts.js';
import type { LoanStep } from '../src/loan/lifecycle/loan-state.js';

export const TODAY = '2016-06-26' as never;
export const somebody: Actor = { accountId: 'somebody', level: 'county', may: () => true };
export const facts = (parts: Partial<LoanFacts> = {}): LoanFacts => ({
  state: 'countyConfirmed',
  enteredOn: '2016-06-01' as never,
  did: [
    { step: 'apply', accountId: 'maker' },
    { step: 'recommend', accountId: 'village' },
    { step: 'review', accountId: 'township' },
    { step: 'confirm', accountId: 'county' },
  ],
  household: { status: 'registered', registeredOn: '2015-12-31' as never, wasRegistered: true },
  borrowerAge: 40,
  amountFen: 3_000_000,
  ownCreditFen: 0,
  others: [],
  change: null,
  otherLoansFen: 0,
  badLoans: 0,
  misusedLoans: 0,
  bank: { roomFen: 3_000_000, badRatioBp: 0, badRatioOfTownshipBp: 0 },
  drawnFen: 0,
  outstandingFen: 0,
  isLate: false,
  isPaidBack: false,
  penaltyOwedFen: 0,
  isExtended: false,
  collectionSince: null,
  compensationAsked: false,
  last: null,
  lostFen: 0,
  recoveredFen: 0,
  policy: { age: { min: 18, max: 60 }, capFen: 5_000_000, stopRatioBp: 300, collectionDays: 90 },
  ...parts,
});
export const last = (kind: LastMovement['kind'], parts: Partial<LastMovement> = {}): LastMovement => ({
  ...{ kind, recordedBy: 'teller', isOnlyDrawing: false, isChangedSince: false, isWrittenOff: false, isAfterTheLoss: false, lostFen: 0 },
  ...parts,
});
export const CHANGE = { proposedBy: 'proposer', agreedBy: null, needsConsent: true };
export const AGREED = { ...CHANGE, agreedBy: 'second' };
export const MONEY: Partial<Actor> = { may: (permission) => permission === 'payment.approve' };
export const answer = (step: LoanStep, parts: Partial<LoanFacts>, actor: Partial<Actor> | null = {}): string[] => {
  try {
    return [decide(step, facts(parts), TODAY, actor ? { ...somebody, ...actor } : undefined).to];
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error;
    return [error.why, ...error.missing.map(({ code }) => code)];
  }
};

export const was = (status: HouseholdStatus, wasRegistered = true) => ({ status, registeredOn: '2014-12-31' as never, wasRegistered });
