import { reachableFrom } from '@jingzhun/domain/lifecycle';
import { AGREED, CHANGE, MONEY, TODAY, answer, facts, somebody, was } from '../../../test/loan-steps.js';
import { LOAN_STATES, LOAN_WAYS } from '../../migrations/loan-ways-of-20261206.js';
import { LOAN_WAYS_ADDED } from '../../migrations/loan-ways-of-20261127.js';
import { LOAN_WAYS_OF_WRITE_OFFS } from '../../migrations/loan-ways-of-20261128.js';
import { LOAN_WAYS_OF_PENALTY } from '../../migrations/loan-ways-of-20261128b.js';
import { LOAN_WAYS_OF_PENALTY_AFTER_A_LOSS } from '../../migrations/loan-ways-of-20261128c.js';
import { LOAN_WAYS_OF_CHANGES } from '../../migrations/loan-ways-of-20261128d.js';
import { LOAN_WAYS_OF_EXTENSIONS } from '../../migrations/loan-ways-of-20261129.js';
import { nextSteps, type Actor } from './decide.js';
import { OFFICES, TRANSITIONS } from './lifecycle.js';
import type { LoanFacts } from './loan-facts.js';
import { ENDED, LoanStates, LoanSteps, type LoanState, type LoanStep } from './loan-state.js';

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
  ])('%s', (_, step, parts, actor, expected) => expect(answer(step, parts, actor)).toEqual(expected));

  it('offers nobody a step of the system', () => {
    for (const state of LoanStates.codes)
      for (const { step } of nextSteps(facts({ state }), TODAY, somebody))
        expect(TRANSITIONS.filter((way) => way.step === step && way.from === state).map(({ office }) => office)).not.toContain('system');
    expect(Object.keys(OFFICES)).toContain('system');
  });
});
