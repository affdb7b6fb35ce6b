import { answer, last } from '../../../test/loan-steps.js';
import type { Actor } from './decide.js';
import type { LoanFacts } from './loan-facts.js';
import type { LoanStep } from './loan-state.js';

describe('what is taken back of a loan, waived, and recovered', () => {
  it.each<[string, LoanStep, Partial<LoanFacts>, Partial<Actor> | null, string[]]>([
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
});
