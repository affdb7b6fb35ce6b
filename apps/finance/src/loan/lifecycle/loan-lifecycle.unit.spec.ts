import type { HouseholdStatus } from '@jingzhun/domain/household-status';
import { reachableFrom } from '@jingzhun/domain/lifecycle';
import { LOAN_STATES, LOAN_WAYS } from '../../migrations/loan-ways-of-20261206.js';
import { LOAN_WAYS_ADDED } from '../../migrations/loan-ways-of-20261127.js';
import { LOAN_WAYS_OF_WRITE_OFFS } from '../../migrations/loan-ways-of-20261128.js';
import { LOAN_WAYS_OF_PENALTY } from '../../migrations/loan-ways-of-20261128b.js';
import { LOAN_WAYS_OF_PENALTY_AFTER_A_LOSS } from '../../migrations/loan-ways-of-20261128c.js';
import { LOAN_WAYS_OF_CHANGES } from '../../migrations/loan-ways-of-20261128d.js';
import { LOAN_WAYS_OF_EXTENSIONS } from '../../migrations/loan-ways-of-20261129.js';
import { decide, nextSteps, NotPossible, type Actor } from './decide.js';
import { OFFICES, TRANSITIONS } from './lifecycle.js';
import type { LastMovement, LoanFacts } from './loan-facts.js';
import { ENDED, LoanStates, LoanSteps, type LoanState, type LoanStep } from './loan-state.js';

