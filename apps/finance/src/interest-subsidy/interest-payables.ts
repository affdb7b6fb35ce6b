import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { run } from '@jingzhun/persistence';
import { CorrectionWaits, CutSetOff } from './interest-claim.errors.js';
import { PayableCauses, type Payable, type PayableSource } from '../payment/payable-causes.js';

export const INTEREST_CAUSE = 'interest-claim-line';

const SAME_QUARTER = 'from interest_claim_line l where l.id = $1::uuid and o.loan_id = l.loan_id and o.quarter = l.quarter';
/** Worked out on what is given up. */
const WAITING_CORRECTION = `select from interest_claim_line o where o.result = 'corrected' and o.state = 'open' and exists (select ${SAME_QUARTER})`;
const END_CUTS = `update interest_claim_line o set state = 'givenUp' ${SAME_QUARTER} and o.state = 'settled' and o.cut_fen > 0 returning o.id`;
/** Its later subsidies were lowered by more than it has had too much. */
const SET_OFF_TOO_MUCH = `select from interest_claim_line o join interest_claim_line l on l.household_id = o.household_id
  where l.id = $1::uuid and o.state not in ('open', 'refused', 'givenUp') having sum(o.cut_fen - o.set_off_fen) < 0`;

/** Granted interest subsidies offered for payment to the households that have paid the interest, and what became of their money. */
@Injectable()
export class InterestPayables implements PayableSource, OnModuleInit {
  readonly causeType = INTEREST_CAUSE;
  readonly benefit = 'interestSubsidy';

  constructor(@Inject(PayableCauses) private readonly causes: PayableCauses) {}

  onModuleInit(): void {
    this.causes.register(this);
  }

  waiting(em: EntityManager, fundCode: string, causeIds?: readonly string[]): Promise<Payable[]> {
    return run<Payable>(
      em,
      `select l.id as "causeId", l.household_id as "householdId", null as "personId", l.village_code as "villageCode", l.household_number as "householdNumber",
         l.head_name as "headName", (l.granted_fen - l.set_off_fen)::float8 as "amountFen", c.decided_by as "decidedBy"
       from interest_claim_line l join interest_claim c on c.id = l.claim_id
       where c.fund_code = $1 and l.state = 'granted' and ($2::uuid[] is null or l.id = any ($2::uuid[])) order by l.id for update of l`,
      [fundCode, causeIds ?? null],
    );
  }

  taken(em: EntityManager, ids: readonly string[]): Promise<void> {
    return this.move(em, ids, 'taken');
  }

  released(em: EntityManager, ids: readonly string[]): Promise<void> {
    return this.move(em, ids, 'granted');
  }

  paid(em: EntityManager, ids: readonly string[], on: PlainDate): Promise<void> {
    return this.move(em, ids, 'paid', on);
  }

  returned(em: EntityManager, ids: readonly string[]): Promise<void> {
    return this.move(em, ids, 'returned');
  }

  /** Nothing of the quarter was too much any more. @throws CorrectionWaits, CutSetOff */
  async givenUp(em: EntityManager, id: string): Promise<void> {
    if ((await run(em, WAITING_CORRECTION, [id])).length > 0) throw new CorrectionWaits();
    await this.move(em, [id], 'givenUp');
    const cuts = await run(em, END_CUTS, [id]);
    if (cuts.length > 0 && (await run(em, SET_OFF_TOO_MUCH, [id])).length > 0) throw new CutSetOff();
  }

  /** From where is the database's to refuse. */
  private async move(em: EntityManager, ids: readonly string[], state: string, paidOn: PlainDate | null = null): Promise<void> {
    await run(em, 'update interest_claim_line set state = $2, paid_on = $3::date where id = any ($1::uuid[])', [ids, state, paidOn]);
  }
}
