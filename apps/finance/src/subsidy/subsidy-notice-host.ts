import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorFor, type Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { decided } from '@jingzhun/domain/step-refusal';
import {
  NoticeHosts,
  type NoticeHost,
  type NoticeRecord,
  type ObjectionDecision,
  type PostedNotice,
  type PostingAgain,
  type ReturnStep,
} from '@jingzhun/notices';
import { Clock, run } from '@jingzhun/persistence';
import { Advance, type Move } from './advance.js';
import { SUBSIDY_SUBJECT } from './evidence.js';
import { decide } from './lifecycle/decide.js';
import type { SubsidyFacts } from './lifecycle/subsidy-facts.js';
import { isBeforeApproval, RETURN_TARGETS, SubsidyStates, type ReturnTarget } from './lifecycle/subsidy-state.js';
import { assertParcelsFree, isMeasuredAnew } from './parcels/parcels-free.js';
import { Rests } from './rests.js';
import { factsOf, schemeOf, schemesOf, SUBSIDY_COLUMNS, type SubsidyRow } from './subsidy-rows.js';
import { SubsidyNotices } from './subsidy-notices.js';
import { PaymentsTakenOut } from '../payment/payments-taken-out.js';
import { Unwind, UPHELD } from './unwind.js';
import { SUBSIDY_REFUSALS } from './subsidy.errors.js';

interface Found {
  readonly row: SubsidyRow;
  readonly facts: SubsidyFacts;
}

