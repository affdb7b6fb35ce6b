import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { ADVISORY_LOCKS, run } from '@jingzhun/persistence';
import { endsCuts } from './correction.rules.js';
import { INTEREST_CAUSE, InterestBook } from './interest-book.js';
import { CorrectionWaits } from './interest-claim.errors.js';
import { overpaidOf } from './overpaid-interest.js';
import { PayableCauses, type Payable, type PayableSource } from '../payment/payable-causes.js';

const SAME_QUARTER = 'from interest_claim_line l where l.id = $1::uuid and o.loan_id = l.loan_id and o.quarter = l.quarter';
/** Worked out on what is given up. */
const WAITING_CORRECTION = `select from interest_claim_line o where o.result = 'corrected' and o.state = 'open' and exists (select ${SAME_QUARTER})`;
const CUTS = `select coalesce(sum(o.cut_fen) filter (where o.state = 'settled'), 0)::float8 as "cutFen", l.household_id as "householdId",
    coalesce(sum(o.granted_fen) filter (where o.state not in ('givenUp', 'refused')), 0)::float8 as "restFen" from interest_claim_line l
  left join interest_claim_line o on o.loan_id = l.loan_id and o.quarter = l.quarter and o.id <> l.id where l.id = $1::uuid group by l.household_id`;
const END_CUTS = `update interest_claim_line o set state = 'givenUp' ${SAME_QUARTER} and o.state = 'settled' and o.cut_fen > 0 returning o.id`;

/** Granted interest subsidies offered for payment to the households that have paid the interest, and what became of their money. */
@Injectable()
export class InterestPayables implements PayableSource, OnModuleInit {
  readonly causeType = INTEREST_CAUSE;
  readonly benefit = 'interestSubsidy';

  constructor(
    @Inject(PayableCauses) private readonly causes: PayableCauses,
    @Inject(InterestBook) private readonly book: InterestBook,
  ) {}

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

  /**
   * More would be cut than is granted for the quarter: its cuts end. Where they have lowered a later subsidy or were paid back they
   * stand, less than nothing was granted for the quarter then, and who claims it again is granted that as well.
   *
   * @throws CorrectionWaits
   */
  async givenUp(em: EntityManager, id: string, by: Principal): Promise<void> {
    await run(em, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.interestSums]);
    if ((await run(em, WAITING_CORRECTION, [id])).length > 0) throw new CorrectionWaits();
    await this.move(em, [id], 'givenUp');
    const [cuts] = await run<{ cutFen: number; restFen: number; householdId: string }>(em, CUTS, [id]);
    const { cutFen, restFen, householdId } = cuts as NonNullable<typeof cuts>;
    const isOpen = endsCuts(cutFen, (await overpaidOf(em, [householdId])).get(householdId) ?? 0, restFen);
    const ended = isOpen ? await run<{ id: string }>(em, END_CUTS, [id]) : [];
    await this.book.end(em, by, [id, ...ended.map((line) => line.id)]);
  }

  /** From where is the database's to refuse. */
  private async move(em: EntityManager, ids: readonly string[], state: string, paidOn: PlainDate | null = null): Promise<void> {
    await run(em, 'update interest_claim_line set state = $2, paid_on = $3::date where id = any ($1::uuid[])', [ids, state, paidOn]);
  }
}
