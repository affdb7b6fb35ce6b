import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { LoanEvents, LoanTerms, Prepayment } from '../loan-schedule/loan-terms.js';
import type { PenaltyBasis } from '../loan-schedule/penalty.js';
import { penaltyOn } from './penalty.rules.js';
import { splitRepayment, type Position, type Split } from './repayment.rules.js';

/** A drawing, a repayment or a waiver that stands. */
export interface Standing extends Split {
  readonly id: string;
  readonly kind: 'drawing' | 'repayment' | 'waiver';
  readonly on: PlainDate;
  readonly reference: string;
  /** What was asked for of the part paid early; null where nothing was. */
  readonly effect: Prepayment['effect'] | null;
  readonly recordedBy: string;
  readonly recordedByName: string;
}

/** A repayment as it is booked under the changed contract. */
export interface Anew {
  readonly of: Standing;
  readonly split: Split;
  readonly effect: Prepayment['effect'];
}

/** Why what was paid since cannot be counted anew: money lent or penalty waived after it, or the loan would have been over. */
export type ReplayBlock = 'lent' | 'waived' | 'over';

const ADDED_UP = ['principalFen', 'interestFen', 'linesFen', 'prepaidFen', 'penaltyFen'] as const;

/**
 * What was paid after the day from which a change of the contract holds, as it is under the changed contract: each repayment is split
 * again, in the order in which they were recorded, each by what was recorded before it. From the first that comes out otherwise on they
 * are booked anew; those before it stay. Pure.
 *
 * @param events with the change
 * @param movements that stand, in order
 */
export function replayed(
  contract: { terms: Omit<LoanTerms, 'drawings'>; events: LoanEvents; basis: PenaltyBasis },
  movements: readonly Standing[],
  from: PlainDate,
  today: PlainDate,
): readonly Anew[] | ReplayBlock {
  const anew: Anew[] = [];
  let position: Position = emptyOf(contract);
  try {
    for (const one of movements) {
      if (one.kind !== 'repayment') {
        if (anew.length > 0) return one.kind === 'drawing' ? 'lent' : 'waived';
        position = withMoney(position, one, one);
        continue;
      }
      const effect = one.effect ?? 'fewerInstalments';
      const split = one.on > from ? splitRepayment(position, one.on, one.linesFen + one.prepaidFen + one.penaltyFen, effect) : one;
      if (!split) return 'over';
      if (anew.length > 0 || ADDED_UP.some((key) => split[key] !== one[key])) anew.push({ of: one, split, effect });
      position = withMoney(position, { ...one, effect }, split);
    }
    const { accruedFen, paidFen, waivedFen } = penaltyOn(position, today);
    return waivedFen > 0 && accruedFen < paidFen + waivedFen ? 'waived' : anew;
  } catch (error) {
    if (error instanceof RangeError) return 'over';
    throw error;
  }
}

const emptyOf = ({ terms, events, basis }: Parameters<typeof replayed>[0]): Position => ({
  terms: { ...terms, drawings: [] },
  events: { ...events, prepayments: [] },
  linesPaidFen: 0,
  penalty: { basis, repayments: [], paidFen: 0, waivedFen: 0, endsOn: undefined },
});

function withMoney(
  { terms, events, linesPaidFen, penalty }: Position,
  { kind, on, effect }: Pick<Standing, 'kind' | 'on' | 'effect'>,
  { principalFen, linesFen, prepaidFen, penaltyFen }: Split,
): Position {
  const drawing = { on, amountFen: principalFen as never };
  const prepayment = { on, amountFen: prepaidFen as never, effect: effect ?? 'fewerInstalments' };
  const { basis, repayments = [], paidFen = 0, waivedFen = 0, endsOn } = penalty ?? {};
  return {
    terms: kind === 'drawing' ? { ...terms, drawings: [...terms.drawings, drawing] } : terms,
    events: prepaidFen > 0 ? { ...events, prepayments: [...(events.prepayments ?? []), prepayment] } : events,
    linesPaidFen: linesPaidFen + linesFen,
    penalty: {
      ...{ basis: basis as PenaltyBasis, endsOn },
      repayments: linesFen > 0 ? [...repayments, { on, amountFen: linesFen }] : repayments,
      paidFen: paidFen + (kind === 'repayment' ? penaltyFen : 0),
      waivedFen: waivedFen + (kind === 'waiver' ? penaltyFen : 0),
    },
  };
}