/** What happens to an application when something happens to its notice, in the same transaction. */
@Injectable()
export class SubsidyNoticeHost implements NoticeHost, OnModuleInit {
  constructor(
    @Inject(NoticeHosts) private readonly hosts: NoticeHosts,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SubsidyNotices) private readonly notices: SubsidyNotices,
    @Inject(Advance) private readonly advance: Advance,
    @Inject(Unwind) private readonly unwind: Unwind,
    @Inject(PaymentsTakenOut) private readonly takenOut: PaymentsTakenOut,
    @Inject(Rests) private readonly rests: Rests,
  ) {}

  onModuleInit(): void {
    this.hosts.register(SUBSIDY_SUBJECT, this);
  }

  returnSteps(): readonly ReturnStep[] {
    return RETURN_TARGETS.map((code) => SubsidyStates.get(code));
  }

  async makers(em: EntityManager, { subject }: NoticeRecord): Promise<readonly string[]> {
    const rows = await run<{ actor: string }>(
      em,
      // of a rest also who had a hand in what it is the rest of
      `select distinct e.actor_id as actor from subsidy_event e join subsidy_application a on e.application_id in (a.id, a.rest_of)
       where a.id = $1::uuid and e.actor_id is not null`,
      [subject.id],
    );
    return rows.map(({ actor }) => actor);
  }

  lockBefore(em: EntityManager, { type, id }: NoticeRecord['subject']): Promise<void> {
    return this.takenOut.lock(em, { type, id });
  }

  closed(em: EntityManager, notice: PostedNotice, by: Principal): Promise<void> {
    return this.closedTogether(em, [notice], by);
  }

  async closedTogether(em: EntityManager, notices: readonly PostedNotice[], by: Principal): Promise<void> {
    const { decided: moves } = await this.decide(em, notices, by, 'close');
    await this.advance.take(em, by, moves);
  }

  async postAgain(
    em: EntityManager,
    notices: readonly NoticeRecord[],
    by: Principal,
    { reason, circumstances }: PostingAgain,
  ): Promise<void> {
    const { decided: moves, schemes } = await this.decide(em, notices, by, 'post');
    const rows = moves.map(({ row }) => row);
    const posted = await this.notices.post(em, by, rows, schemes, circumstances);
    await this.advance.take(
      em,
      by,
      moves.map((move) => ({ ...move, reason, changes: { noticeId: posted.get(move.row.id) as string } })),
    );
  }

  /** One step for all applications these notices are about, decided and not yet taken; the applications are locked. */
  private async decide(em: EntityManager, notices: readonly NoticeRecord[], by: Principal, step: 'close' | 'post') {
    const rows = await run<SubsidyRow>(
      em,
      `select ${SUBSIDY_COLUMNS} from subsidy_application a where a.id = any($1::uuid[]) order by a.id for update`,
      [notices.map(({ subject }) => subject.id)],
    );
    if (rows.length < notices.length) throw new Error('a notice names an application that is not there');
    const schemes = await schemesOf(
      em,
      rows.map(({ schemeCode }) => schemeCode),
    );
    const facts = await factsOf(em, rows, schemes);
    const today = plainDateInShanghai(this.clock.now());
    const moves = rows.map((row): Move => {
      const inputs = facts.get(row.id) as SubsidyFacts;
      const way = decided(SUBSIDY_REFUSALS, row.state, () => decide({ step }, inputs, today, actorFor(by)));
      return { row, step, to: way.to, inputs };
    });
    return { decided: moves, schemes };
  }

  async objectionDecided(em: EntityManager, { subject }: NoticeRecord, decision: ObjectionDecision, by: Principal): Promise<void> {
    if (decision.outcome !== 'upheld') return;
    const { effect } = decision;
    const found = await this.lock(em, subject.id);
    const { row, facts } = found.row.state === 'inPayment' ? await this.outOfBatch(em, by, found) : found;
    // whichever of its notices was meant: one may hang again by now. Without a notice it was returned already; what is with the bank stays: its
    // money is claimed back by hand
    if (!row.noticeId || !(isBeforeApproval(row.state) || row.state === 'approved')) {
      // no more of it follows all the same
      await this.rests.endAfter(em, by, [row.id]);
      return;
    }
    const asked =
      effect.kind === 'return' && !isBeyondRest(row, effect.step as ReturnTarget) ? (effect.step as ReturnTarget) : ('rejected' as const);
    // an approval is not taken back piece by piece: it ends, the database frees its money, and the household may apply again
    const to = row.state === 'approved' ? ('rejected' as const) : asked;
    const today = plainDateInShanghai(this.clock.now());
    const way = decided(SUBSIDY_REFUSALS, row.state, () => decide({ step: 'upholdObjection', to }, facts, today));
    const changes = await this.unwind.to(em, by, row, way.to, UPHELD);
    if (isMeasuredAnew(way.to)) await assertParcelsFree(em, [row.id], 'objection');
    await this.advance.take(em, by, [{ row, step: 'upholdObjection', to: way.to, inputs: facts, reason: UPHELD, changes }]);
    if (way.to === 'rejected') await this.rests.endAfter(em, by, [row.id]);
  }

  /** Its batch has not left: the payment comes out and the batch is declared and approved anew. */
  private async outOfBatch(em: EntityManager, by: Principal, { row, facts }: Found): Promise<Found> {
    const isOut = await this.takenOut.takeOut(em, by, { type: SUBSIDY_SUBJECT, id: row.id }, 'objectionUpheld');
    if (!isOut) return { row, facts };
    const { to } = decide({ step: 'release' }, facts, plainDateInShanghai(this.clock.now()));
    const [approved] = (await this.advance.take(em, undefined, [{ row, step: 'release', to, inputs: facts, reason: UPHELD }])) as [
      SubsidyRow,
    ];
    return { row: approved, facts: { ...facts, state: approved.state } };
  }

  private async lock(em: EntityManager, id: string): Promise<Found> {
    const [row] = await run<SubsidyRow>(em, `select ${SUBSIDY_COLUMNS} from subsidy_application a where a.id = $1::uuid for update`, [id]);
    if (!row) throw new Error('a notice names an application that is not there');
    const scheme = await schemeOf(em, row.schemeCode);
    const facts = (await factsOf(em, [row], new Map([[row.schemeCode, scheme]]))).get(id) as SubsidyFacts;
    return { row, facts };
  }
}

/** What a rest is the rest of was applied for and measured before: there is nothing of its own to measure anew. */
const isBeyondRest = ({ restOf }: SubsidyRow, to: ReturnTarget): boolean => restOf !== null && to !== 'accepted';
