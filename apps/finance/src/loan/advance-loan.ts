import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog, type AuditEntry } from '@jingzhun/audit';
import { actorFor, type Principal } from '@jingzhun/auth';
import { kebab } from '@jingzhun/domain/lifecycle';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { decided } from '@jingzhun/domain/step-refusal';
import { Clock, newId, run } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import { decide } from './lifecycle/decide.js';
import type { Transition } from './lifecycle/lifecycle.js';
import type { LoanFacts } from './lifecycle/loan-facts.js';
import type { LoanState, LoanStep } from './lifecycle/loan-state.js';
import { NEEDS } from './lifecycle/needs.js';
import { appliedIds, factsOf, type LoanRow } from './loan-rows.js';
import { LOAN_REFUSALS, LoanReasonNeeded, LoanStepNotYet } from './loan.errors.js';

export interface Move {
  step: LoanStep;
  reason?: string | undefined;
  /** How much of the penalty is asked to be waived; absent: all of it. */
  askedFen?: number | undefined;
  /** What the decision rests on changes with the step itself: what was recovered counts already. */
  facts?: Partial<LoanFacts>;
}

/** What was decided and on what; taken by `write`, often after the money that belongs to it. */
export interface Decision {
  way: Transition;
  facts: LoanFacts;
  reason?: string | undefined;
  askedFen?: number | undefined;
}

/** Steps by which a household owes more, or for longer: not while it is being decided that it used a loan otherwise. */
const LENDS: readonly LoanStep[] = ['approve', 'draw', 'extend'];

/**
 * Approvals of a household, of those who live in it and of the borrower one after the other; a drawing and an extension wait for whoever
 * decides about misuse, and for nobody else: two banks do not wait for each other there.
 */
async function takeTurn(em: EntityManager, { id, householdId }: LoanRow, step: LoanStep): Promise<void> {
  await run(em, 'select from household_credit where household_id = $1::uuid for key share', [householdId]);
  await run(em, 'select loan_takes_turn($1::uuid, $2)', [id, step === 'approve']);
}

/** Decides a step and takes it: the loan, its history and the audit record, in the caller's transaction. */
@Injectable()
export class AdvanceLoan {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * @param by absent: the system
   * @throws LoanStepNotPossible, NotYourLoanStep, LoanStepNotYet, LoanReasonNeeded
   */
  async take(em: EntityManager, by: Principal | undefined, row: LoanRow, move: Move, policy: PolicySnapshot): Promise<LoanState> {
    const decision = await this.decide(em, by, row, move, policy);
    await this.write(em, by, row, decision, policy);
    return decision.way.to;
  }

  /** Whether it could be taken, without taking it: before money moves. */
  async decide(
    em: EntityManager,
    by: Principal | undefined,
    row: LoanRow,
    { step, reason, askedFen, facts: changed }: Move,
    policy: PolicySnapshot,
  ): Promise<Decision> {
    const today = plainDateInShanghai(this.clock.now());
    if (LENDS.includes(step)) await takeTurn(em, row, step);
    const facts = { ...(await factsOf(em, row, today, policy)), ...changed };
    const way = decided(LOAN_REFUSALS, row.state, () => decide(step, facts, today, by && actorFor(by)));
    if (way.reason === 'needed' && by && !reason) throw new LoanReasonNeeded();
    return { way, facts, reason, askedFen };
  }

