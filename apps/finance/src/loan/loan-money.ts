import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { LoanDisbursedV1 } from '@jingzhun/events/finance/loan-disbursed.v1';
import { LoanMovementReversedV1 } from '@jingzhun/events/finance/loan-movement-reversed.v1';
import { LoanRepaidV1 } from '@jingzhun/events/finance/loan-repaid.v1';
import { Outbox } from '@jingzhun/messaging';
import { Clock, Database, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { AdvanceLoan } from './advance-loan.js';
import { findRecorded } from './recorded-movements.js';
import { REVERSIBLE, type LastMovement } from './lifecycle/loan-facts.js';
import { isRunning, LATE, RUNNING } from './lifecycle/loan-state.js';
import { LoanMovements, type Movement, type MovementKind } from './loan-movements.js';
import { LoanOutcomes } from './loan-outcomes.js';
import { factsOf, LOAN_COLUMNS, lockLoan, type LoanRow } from './loan-rows.js';
import type { DrawRequest, RepayRequest } from './loan-requests.dto.js';
import { LoanDateRefused, LoanStepNotPossible, MoreThanApproved, MoreThanOwed, OnlyLastReversed } from './loan.errors.js';
import { WaiverTooMuch } from './penalty-waiver.errors.js';
import { waiverOf } from './penalty-waiver.rules.js';
import { payoffOn, splitRepayment, type Position } from './repayment.rules.js';
import { isLateOn, lastDayOf, positionOf, rewriteSchedule } from './schedule-store.js';

/** Why, and how much of the penalty; absent: all that was asked for or is owed. */
interface Waiver {
  readonly reason: string | undefined;
  readonly amountFen: number | undefined;
}

/** Money out and back. Everything is recorded once under the bank's own number, in the order of its days. */
@Injectable()
export class LoanMoney {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(AdvanceLoan) private readonly advance: AdvanceLoan,
    @Inject(LoanMovements) private readonly movements: LoanMovements,
    @Inject(LoanOutcomes) private readonly outcomes: LoanOutcomes,
  ) {}

  /** @throws LoanNotFound, MoreThanApproved, LoanDateRefused, ReferenceUsed, and as AdvanceLoan.take */
  draw(principal: Principal, id: string, request: DrawRequest): Promise<void> {
    return this.alone(principal, (em, policy) => this.drawWithin(em, principal, id, request, policy));
  }

  /** As `draw`, in the caller's transaction. */
  drawWithin(
    em: EntityManager,
    principal: Principal,
    id: string,
    { on, amountFen, reference }: DrawRequest,
    policy: PolicySnapshot,
  ): Promise<void> {
    return this.once(em, id, 'drawing', { on, amountFen, reference }, async (row) => {
      // whoever had paid what was due on the day of the drawing was lent to, whatever has fallen due since
      const isLate = await isLateOn(em, row, on);
      const decision = await this.advance.decide(em, principal, row, { step: 'draw', facts: { isLate } }, policy);
      if (row.maturesOn && on >= row.maturesOn) throw new LoanDateRefused('over', row.maturesOn);
      if (amountFen > row.reservedFen) throw new MoreThanApproved(row.reservedFen);
      const movement: Movement = { kind: 'drawing', on, reference, principalFen: amountFen, reservedFen: -amountFen };
      const drawingId = await this.movements.record(em, principal, row, movement);
      await this.advance.write(em, principal, row, decision, policy);
      await rewriteSchedule(em, row);
      this.outbox.add(em, LoanDisbursedV1, {
        division: row.villageCode as never,
        orderingKey: row.id,
        data: {
          ...{ loanId: row.id as never, drawingId: drawingId as never, householdId: row.householdId as never, bankCode: row.bankCode },
          ...{ product: row.product, principalFen: amountFen as never, disbursedOn: on, maturesOn: row.maturesOn as PlainDate },
        },
      });
    });
  }

  /** @throws LoanNotFound, MoreThanOwed, LoanDateRefused, ReferenceUsed, and as AdvanceLoan.take */
  repay(principal: Principal, id: string, request: RepayRequest): Promise<void> {
    return this.alone(principal, (em, policy) => this.repayWithin(em, principal, id, request, policy));
  }

  /** As `repay`, in the caller's transaction. */
  repayWithin(
    em: EntityManager,
    principal: Principal,
    id: string,
    { on, amountFen, reference, effect }: RepayRequest,
    policy: PolicySnapshot,
  ): Promise<void> {
    return this.once(em, id, 'repayment', { on, amountFen, reference }, async (row) => {
      const decision = await this.advance.decide(em, principal, row, { step: 'repay' }, policy);
      const position = (await positionOf(em, row, policy)) as Position;
      const split = splitRepayment(position, on, amountFen, effect);
      if (!split) throw new MoreThanOwed(payoffOn(position, on));
      const { principalFen, interestFen, linesFen, prepaidFen, penaltyFen } = split;
      const used = { principalFen: 0 - principalFen, interestFen, linesFen, prepaidFen, penaltyFen };
      await this.movements.record(em, principal, row, { kind: 'repayment', on, reference, ...used, ...(prepaidFen > 0 ? { effect } : {}) });
      await this.advance.write(em, principal, row, decision, policy);
      if (prepaidFen > 0) await rewriteSchedule(em, row);
      await this.follow(em, principal, row, on, policy);
    });
  }

  /**
   * The last movement, recorded by mistake: another person records the opposite, nothing is removed. Lines, lateness, the fund's share and
   * the book follow. @throws OnlyLastReversed, ReversalBlocked, RiskFundSpent, LeverageUsedUp
   */
  async reverse(principal: Principal, id: string, movementId: string, reason: string): Promise<void> {
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    await this.database.transaction(sessionOf(principal), async (em) => {
      const row = await lockLoan(em, id);
      const [last] = await run<Movement & { id: string }>(em, LAST, [id]);
      if (last?.id !== movementId || !isReversible(last.kind)) throw new OnlyLastReversed();
      const on = plainDateInShanghai(this.clock.now());
      // what lapsed with the end of the loan does not come back: it would have to be approved anew
      const decision = await this.advance.decide(em, principal, row, { step: 'reverse', reason }, policy);
      // a cap raised since the approval holds: what is owed in truth can be written down again
      await run(em, 'update household_credit set cap_fen = $2 where household_id = $1::uuid and cap_fen < $2', [
        ...[row.householdId, policy.value('loan.household.capFen')],
      ]);
      const undo = () => this.movements.reverse(em, principal, row, movementId, last, on, reason);
      const step = () => this.advance.write(em, principal, row, decision, policy);
      // where nothing may be owed the loan leaves before it owes again; it is approved only once nothing is drawn
      for (const act of last.kind === 'drawing' ? [undo, step] : [step, undo]) await act();
      await rewriteSchedule(em, row);
      await this.assess(em, row);
      if (decision.way.from === 'repaid') this.outcomes.reopened(em, row, movementId, on);
      // nobody was told of a waiver
      if (last.kind === 'waiver') return;
      this.outbox.add(em, LoanMovementReversedV1, {
        division: row.villageCode as never,
        orderingKey: row.id,
        data: {
          loanId: row.id as never,
          movementId: movementId as never,
          kind: last.kind,
          householdId: row.householdId as never,
          reversedOn: on,
        },
      });
    });
  }

  /** A clerk of the bank asks to give up the penalty, or so much of it. @throws WaiverTooMuch */
  async askPenaltyWaiver(
    em: EntityManager,
    principal: Principal,
    row: LoanRow,
    { reason, amountFen }: Waiver,
    policy: PolicySnapshot,
  ): Promise<void> {
    const decision = await this.advance.decide(em, principal, row, { step: 'askPenaltyWaiver', reason, askedFen: amountFen }, policy);
    const { penaltyOwedFen } = decision.facts;
    if (amountFen !== undefined && amountFen > penaltyOwedFen) throw new WaiverTooMuch(penaltyOwedFen);
    await this.advance.write(em, principal, row, decision, policy);
  }

  /**
   * So much of what is owed of the penalty today is given up, by another clerk of the bank than who asked for it, and not more than he
   * asked for; whoever owes nothing else is done. @throws WaiverTooMuch
   */
  async waivePenalty(
    em: EntityManager,
    principal: Principal,
    row: LoanRow,
    { reason, amountFen }: Waiver,
    policy: PolicySnapshot,
  ): Promise<void> {
    const on = plainDateInShanghai(this.clock.now());
    const decision = await this.advance.decide(em, principal, row, { step: 'waivePenalty', reason }, policy);
    const grantableFen = waiverOf(decision.facts)?.grantableFen ?? 0;
    const penaltyFen = amountFen ?? grantableFen;
    if (penaltyFen > grantableFen) throw new WaiverTooMuch(grantableFen);
    await this.movements.record(em, principal, row, {
      ...{ kind: 'waiver', on, reference: `waiver ${row.version}`, penaltyFen, ...(reason === undefined ? {} : { reason }) },
    });
    await this.advance.write(em, principal, row, decision, policy);
    if (isRunning(row.state)) await this.follow(em, principal, row, on, policy);
  }

  /** What a later word about penalty interest leaves of loans that owed nothing else: with nothing left they are done. The loans are locked. */
  async settleBare(em: EntityManager, on: PlainDate, policy: PolicySnapshot): Promise<void> {
    const rows = await run<LoanRow>(em, BARE, [RUNNING]);
    for (const row of rows) await this.follow(em, undefined, row, on, policy);
  }

  /** Caught up, or paid back: what follows from the money, or without an officer from the day or another contract. */
  async follow(em: EntityManager, principal: Principal | undefined, row: LoanRow, on: PlainDate, policy: PolicySnapshot): Promise<void> {
    const today = plainDateInShanghai(this.clock.now());
    const facts = await factsOf(em, row, today, policy);
    if (facts.isPaidBack) {
      if (row.reservedFen > 0)
        await this.movements.record(em, principal, row, {
          kind: 'lapse',
          on: today,
          reference: `settle ${row.version}`,
          reservedFen: -row.reservedFen,
        });
      await this.advance.take(em, undefined, row, { step: 'settle' }, policy);
      this.outbox.add(em, LoanRepaidV1, {
        division: row.villageCode as never,
        orderingKey: row.id,
        data: {
          ...{ loanId: row.id as never, householdId: row.householdId as never, repaidOn: on, loanVersion: row.version },
          ...{ penaltyPaidFen: row.penaltyPaidFen as never, penaltyWaivedFen: row.penaltyWaivedFen as never },
        },
      });
    } else if (!facts.isLate && (LATE as readonly string[]).includes(row.state)) {
      await this.advance.take(em, undefined, row, { step: 'catchUp' }, policy);
      await this.outcomes.caughtUp(em, [row], on);
    }
    await this.assess(em, row);
  }

  /** How late one loan is now; the sweep of the day asks the same of all. */
  async assess(em: EntityManager, row: LoanRow): Promise<void> {
    if (!isRunning(row.state)) return this.clearLateness(em, row);
    const today = plainDateInShanghai(this.clock.now());
    const policy = await this.policies.snapshot(today, this.pack.county);
    await run(em, `${ASSESS} and l.id = $3::uuid`, [today, policy.value('loan.bucketDays'), row.id]);
  }

  async clearLateness(handle: Handle, { id }: LoanRow): Promise<void> {
    await run(
      handle,
      'update loan set overdue_since = null, overdue_principal_fen = 0, overdue_interest_fen = 0, bucket = 0 where id = $1::uuid',
      [id],
    );
  }

  /** @throws LoanDateRefused */
  async assertDay(handle: Handle, row: LoanRow, on: PlainDate): Promise<void> {
    const today = plainDateInShanghai(this.clock.now());
    if (on > today) throw new LoanDateRefused('future', today);
    const last = await lastDayOf(handle, row.id);
    if (last && on < last) throw new LoanDateRefused('earlier', last);
  }

  private async alone(principal: Principal, work: (em: EntityManager, policy: PolicySnapshot) => Promise<void>): Promise<void> {
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    await this.database.transaction(sessionOf(principal), (em) => work(em, policy));
  }

  private async once(
    em: EntityManager,
    id: string,
    kind: 'drawing' | 'repayment',
    asked: { on: PlainDate; amountFen: number; reference: string },
    work: (row: LoanRow) => Promise<void>,
  ): Promise<void> {
    const row = await lockLoan(em, id);
    if (await findRecorded(em, id, kind, asked)) return;
    if (kind === 'repayment' && !isRunning(row.state)) throw new LoanStepNotPossible(row.state);
    await this.assertDay(em, row, asked.on);
    await work(row);
  }
}

