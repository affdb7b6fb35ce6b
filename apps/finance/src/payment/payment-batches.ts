import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { may, NotPermitted, type Principal } from '@jingzhun/auth';
import { kebab } from '@jingzhun/domain/lifecycle';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { staleVersion } from '@jingzhun/service-shell';
import { assertWholeCounty } from '../whole-county/whole-county.js';
import { fundAccount } from '../budget/budget.service.js';
import { assertFundPays, isEarmarked } from '../budget/fund-purposes.js';
import { Ledger } from '../ledger/ledger.js';
import { pair } from '../ledger/posting.js';
import { assertInstitutions, insertPayments } from './batch-payments.js';
import { assertDeclared, assertSame, totalsOf } from './batch-totals.js';
import { assertWithinCaps, withinCaps } from './batch-caps.js';
import { assertReachable } from './closed-accounts.js';
import { Obligations } from './obligations.js';
import { assertPayeesAnswered } from './payee-findings.js';
import { assertPayees, PIN, UNPIN } from './payees.js';
import { accountsOwedOn } from './payable-accounts.js';
import { PayableCauses, type Benefit } from './payable-causes.js';
import type { AddPaymentsRequest, BatchTotals, CreateBatchRequest } from './payment.dto.js';
import { assertNoneStopped, stoppedChoices } from './stopped-payments.js';
import { PaymentsStopped } from './stopped-payments.errors.js';
import { BatchNotFound, CauseNotWaiting, NothingToPay, SamePersonInBatch, StepNotPossible } from './payment.errors.js';
import { APART, findBatchTransition, type BatchDeed, type BatchPart, type BatchState, type BatchStep } from './payment-lifecycle.js';

export interface BatchRow {
  id: string;
  number: number;
  title: string;
  benefit: string;
  fundCode: string;
  state: BatchState;
  count: number | null;
  sumFen: number | null;
  digest: string | null;
  approvedDigest: string | null;
  enteredBy: string;
  approvedBy: string | null;
  version: number;
}

