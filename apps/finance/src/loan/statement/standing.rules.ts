import type { PlainDate } from '@jingzhun/domain/plain-date';
import { allocate, arrearsOn, type Arrears } from '../../loan-schedule/arrears.js';
import { loanSchedule } from '../../loan-schedule/loan-schedule.js';
import type { Extension, LoanEvents, LoanTerms, Prepayment, RateChange } from '../../loan-schedule/loan-terms.js';
import type { PenaltyBasis } from '../../loan-schedule/penalty.js';
import type { MovementKind } from '../loan-movements.js';
import type { ContractTerms } from '../loan-rows.js';
import { NO_PENALTY, penaltyOn, type Penalty, type PenaltyBook } from '../penalty.rules.js';
import { payoffOn, type Position } from '../repayment.rules.js';

/** A movement as it was recorded; of a reversal the day of what it takes back as well. */
export interface StatedMovement {
  readonly kind: MovementKind;
  readonly on: PlainDate;
  readonly reference: string;
  readonly reservedFen: number;
  readonly principalFen: number;
  readonly interestFen: number;
  readonly linesFen: number;
  readonly prepaidFen: number;
  readonly effect: Prepayment['effect'] | null;
  readonly lostFen: number;
  readonly fundFen: number;
  readonly recoveredFen: number;
  readonly penaltyFen: number;
  readonly isReversed: boolean;
  readonly reversedKind: MovementKind | null;
  readonly reversedOn: PlainDate | null;
}

/** All of a loan that a statement rests on, in the order in which it was recorded. */
export interface LoanRecord {
  readonly terms: ContractTerms | null;
  readonly movements: readonly StatedMovement[];
  readonly rateChanges: readonly RateChange[];
  readonly extensions: readonly Extension[];
  readonly penaltyBasis: PenaltyBasis;
}

export interface StatedLine {
  readonly number: number;
  readonly dueOn: PlainDate;
  readonly principalFen: number;
  readonly interestFen: number;
  readonly closingFen: number;
  /** Not paid by the day of the statement. */
  readonly openFen: number;
}

/** What a loan is on a day. The balances of its movements end with what is owed. */
export interface Standing {
  readonly movements: readonly (StatedMovement & { readonly balanceFen: number })[];
  readonly schedule: readonly StatedLine[];
  readonly drawnFen: number;
  readonly outstandingFen: number;
  readonly interestPaidFen: number;
  readonly lostFen: number;
  readonly fundPaidFen: number;
  readonly recoveredFen: number;
  readonly annualRatePpm: number | null;
  readonly maturesOn: PlainDate | null;
  readonly arrears: Arrears;
  readonly penalty: Penalty;
  /** What pays everything back on that day; null where nothing runs. */
  readonly payoffFen: number | null;
}

const NOT_LATE: Arrears = { since: undefined, days: 0, principalFen: 0, interestFen: 0 };

/**
 * A loan on a day, by what is known now: a movement of that day or before counts unless it was reversed, whenever that was, and then it
 * stands there with its reversal. So a mistake put right later is not stated again. Pure.
 */
export function standingOn({ terms, movements, rateChanges, extensions, penaltyBasis }: LoanRecord, on: PlainDate): Standing {
  const stated = movements.filter((one) => (one.reversedOn ?? one.on) <= on);
  let balanceFen = 0;
  const listed = stated.map((one) => ({ ...one, balanceFen: (balanceFen += one.principalFen) }));
  const holds = stated.filter(({ kind, isReversed }) => kind !== 'reversal' && !isReversed);
  const of = (kind: MovementKind) => holds.filter((one) => one.kind === kind);
  const sum = (list: readonly StatedMovement[], fen: (one: StatedMovement) => number) => list.reduce((all, one) => all + fen(one), 0);
  const rates = rateChanges.filter(({ from }) => from <= on);
  const sums = {
    drawnFen: sum(of('drawing'), ({ principalFen }) => principalFen),
    outstandingFen: balanceFen,
    interestPaidFen: sum(stated, ({ interestFen }) => interestFen),
    lostFen: sum(stated, ({ lostFen }) => lostFen),
    fundPaidFen: sum(of('compensation'), ({ fundFen }) => fundFen),
    recoveredFen: sum(stated, ({ recoveredFen }) => recoveredFen),
    annualRatePpm: rates.at(-1)?.annualRatePpm ?? terms?.annualRatePpm ?? null,
  };
  const nothing: Standing = {
    movements: listed,
    schedule: [],
    ...sums,
    maturesOn: null,
    arrears: NOT_LATE,
    penalty: NO_PENALTY,
    payoffFen: null,
  };
  if (!terms || sums.drawnFen === 0) return nothing;
  const agreed = {
    ...terms,
    drawings: of('drawing').map(({ on: day, principalFen }) => ({ on: day, amountFen: principalFen })),
  } as LoanTerms;
  const events: LoanEvents = {
    rateChanges: rates,
    extensions: extensions.filter((one) => one.on <= on),
    prepayments: of('repayment').flatMap(({ on: day, prepaidFen, effect }) =>
      prepaidFen > 0 && effect ? [{ on: day, amountFen: prepaidFen as Prepayment['amountFen'], effect }] : [],
    ),
  };
  const lines = loanSchedule(agreed, events);
  const paid = of('repayment').flatMap(({ on: day, linesFen }) => (linesFen > 0 ? [{ on: day, amountFen: linesFen }] : []));
  const { open } = allocate(lines, paid);
  const losses = [...of('compensation'), ...of('writeOff')];
  const isOver = losses.length > 0;
  const penalty: PenaltyBook = {
    ...{ basis: penaltyBasis, repayments: paid, endsOn: losses[0]?.on },
    paidFen: sum([...of('repayment'), ...of('recovery')], ({ penaltyFen }) => penaltyFen),
    waivedFen: sum(of('waiver'), ({ penaltyFen }) => penaltyFen),
  };
  const position: Position = { terms: agreed, events, linesPaidFen: sum(of('repayment'), ({ linesFen }) => linesFen), penalty };
  return {
    ...nothing,
    schedule: lines.map(({ number, dueOn, principalDueFen, interestDueFen, closingFen }, i) => ({
      ...{ number, dueOn, principalFen: principalDueFen, interestFen: interestDueFen, closingFen },
      openFen: isOver ? 0 : (open[i]?.principalFen ?? 0) + (open[i]?.interestFen ?? 0),
    })),
    maturesOn: lines.at(-1)?.dueOn ?? null,
    arrears: isOver ? NOT_LATE : arrearsOn(open, on),
    penalty: penaltyOn(position, on, lines),
    payoffFen: isOver ? null : payoffOn(position, on),
  };
}
