import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, run } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import { replayed, type Anew, type Standing } from './change-replay.rules.js';
import { ContractChangeOvertaken } from './contract-change.errors.js';
import type { ContractChange } from './contract-changes.js';
import { LoanMovements, type Movement } from './loan-movements.js';
import type { LoanRow } from './loan-rows.js';
import { ReversalBlocked } from './loan.errors.js';
import { penaltyBasisOf } from './penalty-basis.js';
import { positionOf } from './schedule-store.js';

const REASON = '合同变更自约定之日起生效，按新合同重新分配';

/** What stands of a loan, in order; $1: the loan. */
export const STANDING = `select m.id, m.kind, m.on_date::text as "on", m.reference, m.effect, abs(m.principal_fen)::float8 as "principalFen", m.interest_fen::float8 as "interestFen", m.lines_fen::float8 as "linesFen",
    m.prepaid_fen::float8 as "prepaidFen", m.penalty_fen::float8 as "penaltyFen", m.recorded_by as "recordedBy", m.recorded_by_name as "recordedByName"
  from loan_movement m where m.loan_id = $1::uuid and m.kind in ('drawing', 'repayment', 'waiver') and not exists (select from loan_movement r where r.reverses = m.id)
  order by m.position`;

/**
 * A change of the contract that was agreed after money had moved on later days: what was paid since is booked anew by the changed
 * contract, where it comes out otherwise. Nothing is overwritten: a reversal and the same repayment again, in the name of who recorded it.
 */
@Injectable()
export class ChangeReplay {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LoanMovements) private readonly movements: LoanMovements,
  ) {}

  /** What would be booked anew. @throws ContractChangeOvertaken */
  async plan(em: EntityManager, row: LoanRow, change: ContractChange, policy: PolicySnapshot): Promise<readonly Anew[]> {
    const position = await positionOf(em, row);
    const standing = await run<Standing>(em, STANDING, [row.id]);
    const last = standing.at(-1)?.on ?? change.from;
    if (!position) throw new ContractChangeOvertaken('over', last);
    const { rateChanges = [], extensions = [] } = position.events;
    const events =
      change.kind === 'rate'
        ? { rateChanges: [...rateChanges, { from: change.from, annualRatePpm: change.annualRatePpm }], extensions }
        : { rateChanges, extensions: [...extensions, { on: change.from, addedPeriods: change.addedPeriods }] };
    const basis = await penaltyBasisOf(em, row, policy);
    const today = plainDateInShanghai(this.clock.now());
    const anew = replayed({ terms: position.terms, events, basis }, standing, change.from, today);
    if (typeof anew === 'string') throw new ContractChangeOvertaken(anew, last);
    return anew;
  }

  /** The last first, in nobody's name: whoever consents has recorded none of them. @throws ContractChangeOvertaken */
  async takeBack(em: EntityManager, row: LoanRow, anew: readonly Anew[], on: PlainDate): Promise<void> {
    try {
      for (const { of } of anew.toReversed()) await this.movements.reverse(em, undefined, row, of.id, recorded(of), on, REASON);
    } catch (error) {
      if (error instanceof ReversalBlocked) throw new ContractChangeOvertaken('lent', on);
      throw error;
    }
  }

  async bookAnew(em: EntityManager, row: LoanRow, anew: readonly Anew[]): Promise<void> {
    for (const { of, split, effect } of anew)
      await this.movements.record(em, undefined, row, {
        ...recorded({ ...of, ...split, effect: split.prepaidFen > 0 ? effect : null }),
        ...{ replays: of.id, recordedBy: [of.recordedBy, of.recordedByName], reason: REASON },
      });
  }
}

const recorded = ({ on, reference, effect, principalFen, interestFen, linesFen, prepaidFen, penaltyFen }: Standing): Movement => ({
  ...{ kind: 'repayment', on, reference, principalFen: 0 - principalFen, interestFen, linesFen, prepaidFen, penaltyFen },
  ...(effect ? { effect } : {}),
});