/** From a draft to the approval: what is in a batch, its declared totals, who answers for it. */
@Injectable()
export class PaymentBatches {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(PayableCauses) private readonly causes: PayableCauses,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(Obligations) private readonly obligations: Obligations,
  ) {}

  /** @returns id of the batch. @throws FundNotFound, FundOfOtherPurpose, WholeCountyOnly */
  async create(principal: Principal, { title, benefit, fundCode }: CreateBatchRequest): Promise<string> {
    assertWholeCounty(principal);
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    return this.database.transaction(sessionOf(principal), async (em) => {
      const id = newId(this.clock);
      await this.assertFund(em, policy, fundCode, benefit);
      await run(
        em,
        `insert into payment_batch (id, title, benefit, fund_code, state, entered_by, entered_by_name, entered_at)
         values ($1::uuid, $2, $3, $4, 'draft', $5::uuid, $6, $7::timestamptz)`,
        [id, title, benefit, fundCode, principal.accountId, principal.name, this.clock.now().toISOString()],
      );
      await this.log(em, principal, 'create', id);
      return id;
    });
  }

  /** What was chosen, all or none; everything that waits, without what must not be paid now, and without what passes a household's cap in one batch: that waits for the next. @throws NothingToPay, CauseNotWaiting, PaymentsStopped, SamePersonInBatch, BatchCapPassed */
  add(principal: Principal, batchId: string, version: number, { causeType, causeIds }: AddPaymentsRequest): Promise<void> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      const batch = await this.lock(em, principal, batchId, version);
      if (batch.state !== 'draft') throw new StepNotPossible(batch.state);
      await this.assertApart(em, principal, batchId, 'enters');
      const source = this.causes.find(causeType);
      if (!source || source.benefit !== batch.benefit) throw new NothingToPay();
      const offered = await source.waiting(em, batch.fundCode, causeIds);
      if (causeIds && offered.length < new Set(causeIds).size) throw new CauseNotWaiting(new Set(causeIds).size - offered.length);
      const ids = offered.map(({ causeId }) => causeId);
      const stops = await source.stopped?.(em, ids);
      const waiting = stops ? offered.filter(({ causeId }) => !stops.has(causeId)) : offered;
      if (stops?.size && (causeIds || waiting.length === 0)) throw new PaymentsStopped(stoppedChoices(causeIds ?? ids, stops));
      if (waiting.length === 0) throw new NothingToPay();
      const added = await withinCaps(em, source, batchId, waiting, causeIds !== undefined);
      await insertPayments(em, this.clock, { batchId, causeType, addedBy: principal.accountId }, added);
      await source.taken(
        em,
        added.map(({ causeId }) => causeId),
      );
      await this.touch(em, batchId);
      await this.log(em, principal, 'add', batchId, { payments: added.length, forTheNext: waiting.length - added.length });
    });
  }

  /** @throws TotalsDiffer when what is declared is not what is there, PaymentsStopped, BatchCapPassed, InstitutionsFirst, AccountsMissing, AccountsClosed */
  declare(principal: Principal, batchId: string, version: number, totals: BatchTotals): Promise<void> {
    return this.step(principal, batchId, version, 'declare', async (em) => {
      const counted = await totalsOf(em, batchId);
      if (counted.count === 0) throw new NothingToPay();
      assertSame(counted, totals);
      await assertNoneStopped(em, this.causes, batchId, 'prepared');
      await assertInstitutions(em, this.causes, batchId);
      await assertWithinCaps(em, batchId);
      await assertReachable(em, batchId, ['prepared']);
      await run(em, PIN, [batchId]);
      await run(
        em,
        `update payment_batch set declared_count = $2, declared_sum_fen = $3, declared_digest = $4, declared_at = $5::timestamptz, declared_by = $6::uuid, declared_by_name = $7
         where id = $1::uuid`,
        [batchId, totals.count, totals.sumFen, totals.digest, this.clock.now().toISOString(), principal.accountId, principal.name],
      );
    });
  }

  reopen(principal: Principal, batchId: string, version: number, reason: string): Promise<void> {
    return this.step(principal, batchId, version, 'reopen', (em) => run(em, UNPIN, [batchId]), reason);
  }

  /** Also an approval already given, before the batch has left. */
  refuse(principal: Principal, batchId: string, version: number, reason: string): Promise<void> {
    return this.step(principal, batchId, version, 'refuse', (em) => this.obligations.backToDraft(em, batchId), reason);
  }

  /** Money is owed from now on: one ledger entry a payment, fund against payable. @throws TotalsDiffer, PaymentsStopped, PayeesChanged, PayeesUnanswered */
  approve(principal: Principal, batchId: string, version: number): Promise<void> {
    return this.step(principal, batchId, version, 'approve', async (em, batch) => {
      const counted = await totalsOf(em, batchId);
      assertDeclared(counted, batch);
      await assertNoneStopped(em, this.causes, batchId, 'prepared');
      await assertPayees(em, batchId, 'prepared');
      await assertPayeesAnswered(em, batchId, false);
      const at = this.clock.now();
      await run(
        em,
        'update payment_batch set approved_by = $2::uuid, approved_by_name = $3, approved_at = $4::timestamptz, approved_digest = $5 where id = $1::uuid',
        [batchId, principal.accountId, principal.name, at.toISOString(), counted.digest],
      );
      type Row = { id: string; causeType: string; causeId: string; village: string; household: string; amount: number | string };
      const rows = await run<Row>(
        em,
        `update payment set state = 'approved', changed_at = $2::timestamptz where batch_id = $1::uuid
         returning id, cause_type as "causeType", cause_id as "causeId", village_code as village, household_id as household, amount_fen as amount`,
        [batchId, at.toISOString()],
      );
      const { codeOf, accounts } = await accountsOwedOn(em, this.causes, batch.benefit, rows);
      await this.ledger.open(em, accounts);
      await this.ledger.postMany(
        em,
        rows.map(({ id, village, household, amount }) => ({
          on: plainDateInShanghai(at),
          kind: 'obligation',
          cause: { type: 'payment', id },
          text: batch.title,
          lines: pair(fundAccount(batch.fundCode), codeOf.get(id) as string, Number(amount), {
            placeCode: village,
            householdId: household,
          }),
        })),
        principal,
      );
    });
  }

  cancel(principal: Principal, batchId: string, version: number, reason: string): Promise<void> {
    return this.step(
      principal,
      batchId,
      version,
      'cancel',
      async (em) => {
        const rows = await run<{ type: string; id: string; payment: string }>(
          em,
          'delete from payment where batch_id = $1::uuid returning cause_type as type, cause_id as id, id as payment',
          [batchId],
        );
        // an approval has stood over it once
        await this.obligations.end(
          em,
          principal,
          rows.map(({ payment }) => payment),
          '付款批次作废，冲销应付',
        );
        for (const type of new Set(rows.map((row) => row.type)))
          await this.causes.get(type).released(
            em,
            rows.filter((row) => row.type === type).map(({ id }) => id),
          );
      },
      reason,
    );
  }

  /** Locks the batch, checks who and from where, does the work, moves the state. */
  step(
    principal: Principal,
    batchId: string,
    version: number,
    step: BatchStep,
    work: (em: EntityManager, batch: BatchRow) => Promise<unknown>,
    reason?: string,
  ): Promise<void> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      const batch = await this.lock(em, principal, batchId, version);
      const transition = findBatchTransition(step, batch.state);
      if (!transition) throw new StepNotPossible(batch.state);
      if (!may(principal, transition.permission)) throw new NotPermitted();
      if (transition.as) await this.assertApart(em, principal, batchId, transition.as);
      await work(em, batch);
      await run(
        em,
        `update payment_batch set state = $2, version = version + 1,
           end_reason = case when $3 = '' then end_reason else $3 end,
           ended_at = case when $2 in ('settled', 'cancelled') then $4::timestamptz else ended_at end where id = $1::uuid`,
        [batchId, transition.to, reason ?? '', this.clock.now().toISOString()],
      );
      await this.log(em, principal, step, batchId, reason ? { reason } : {});
    });
  }

  /** Whoever acts on a batch sees all of it: an area of its own would leave a part behind. @throws WholeCountyOnly, BatchNotFound, or a stale version */
  async lock(em: EntityManager, principal: Principal, batchId: string, version?: number): Promise<BatchRow> {
    assertWholeCounty(principal);
    const [row] = await run<BatchRow>(
      em,
      `select id, number::int as number, title, benefit, fund_code as "fundCode", state, declared_count as count, declared_sum_fen::text as "sumFen",
         declared_digest as digest, approved_digest as "approvedDigest", entered_by as "enteredBy", approved_by as "approvedBy", version from payment_batch where id = $1::uuid for update`,
      [batchId],
    );
    if (!row) throw new BatchNotFound();
    if (version !== undefined && row.version !== version) throw staleVersion(row.version);
    return { ...row, sumFen: row.sumFen === null ? null : Number(row.sumFen) };
  }

  /** The database derives the parts from whatever names a person, and refuses as well. @throws SamePersonInBatch */
  async assertApart(em: EntityManager, principal: Principal, batchId: string, as: keyof typeof APART): Promise<void> {
    const [had] = await run<{ part: BatchPart }>(
      em,
      'select part from payment_batch_person where batch_id = $1::uuid and account_id = $2::uuid and part = any ($3::text[]) order by part limit 1',
      [batchId, principal.accountId, APART[as]],
    );
    if (had) throw new SamePersonInBatch(had.part);
  }

  /** What was promised before its purpose was asked is paid all the same. */
  private async assertFund(em: EntityManager, policy: PolicySnapshot, fundCode: string, benefit: Benefit): Promise<void> {
    const types = this.causes.typesOf(benefit);
    const promised = await run(
      em,
      `select from commitment c join allotment a on a.id = c.allotment_id where a.fund_code = $1 and c.state = 'committed' and c.cause_type = any($2::text[]) limit 1`,
      [fundCode, types],
    );
    await assertFundPays(em, policy, fundCode, promised.length === 0 && isEarmarked(benefit) ? [benefit] : []);
  }

  private touch(em: EntityManager, batchId: string): Promise<unknown> {
    return run(em, 'update payment_batch set version = version + 1 where id = $1::uuid', [batchId]);
  }

  async log(
    em: EntityManager,
    principal: Principal,
    deed: BatchDeed,
    id: string,
    detail: Record<string, string | number> = {},
  ): Promise<void> {
    await this.audit.record(em, {
      actor: actorOf(principal),
      action: `payment-batch.${kebab(deed)}`,
      objectType: 'payment-batch',
      objectId: id,
      result: 'success',
      detail,
    });
  }
}
