import type { Permission } from '@jingzhun/auth';
import { stepsOf, waysFrom, type Office, type Way } from '@jingzhun/domain/lifecycle';
import { BEFORE_MONEY, LATE, ON_TIME, OWES_PENALTY, RUNNING, type LoanState, type LoanStep } from './loan-state.js';
import type { NeedName } from './needs.js';

export const OFFICES = {
  village: { permission: 'loan.write', levels: ['village'], zh: '村级经办人员', en: 'village clerk' },
  township: { permission: 'loan.review', levels: ['township'], zh: '乡镇审核人员', en: 'township officer' },
  county: { permission: 'loan.confirm', levels: ['county'], zh: '县级确认人员', en: 'county officer' },
  bank: { permission: 'bank.operate', levels: ['county', 'township', 'village'], zh: '银行经办人', en: 'bank clerk' },
  /** Of finance: what the county's money and its fund are to bear. */
  money: { permission: 'payment.approve', levels: ['county'], zh: '财政审批人员', en: 'finance approver' },
  /** Follows from dates and money. */
  system: { permission: 'loan.read', levels: [], zh: '系统', en: 'the system' },
} as const satisfies Record<string, Office<Permission>>;
export type OfficeName = keyof typeof OFFICES;

export type Transition = Way<LoanStep, LoanState, OfficeName, NeedName>;

const way = (
  step: LoanStep,
  from: LoanState,
  to: LoanState,
  office: OfficeName,
  needs: readonly NeedName[] = [],
  reason: Transition['reason'] = 'none',
): Transition => ({ step, from, to, office, needs, reason });

const BORROWER: readonly NeedName[] = ['householdFits', 'householdStands', 'ageFits', 'withinCap', 'noBadLoan', 'usedAsAgreed'];

/** From the application to the contract: five offices, five persons. */
const FORWARD: readonly Transition[] = [
  way('recommend', 'applied', 'villageRecommended', 'village', ['notMaker', ...BORROWER]),
  way('review', 'villageRecommended', 'townReviewed', 'township', ['notInvolved', ...BORROWER]),
  way('confirm', 'townReviewed', 'countyConfirmed', 'county', ['notInvolved', ...BORROWER]),
  way('approve', 'countyConfirmed', 'bankApproved', 'bank', ['notInvolved', ...BORROWER, 'roomInFund', 'lendingOpen']),
  way('draw', 'bankApproved', 'drawn', 'bank', ['notApprover', 'householdStands', 'lendingOpen', 'noBadLoan', 'usedAsAgreed']),
  ...ON_TIME.map((state) => way('draw', state, state, 'bank', ['notApprover', 'householdStands', 'notLate', 'noBadLoan', 'usedAsAgreed'])),
];

const EXTENSION: readonly NeedName[] = ['notExtended', 'notLate', 'usedAsAgreed'];

const MONEY: readonly Transition[] = [
  ...RUNNING.map((state) => way('repay', state, state === 'drawn' ? 'repaying' : state, 'bank')),
  ...RUNNING.map((state) => way('settle', state, 'repaid', 'system', ['paidBack'])),
  ...RUNNING.map((state) => way('changeRate', state, state, 'system')),
  ...(['drawn', 'repaying'] as const).map((state) => way('extend', state, 'extended', 'system', EXTENSION)),
  // asked for in time and told overdue while it waited: with nothing due any more it catches up at once
  ...LATE.map((state) => way('extend', state, state, 'system', EXTENSION)),
];

/** What bank and household agree on later: proposed, agreed to by another clerk, and consented to where it is the county's money. */
const CHANGES: readonly Transition[] = [
  ...RUNNING.map((state) => way('proposeRate', state, state, 'bank', ['noChangeWaits'], 'needed')),
  ...RUNNING.map((state) => way('proposeExtension', state, state, 'bank', [...EXTENSION, 'noChangeWaits'], 'needed')),
  ...RUNNING.flatMap((state) => [
    way('agreeToChange', state, state, 'bank', ['changeProposed', 'notProposer']),
    way('refuseChange', state, state, 'bank', ['changeWaits'], 'needed'),
    way('consentToChange', state, state, 'money', ['changeAgreed', 'notProposer']),
    way('declineChange', state, state, 'money', ['changeAgreed'], 'needed'),
  ]),
];
/** Offered only while a change waits. */
export const DECIDES_CHANGE: readonly LoanStep[] = ['agreeToChange', 'refuseChange', 'consentToChange', 'declineChange'];