const TODAY = '2016-06-26' as never;
const somebody: Actor = { accountId: 'somebody', level: 'county', may: () => true };
const facts = (parts: Partial<LoanFacts> = {}): LoanFacts => ({
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
const last = (kind: LastMovement['kind'], parts: Partial<LastMovement> = {}): LastMovement => ({
  ...{ kind, recordedBy: 'teller', isOnlyDrawing: false, isChangedSince: false, isWrittenOff: false, isAfterTheLoss: false, lostFen: 0 },
  ...parts,
});
const CHANGE = { proposedBy: 'proposer', agreedBy: null, needsConsent: true };
const AGREED = { ...CHANGE, agreedBy: 'second' };
const MONEY: Partial<Actor> = { may: (permission) => permission === 'payment.approve' };
const answer = (step: LoanStep, parts: Partial<LoanFacts>, actor: Partial<Actor> | null = {}): string[] => {
  try {
    return [decide(step, facts(parts), TODAY, actor ? { ...somebody, ...actor } : undefined).to];
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error;
    return [error.why, ...error.missing.map(({ code }) => code)];
  }
};

const was = (status: HouseholdStatus, wasRegistered = true) => ({ status, registeredOn: '2014-12-31' as never, wasRegistered });
describe('the way of a loan', () => {
  it('is the one the database knows', () => {
    const key = (way: readonly string[]): string => way.join(' ');
    expect([...new Set(TRANSITIONS.map(({ step, from, to }) => key([step, from, to])))].toSorted()).toEqual(
      [
        ...LOAN_WAYS,
        ...LOAN_WAYS_ADDED,
        ...LOAN_WAYS_OF_WRITE_OFFS,
        ...LOAN_WAYS_OF_PENALTY,
        ...LOAN_WAYS_OF_PENALTY_AFTER_A_LOSS,
        ...LOAN_WAYS_OF_CHANGES,
        ...LOAN_WAYS_OF_EXTENSIONS,
      ]
        .map(key)
        .filter((way) => !way.startsWith('apply'))
        .toSorted(),
    );
    expect(LoanStates.codes).toEqual(LOAN_STATES);
    expect(LoanSteps.codes.filter((step) => step !== 'apply' && !TRANSITIONS.some((way) => way.step === step))).toEqual([]);
  });

  it('leads to an end from everywhere, and out of an end only by a reversal, or by money or a waiver that came after a loss', () => {
    const AFTER_A_LOSS: readonly LoanStep[] = ['recover', 'askPenaltyWaiver', 'waivePenalty'];
    for (const state of LoanStates.codes)
      if ((ENDED as readonly string[]).includes(state))
        expect(
          TRANSITIONS.filter(
            ({ from, step }) =>
              from === state && step !== 'reverse' && !(['writtenOff', 'recovered'].includes(state) && AFTER_A_LOSS.includes(step)),
          ),
        ).toEqual([]);
      else expect([...reachableFrom(TRANSITIONS, state)].some((one) => (ENDED as readonly string[]).includes(one))).toBe(true);
  });

  it('pays out nothing that five offices have not passed', () => {
    const before: readonly LoanState[] = ['applied', 'villageRecommended', 'townReviewed', 'countyConfirmed', 'bankApproved'];
    for (const [i, state] of before.entries())
      expect(
        TRANSITIONS.filter(({ to, from, step }) => to === state && from !== state && step !== 'reverse').map(({ from }) => from),
      ).toEqual(i === 0 ? [] : [before[i - 1]]);
    expect(TRANSITIONS.filter(({ to, from }) => to === 'drawn' && from !== 'drawn').map(({ from, step }) => [from, step])).toEqual([
      ['bankApproved', 'draw'],
    ]);
  });

  it.each<[string, LoanStep, Partial<LoanFacts>, Partial<Actor> | null, string[]]>([
    ['approved', 'approve', {}, {}, ['bankApproved']],
    ...(['maker', 'village', 'township', 'county'] as const).map(
      (accountId) => [`not by the ${accountId}`, 'approve', {}, { accountId }, ['not-yet', 'not-involved']] as never,
    ),
    ['not above the cap', 'approve', { otherLoansFen: 2_000_001 }, {}, ['not-yet', 'within-cap']],
    ['own credit counts', 'approve', { ownCreditFen: 2_000_001 }, {}, ['not-yet', 'within-cap']],
    ['at the cap', 'approve', { ownCreditFen: 2_000_000 }, {}, ['bankApproved']],
    [
      'not beyond the leverage',
      'approve',
      { bank: { roomFen: 2_999_999, badRatioBp: 0, badRatioOfTownshipBp: 0 } },
      {},
      ['not-yet', 'room-in-fund'],
    ],
    [
      'stopped at the bank',
      'approve',
      { bank: { roomFen: 3_000_000, badRatioBp: 301, badRatioOfTownshipBp: 0 } },
      {},
      ['not-yet', 'lending-open'],
    ],
    [
      'stopped in the township',
      'approve',
      { bank: { roomFen: 3_000_000, badRatioBp: 0, badRatioOfTownshipBp: 301 } },
      {},
      ['not-yet', 'lending-open'],
    ],
    ['not after a bad loan', 'approve', { badLoans: 1 }, {}, ['not-yet', 'no-bad-loan']],
    ['not after a misuse', 'approve', { misusedLoans: 1 }, {}, ['not-yet', 'used-as-agreed']],
    ['nor paid out', 'draw', { state: 'bankApproved', misusedLoans: 1 }, {}, ['not-yet', 'used-as-agreed']],
    ['nor extended', 'extend', { state: 'repaying', misusedLoans: 1 }, null, ['not-yet', 'used-as-agreed']],
    ['too young', 'approve', { borrowerAge: 17 }, {}, ['not-yet', 'age-fits']],
    ['too old', 'approve', { borrowerAge: 61 }, {}, ['not-yet', 'age-fits']],
    ['of unknown age', 'approve', { borrowerAge: null }, {}, ['not-yet', 'age-fits']],
    [
      'registered too late',
      'approve',
      { household: { status: 'registered', registeredOn: '2016-06-02' as never, wasRegistered: true } },
      {},
      ['not-yet', 'household-fits'],
    ],
    ['not registered on the day', 'approve', { household: was('registered', false) }, {}, ['not-yet', 'household-fits']],
    ['registered on the day, out of poverty since', 'approve', { household: was('exited') }, {}, ['bankApproved']],
    ['removed since', 'approve', { household: was('cleanedOut') }, {}, ['not-yet', 'household-stands']],
    ['removed since', 'draw', { state: 'bankApproved', household: was('cleanedOut') }, {}, ['not-yet', 'household-stands']],
    ['nobody left since', 'draw', { state: 'repaying', household: was('naturalReduction') }, {}, ['not-yet', 'household-stands']],
    ['gone', 'approve', { household: null }, {}, ['not-yet', 'household-fits', 'household-stands']],
    ['paid out', 'draw', { state: 'bankApproved' }, {}, ['drawn']],
    [
      'not by the approver',
      'draw',
      { state: 'bankApproved', did: [{ step: 'approve', accountId: 'somebody' }] },
      {},
      ['not-yet', 'not-approver'],
    ],
    ['withdrawn before money', 'withdraw', { state: 'bankApproved' }, { level: 'village' }, ['withdrawn']],
    ['not after', 'withdraw', { state: 'drawn', drawnFen: 1 }, { level: 'village' }, ['no-such-way']],
    ['late by date', 'fallOverdue', { state: 'repaying', isLate: true }, null, ['overdue']],
    ['by nobody', 'fallOverdue', { state: 'repaying', isLate: true }, {}, ['not-your-office']],
    ['caught up', 'catchUp', { state: 'collection' }, null, ['repaying']],
    ['caught up, extended before', 'catchUp', { state: 'collection', isExtended: true }, null, ['extended']],
    ['extended once', 'extend', { state: 'repaying', isExtended: true }, null, ['not-yet', 'not-extended']],
    ['not while late', 'extend', { state: 'repaying', isLate: true }, null, ['not-yet', 'not-late']],
    ['extended by nobody', 'extend', { state: 'repaying' }, {}, ['not-your-office']],
    ['extended although told overdue while it waited', 'extend', { state: 'overdue' }, null, ['overdue']],
    ['told overdue, nothing due on its day', 'catchUp', { state: 'overdue', isExtended: true }, null, ['extended']],
    ['told overdue before it was asked for', 'proposeExtension', { state: 'collection', isLate: true }, {}, ['not-yet', 'not-late']],
    ['proposed', 'proposeExtension', { state: 'repaying' }, {}, ['repaying']],
    ['proposed once', 'proposeExtension', { state: 'repaying', isExtended: true }, {}, ['not-yet', 'not-extended']],
    ['one change at a time', 'proposeRate', { state: 'repaying', change: CHANGE }, {}, ['not-yet', 'no-change-waits']],
    ['agreed to', 'agreeToChange', { state: 'repaying', change: CHANGE }, {}, ['repaying']],
    [
      'not by who proposed it',
      'agreeToChange',
      { state: 'repaying', change: CHANGE },
      { accountId: 'proposer' },
      ['not-yet', 'not-proposer'],
    ],
    ['nothing to agree to', 'agreeToChange', { state: 'repaying' }, {}, ['not-yet', 'change-proposed']],
    ['taken back by who proposed it', 'refuseChange', { state: 'repaying', change: CHANGE }, { accountId: 'proposer' }, ['repaying']],
    [
      'no consent of the bank',
      'consentToChange',
      { state: 'repaying', change: AGREED },
      { may: (permission) => permission !== 'payment.approve' },
      ['not-your-office'],
    ],
    ['consent of the county', 'consentToChange', { state: 'repaying', change: AGREED }, MONEY, ['repaying']],
    ['after the bank has agreed', 'consentToChange', { state: 'repaying', change: CHANGE }, MONEY, ['not-yet', 'change-agreed']],
    ['declined', 'declineChange', { state: 'repaying', change: AGREED }, MONEY, ['repaying']],
    [
      'asked for too early',
      'requestCompensation',
      { state: 'collection', collectionSince: '2016-04-01' as never },
      {},
      ['not-yet', 'collected-long-enough'],
    ],
    ['asked for', 'requestCompensation', { state: 'collection', collectionSince: '2016-03-28' as never }, {}, ['collection']],
    [
      'not granted by who asked',
      'compensate',
      {
        state: 'collection',
        collectionSince: '2016-01-01' as never,
        compensationAsked: true,
        did: [{ step: 'requestCompensation', accountId: 'somebody' }],
      },
      {},
      ['not-yet', 'not-asker'],
    ],
    [
      'granted',
      'compensate',
      { state: 'collection', collectionSince: '2016-01-01' as never, compensationAsked: true },
      {},
      ['compensated'],
    ],
    ['a part recovered', 'recover', { state: 'compensated', lostFen: 5, recoveredFen: 4 }, {}, ['compensated']],
    ['a repayment reversed', 'reverse', { state: 'repaying', last: last('repayment') }, {}, ['repaying']],
    ['the one that paid it back', 'reverse', { state: 'repaid', last: last('repayment') }, {}, ['repaying']],
    [
      'not by who recorded it',
      'reverse',
      { state: 'repaying', last: last('repayment') },
      { accountId: 'teller' },
      ['not-yet', 'not-recorder'],
    ],
    ['one drawing of several', 'reverse', { state: 'overdue', last: last('drawing') }, {}, ['overdue']],
    ['the only drawing', 'reverse', { state: 'overdue', last: last('drawing', { isOnlyDrawing: true }) }, {}, ['bankApproved']],
    [
      'not a drawing that was built on',
      'reverse',
      { state: 'drawn', last: last('drawing', { isOnlyDrawing: true, isChangedSince: true }) },
      {},
      ['not-yet', 'nothing-changed'],
    ],
    ['a compensation', 'reverse', { state: 'compensated', last: last('compensation') }, {}, ['collection']],
    [
      'not by a clerk of a bank',
      'reverse',
      { state: 'compensated', last: last('compensation') },
      { may: (one) => one === 'bank.operate' },
      ['not-your-office'],
    ],
    ['what was recovered', 'reverse', { state: 'recovered', last: last('recovery') }, {}, ['compensated']],
    ['a write-off', 'reverse', { state: 'writtenOff', lostFen: 5, last: last('writeOff', { lostFen: 5 }) }, {}, ['collection']],
    ['one after a compensation', 'reverse', { state: 'writtenOff', lostFen: 5, last: last('writeOff') }, {}, ['compensated']],
    ['one of interest alone', 'reverse', { state: 'writtenOff', last: last('writeOff') }, {}, ['collection']],
    [
      'not by who wrote it off',
      'reverse',
      { state: 'writtenOff', lostFen: 5, last: last('writeOff', { lostFen: 5 }) },
      { accountId: 'teller' },
      ['not-yet', 'not-recorder'],
    ],
    [
      'not by a bank',
      'reverse',
      { state: 'writtenOff', lostFen: 5, last: last('writeOff', { lostFen: 5 }) },
      { may: (one) => one === 'bank.operate' },
      ['not-your-office'],
    ],
    ['a part after the write-off', 'recover', { state: 'writtenOff', lostFen: 5, recoveredFen: 4 }, {}, ['writtenOff']],
    ['all after the write-off', 'recover', { state: 'writtenOff', lostFen: 5, recoveredFen: 5 }, {}, ['recovered']],
    [
      'what was recovered after it',
      'reverse',
      { state: 'recovered', lostFen: 5, last: last('recovery', { isWrittenOff: true }) },
      {},
      ['writtenOff'],
    ],
    ['a waiver asked for', 'askPenaltyWaiver', { state: 'overdue', penaltyOwedFen: 5 }, {}, ['overdue']],
    ['of nothing', 'askPenaltyWaiver', { state: 'overdue' }, {}, ['not-yet', 'penalty-owed']],
    [
      'not by the county',
      'askPenaltyWaiver',
      { state: 'overdue', penaltyOwedFen: 5 },
      { may: (one) => one === 'loan.confirm' },
      ['not-your-office'],
    ],
    ['not granted before', 'waivePenalty', { state: 'overdue', penaltyOwedFen: 5 }, {}, ['not-yet', 'waiver-asked']],
    ...(
      [
        ['waived', 'another', ['overdue']],
        ['not by who asked to waive it', 'somebody', ['not-yet', 'not-waiver-asker']],
      ] as const
    ).map(
      ([what, accountId, expected]) =>
        [
          what,
          'waivePenalty',
          { state: 'overdue', penaltyOwedFen: 5, did: [{ step: 'askPenaltyWaiver', accountId }] },
          {},
          expected,
        ] as never,
    ),
    ...(
      [
        ['not waived again on one word', 'waivePenalty'],
        ['not waived on a word from before it fell overdue again', 'fallOverdue'],
      ] as const
    ).map(([what, step]) => {
      const did = [
        { step: 'askPenaltyWaiver', accountId: 'a' },
        { step, accountId: step === 'fallOverdue' ? null : 'b' },
      ];
      return [what, 'waivePenalty', { state: 'overdue', penaltyOwedFen: 5, did }, {}, ['not-yet', 'waiver-asked']] as never;
    }),
    ['a waiver reversed', 'reverse', { state: 'repaid', last: last('waiver') }, {}, ['repaying']],
    ['one after a loss', 'reverse', { state: 'compensated', lostFen: 5, last: last('waiver') }, {}, ['compensated']],
    [
      'penalty after all was recovered',
      'recover',
      { state: 'recovered', lostFen: 5, recoveredFen: 5, penaltyOwedFen: 2 },
      {},
      ['recovered'],
    ],
    ['nothing of it left', 'recover', { state: 'recovered', lostFen: 5, recoveredFen: 5 }, {}, ['not-yet', 'penalty-owed']],
    [
      'that penalty taken back',
      'reverse',
      { state: 'recovered', lostFen: 5, recoveredFen: 5, last: last('recovery', { isAfterTheLoss: true, isWrittenOff: true }) },
      {},
      ['recovered'],
    ],
    ['a waiver asked for after the write-off', 'askPenaltyWaiver', { state: 'writtenOff', penaltyOwedFen: 5 }, {}, ['writtenOff']],
    [
      'one reversed there',
      'reverse',
      { state: 'writtenOff', lostFen: 5, last: last('waiver', { isWrittenOff: true }) },
      {},
      ['writtenOff'],
    ],
    ['one reversed when all is recovered', 'reverse', { state: 'recovered', lostFen: 5, last: last('waiver') }, {}, ['recovered']],
    ['all recovered', 'recover', { state: 'compensated', lostFen: 5, recoveredFen: 5 }, {}, ['recovered']],
  ])('%s', (_, step, parts, actor, expected) => expect(answer(step, parts, actor)).toEqual(expected));

  it('offers nobody a step of the system', () => {
    for (const state of LoanStates.codes)
      for (const { step } of nextSteps(facts({ state }), TODAY, somebody))
        expect(TRANSITIONS.filter((way) => way.step === step && way.from === state).map(({ office }) => office)).not.toContain('system');
    expect(Object.keys(OFFICES)).toContain('system');
  });
});