const isReversible = (kind: MovementKind): kind is LastMovement['kind'] => (REVERSIBLE as readonly string[]).includes(kind);

const LAST = `select m.id, m.kind, m.on_date::text as on, m.reference, m.principal_fen::float8 as "principalFen", m.interest_fen::float8 as "interestFen", m.lines_fen::float8 as "linesFen",
    m.prepaid_fen::float8 as "prepaidFen", m.reserved_fen::float8 as "reservedFen",
    m.lost_fen::float8 as "lostFen", m.fund_fen::float8 as "fundFen", m.recovered_fen::float8 as "recoveredFen", m.penalty_fen::float8 as "penaltyFen"
  from loan_movement m
  where m.loan_id = $1::uuid and m.kind not in ('reversal', 'lapse') and not exists (select from loan_movement r where r.reverses = m.id)
  order by m.position desc limit 1`;

/** All principal and every line is paid: only penalty interest keeps them running. */
const BARE = `select ${LOAN_COLUMNS} from loan l where l.state = any ($1::text[]) and l.drawn_fen > 0 and l.outstanding_fen = 0
    and not exists (select from loan_instalment i where i.loan_id = l.id and i.cumulative_fen > l.lines_paid_fen)
  order by l.id for update`;

/** One statement for any number of loans: lines in order, interest before principal; a line is not late on its due date. $1 day, $2 limits. */
export const ASSESS = `update loan l set overdue_since = a.since, overdue_principal_fen = a.principal, overdue_interest_fen = a.open - a.principal, assessed_on = $1::date,
    bucket = case when a.since is null then 0 else 1 + (select count(*)::int from unnest($2::int[]) as limits (days) where $1::date - a.since > limits.days) end
  from (
    select o.id, min(i.due_on) filter (where i.open > 0) as since, coalesce(sum(i.open), 0) as open, coalesce(sum(least(i.principal_fen, i.open)), 0) as principal
    from loan o left join lateral (
      select i.due_on, i.principal_fen, least(i.principal_fen + i.interest_fen, greatest(0, i.cumulative_fen - o.lines_paid_fen)) as open
      from loan_instalment i where i.loan_id = o.id and i.due_on < $1::date) i on true
    where o.state in ('drawn', 'repaying', 'extended', 'overdue', 'collection') group by o.id) a
  where l.id = a.id`;