/** The last movement, by another person than who recorded it; what the county has granted, the county takes back. */
const REVERSAL: readonly Transition[] = [
  ...RUNNING.map((state) => way('reverse', state, state, 'bank', ['notRecorder', 'nothingChanged'], 'needed')),
  ...RUNNING.map((state) => way('reverse', state, 'bankApproved', 'bank', ['notRecorder', 'nothingChanged'], 'needed')),
  way('reverse', 'repaid', 'repaying', 'bank', ['notRecorder'], 'needed'),
  way('reverse', 'compensated', 'compensated', 'bank', ['notRecorder'], 'needed'),
  way('reverse', 'recovered', 'compensated', 'bank', ['notRecorder'], 'needed'),
  // what came in after the loss was whole, or was waived
  way('reverse', 'recovered', 'recovered', 'bank', ['notRecorder'], 'needed'),
  way('reverse', 'compensated', 'collection', 'county', ['notRecorder'], 'needed'),
  ...(['writtenOff', 'recovered'] as const).map((state) => way('reverse', state, 'writtenOff', 'bank', ['notRecorder'], 'needed')),
  ...(['collection', 'compensated'] as const).map((state) => way('reverse', 'writtenOff', state, 'county', ['notRecorder'], 'needed')),
];

const LATENESS: readonly Transition[] = [
  ...ON_TIME.map((state) => way('fallOverdue', state, 'overdue', 'system', ['late'])),
  ...LATE.flatMap((state) => [
    way('catchUp', state, 'repaying', 'system', ['notLate', 'notExtended']),
    way('catchUp', state, 'extended', 'system', ['notLate']),
  ]),
  way('collect', 'overdue', 'collection', 'bank', ['late'], 'needed'),
];

const LOSSES: readonly Transition[] = [
  way('requestCompensation', 'collection', 'collection', 'bank', ['collectedLongEnough'], 'needed'),
  way('compensate', 'collection', 'compensated', 'county', ['compensationAsked', 'notAsker', 'collectedLongEnough'], 'needed'),
  way('recover', 'compensated', 'compensated', 'bank'),
  way('recover', 'compensated', 'recovered', 'bank'),
  // written off in the books, not forgiven: what a debtor pays later still belongs to who has borne the loss
  way('recover', 'writtenOff', 'writtenOff', 'bank'),
  way('recover', 'writtenOff', 'recovered', 'bank'),
  // nothing of the loss is left, but penalty interest may be
  way('recover', 'recovered', 'recovered', 'bank', ['penaltyOwed']),
  way('writeOff', 'collection', 'writtenOff', 'county', ['notAsker', 'collectedLongEnough'], 'needed'),
  way('writeOff', 'compensated', 'writtenOff', 'county', ['notAsker'], 'needed'),
];

/** The bank gives up penalty interest: asked for by one clerk, granted by another. */
const WAIVERS: readonly Transition[] = OWES_PENALTY.flatMap((state) => [
  way('askPenaltyWaiver', state, state, 'bank', ['penaltyOwed'], 'needed'),
  way('waivePenalty', state, state, 'bank', ['waiverAsked', 'notWaiverAsker', 'penaltyOwed'], 'needed'),
]);

const DECIDED_BY: Readonly<Record<(typeof BEFORE_MONEY)[number], OfficeName>> = {
  applied: 'village',
  villageRecommended: 'township',
  townReviewed: 'county',
  countyConfirmed: 'bank',
  bankApproved: 'bank',
};
const ENDING: readonly Transition[] = BEFORE_MONEY.flatMap((from) => [
  way('reject', from, 'rejected', DECIDED_BY[from], ['notMaker', 'nothingDrawn'], 'needed'),
  way('withdraw', from, 'withdrawn', 'village', ['nothingDrawn'], 'needed'),
]);

/** Every way a loan can go. What is not here cannot happen; the database holds the same ways. */
export const TRANSITIONS: readonly Transition[] = [
  ...FORWARD,
  ...MONEY,
  ...CHANGES,
  ...LATENESS,
  ...LOSSES,
  ...WAIVERS,
  ...REVERSAL,
  ...ENDING,
];

export const transitionsOf = (step: LoanStep, from: LoanState): Transition[] => waysFrom(TRANSITIONS, step, from);

/** The steps a person can take from a state, in the order of the table. */
export const stepsFrom = (state: LoanState): LoanStep[] =>
  stepsOf(TRANSITIONS, ({ from, office }) => from === state && office !== 'system');
