import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { decided } from '@jingzhun/domain/step-refusal';
import { Clock, run } from '@jingzhun/persistence';
import { payableAccount } from '../payment/payable-accounts.js';
import { PayableCauses, type Payable, type PayableAccount, type PayableSource, type Stop } from '../payment/payable-causes.js';
import { withGoneHousehold } from '../household-standing/household-standing.js';
import { STOPS } from '../payment/stopped-payments.js';
import type { ReturnReason } from '../payment/payment-lifecycle.js';
import { Advance, type Changes, type Move } from './advance.js';
import { SUBSIDY_SUBJECT } from './evidence.js';
import { decide } from './lifecycle/decide.js';
import type { SubsidyFacts } from './lifecycle/subsidy-facts.js';
import type { SubsidyStep } from './lifecycle/subsidy-state.js';
import { Rests } from './rests.js';
import { factsOf, lockApplications, schemesOf } from './subsidy-rows.js';
import { Unwind, UPHELD } from './unwind.js';
import { SUBSIDY_REFUSALS } from './subsidy.errors.js';

/** Approved subsidies offered for payment, and what became of their money. */
@Injectable()
export class SubsidyPayables implements PayableSource, OnModuleInit {
  readonly causeType = SUBSIDY_SUBJECT;
  readonly benefit = 'rewardSubsidy';
  readonly partsTakenBack = 'notAll';

  constructor(
    @Inject(PayableCauses) private readonly causes: PayableCauses,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Advance) private readonly advance: Advance,
    @Inject(Unwind) private readonly unwind: Unwind,
    @Inject(Rests) private readonly rests: Rests,
  ) {}

  onModuleInit(): void {
    this.causes.register(this);
  }

  async waiting(em: EntityManager, fundCode: string, causeIds?: readonly string[]): Promise<Payable[]> {
    const found = await run<{ id: string }>(
      em,
      `select a.id from subsidy_application a join subsidy_scheme s on s.code = a.scheme_code
       where s.fund_code = $1 and a.state = 'approved' and ($2::uuid[] is null or a.id = any($2::uuid[]))`,
      [fundCode, causeIds ?? null],
    );
    const rows = await lockApplications(
      em,
      found.map(({ id }) => id),
    );
    return rows
      .filter(({ state }) => state === 'approved')
      .map(({ id, householdId, villageCode, householdNumber, headName, amountFen, approvedBy }): Payable => ({
        ...{ causeId: id, householdId, personId: null, villageCode, householdNumber, headName, amountFen: amountFen ?? 0 },
        decidedBy: approvedBy as string,
      }));
  }

  /** Not while an objection that came in late is open: it would be paid before it is answered. */
  async stopped(em: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, Stop>> {
    const rows = await run<{ id: string; open: boolean; upheld: boolean }>(
      em,
      `select a.id, exists (select from notice o where o.subject_type = $2 and o.subject_id = a.id and o.objections_open > 0) as open, coalesce(n.objections_upheld > 0, false) as upheld
       from subsidy_application a left join notice n on n.id = a.notice_id where a.id = any($1::uuid[])`,
      [ids, SUBSIDY_SUBJECT],
    );
    const gone = await withGoneHousehold(em, 'subsidy_application', ids);
    return new Map([
      ...gone.map((id): [string, Stop] => [id, STOPS.householdGone]),
      ...rows.flatMap(({ id, open, upheld }): [string, Stop][] =>
        upheld ? [[id, STOPS.upheldObjection]] : open ? [[id, STOPS.openObjection]] : [],
      ),
    ]);
  }

  /** The batch cap of its scheme. */
  async batchCaps(em: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, { of: string; capFen: number }>> {
    const rows = await run<{ id: string; of: string; capFen: number }>(
      em,
      `select a.id, s.code as of, s.batch_cap_fen::float8 as "capFen" from subsidy_application a join subsidy_scheme s on s.code = a.scheme_code where a.id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, of, capFen }) => [id, { of, capFen }]));
  }

  /** Each scheme has an account of its own. */
  async accounts(em: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, PayableAccount>> {
    const rows = await run<{ id: string; scheme: string }>(
      em,
      'select id, scheme_code as scheme from subsidy_application where id = any($1::uuid[])',
      [ids],
    );
    const schemes = await schemesOf(
      em,
      rows.map(({ scheme }) => scheme),
    );
    return new Map(
      rows.map(({ id, scheme: code }): [string, PayableAccount] => {
        const { nameZh = code, nameEn = code } = schemes.get(code) ?? {};
        return [id, { code: `${payableAccount(this.benefit)}/${code}`, nameZh: `应付${nameZh}`, nameEn: `payable: ${nameEn}` }];
      }),
    );
  }

  taken(em: EntityManager, ids: readonly string[]): Promise<void> {
    return this.all(em, ids, 'take');
  }

  /** Out of its batch again; what an objection was upheld against ends instead of waiting for the next one. */
  async released(em: EntityManager, ids: readonly string[]): Promise<void> {
    await this.all(em, ids, 'release');
    const ended = await run<{ id: string }>(
      em,
      'select a.id from subsidy_application a join notice n on n.id = a.notice_id where a.id = any($1::uuid[]) and n.objections_upheld > 0 order by a.id',
      [ids],
    );
    for (const { id } of ended) await this.unwind.voidGrant(em, id);
    await this.all(
      em,
      ended.map(({ id }) => id),
      'upholdObjection',
      { amountFen: null },
      UPHELD,
    );
  }

  paid(em: EntityManager, ids: readonly string[], on: PlainDate): Promise<void> {
    return this.all(em, ids, 'pay', { paidOn: on });
  }

  returned(em: EntityManager, ids: readonly string[], reason: ReturnReason): Promise<void> {
    return this.all(em, ids, 'bounce', { paidOn: null }, reason);
  }

  async givenUp(em: EntityManager, id: string, by: Principal): Promise<void> {
    await this.unwind.voidGrant(em, id);
    await this.all(em, [id], 'giveUp');
    await this.rests.endAfter(em, by, [id]);
  }

  private async all(em: EntityManager, ids: readonly string[], step: SubsidyStep, changes: Changes = {}, reason?: string): Promise<void> {
    if (ids.length === 0) return;
    const rows = await lockApplications(em, ids);
    const schemes = await schemesOf(
      em,
      rows.map(({ schemeCode }) => schemeCode),
    );
    const facts = await factsOf(em, rows, schemes);
    const today = plainDateInShanghai(this.clock.now());
    const moves = rows.map((row): Move => {
      const known = facts.get(row.id) as SubsidyFacts;
      const way = decided(SUBSIDY_REFUSALS, row.state, () => decide({ step }, known, today));
      return { row, step, to: way.to, inputs: { state: known.state, notice: known.notice }, changes, ...(reason ? { reason } : {}) };
    });
    await this.advance.take(em, undefined, moves);
  }
}