  /** The row's own state and version follow, so that another step can be taken in the same transaction. */
  async write(
    em: EntityManager,
    by: Principal | undefined,
    row: LoanRow,
    {
      way: { step, from, to },
      facts,
      reason,
      askedFen,
    }: Omit<Decision, 'way' | 'facts'> & { way: Pick<Transition, 'step' | 'from' | 'to'>; facts: object },
    policy: PolicySnapshot,
  ): Promise<void> {
    const at = this.clock.now();
    await used(
      run(
        em,
        `insert into loan_event (id, loan_id, position, bank_code, village_code, step, from_state, to_state, actor_id, actor_name, at, reason, inputs, policy_parameter_ids, asked_fen)
       values ($1::uuid, $2::uuid, coalesce((select max(position) from loan_event where loan_id = $2::uuid), 0) + 1, $3, $4, $5, $6, $7, nullif($8, '')::uuid, nullif($9, ''), $10::timestamptz,
         nullif($11, ''), $12::jsonb, $13::uuid[], nullif($14::bigint, 0))`,
        [
          ...[newId(this.clock), row.id, row.bankCode, row.villageCode, step, from, to, by?.accountId ?? '', by?.name ?? ''],
          ...[at.toISOString(), reason?.replaceAll(/\s+/g, ' ') ?? '', JSON.stringify(facts), appliedIds(policy)],
          askedFen ?? 0,
        ],
      ),
    );
    if (step !== 'apply') {
      const collecting = to === 'collection' || (step !== 'catchUp' && row.collectionSince !== null);
      const collectionSince = collecting ? (row.collectionSince ?? plainDateInShanghai(at)) : null;
      await run(
        em,
        `update loan set state = $2, state_since = case when state = $2 then state_since else $3::timestamptz end, collection_since = nullif($4, '')::date, version = version + 1
         where id = $1::uuid`,
        [row.id, to, at.toISOString(), collectionSince ?? ''],
      );
      Object.assign(row, { state: to, version: row.version + 1, collectionSince });
    }
    await this.note(em, by, row.id, { step, from, to });
  }

  /**
   * What a new day brings to many loans at once, in two statements: it follows from lateness alone, so that is all it is decided on.
   * @throws LoanStepNotPossible, LoanStepNotYet
   */
  async takeMany(
    em: EntityManager,
    moves: readonly { row: LoanRow; step: 'fallOverdue' | 'catchUp' }[],
    policy: PolicySnapshot,
  ): Promise<void> {
    if (moves.length === 0) return;
    const at = this.clock.now();
    const taken = moves.map(({ row, step }) => {
      const { state, overdueSince, overduePrincipalFen, overdueInterestFen, isExtended } = row;
      const facts = { state, isLate: overdueSince !== null, isExtended, overdueSince, overduePrincipalFen, overdueInterestFen };
      return { row, facts, way: decide(step, facts as unknown as LoanFacts, plainDateInShanghai(at)) };
    });
    await run(
      em,
      `insert into loan_event (id, loan_id, position, bank_code, village_code, step, from_state, to_state, at, inputs, policy_parameter_ids)
       select m.id, m.loan_id, coalesce((select max(position) from loan_event e where e.loan_id = m.loan_id), 0) + 1, l.bank_code, l.village_code, m.step, m.from_state, m.to_state,
         $1::timestamptz, m.inputs::jsonb, $2::uuid[]
       from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[]) as m (id, loan_id, step, from_state, to_state, inputs) join loan l on l.id = m.loan_id`,
      [
        ...[at.toISOString(), appliedIds(policy), taken.map(() => newId(this.clock)), taken.map(({ row }) => row.id)],
        ...[taken.map(({ way }) => way.step), taken.map(({ way }) => way.from), taken.map(({ way }) => way.to)],
        taken.map(({ facts }) => JSON.stringify(facts)),
      ],
    );
    await run(
      em,
      `update loan l set state = m.to_state, state_since = $1::timestamptz, collection_since = null, version = l.version + 1
       from unnest($2::uuid[], $3::text[]) as m (id, to_state) where l.id = m.id`,
      [at.toISOString(), taken.map(({ row }) => row.id), taken.map(({ way }) => way.to)],
    );
    await this.audit.recordMany(
      em,
      taken.map(({ row, way }) => entryOf(undefined, row.id, way)),
    );
  }

  private async note(em: EntityManager, by: Principal | undefined, id: string, way: Way): Promise<void> {
    await this.audit.record(em, entryOf(by, id, way));
  }
}

/** The database also knows of misuse in an area from which the household has moved. @throws LoanStepNotYet */
async function used<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (!/used money otherwise/.test(String(error))) throw error;
    throw new LoanStepNotYet([{ code: kebab('usedAsAgreed'), met: false, ...NEEDS.usedAsAgreed.missing() }]);
  }
}

type Way = Pick<Transition, 'step' | 'from' | 'to'>;

const entryOf = (by: Principal | undefined, id: string, { step, from, to }: Way): AuditEntry => ({
  ...(by ? { actor: actorOf(by) } : {}),
  action: `loan.${kebab(step)}`,
  objectType: 'loan',
  objectId: id,
  result: 'success',
  detail: { from, to },
});
