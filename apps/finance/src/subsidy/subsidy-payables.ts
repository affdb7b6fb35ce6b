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
import { ENDED, type SubsidyStep } from './lifecycle/subsidy-state.js';
import { REST_ENDED, Rests } from './rests.js';
import { factsOf, lockApplications, schemesOf } from './subsidy-rows.js';
import { Unwind, UPHELD } from './unwind.js';
import { SUBSIDY_REFUSALS } from './subsidy.errors.js';

/** Some part of the same whole as `a`, itself left out. */
const part = (is: string): string =>
  `exists (select from subsidy_application w where a.rest_of is not null and (w.id = a.rest_of or w.rest_of = a.rest_of) and w.id <> a.id and ${is})`;
const OPEN = `exists (select from notice o where o.subject_type = '${SUBSIDY_SUBJECT}' and o.subject_id in (a.id, a.rest_of) and o.objections_open > 0)`;
/** Of a rest: what it was left by ended without money for the household, or an objection to it was upheld. */
const WHOLE_ENDED = `exists (with recursive before as (
    select w.id, w.state, w.notice_id, w.rest_after from subsidy_application w where w.id = a.rest_after
    union all select w.id, w.state, w.notice_id, w.rest_after from subsidy_application w join before b on w.id = b.rest_after)
  select from before b left join notice n on n.id = b.notice_id
  where b.state in (${ENDED.map((state) => `'${state}'`).join(', ')}) or n.objections_upheld > 0)`;

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

  /** Not while an objection that came in late is open: it would be paid before it is answered. For a rest what it is the rest of is asked too. */
  async stopped(em: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, Stop>> {
    const rows = await run<{ id: string; open: boolean; upheld: boolean; askedBack: boolean; ended: boolean; differs: boolean }>(
      em,
      `select a.id, ${OPEN} as open, coalesce(n.objections_upheld > 0, false) as upheld, ${part("w.state = 'recovering'")} as "askedBack", ${WHOLE_ENDED} as ended,
         coalesce(a.claim_id, a.rest_of) is not null and subsidy_project_differs(a.id) is not null as differs
       from subsidy_application a left join notice n on n.id = a.notice_id where a.id = any($1::uuid[])`,
      [ids],
    );
    const gone = await withGoneHousehold(em, 'subsidy_application', ids);
    return new Map([
      ...gone.map((id): [string, Stop] => [id, STOPS.householdGone]),
      ...rows.flatMap(({ id, open, upheld, askedBack, ended, differs }): [string, Stop][] => {
        if (ended) return [[id, STOPS.wholeEnded]];
        if (upheld) return [[id, STOPS.upheldObjection]];
        if (askedBack) return [[id, STOPS.wholeAskedBack]];
        if (differs) return [[id, STOPS.projectCorrected]];
        return open ? [[id, STOPS.openObjection]] : [];
      }),
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

  /** Out of its batch again; what an objection was upheld against, or a rest whose whole has ended, ends instead of waiting for the next one. */
  async released(em: EntityManager, ids: readonly string[]): Promise<void> {
    await this.all(em, ids, 'release');
    const alone = await run<{ id: string }>(
      em,
      `select a.id from subsidy_application a where a.id = any($1::uuid[]) and ${WHOLE_ENDED} order by a.id`,
      [ids],
    );
    const endRests = alone.map(({ id }) => id);
    for (const id of endRests) await this.unwind.voidGrant(em, id);
    await this.all(em, endRests, 'endRest', { amountFen: null }, REST_ENDED);
    const ended = await run<{ id: string }>(
      em,
      'select a.id from subsidy_application a join notice n on n.id = a.notice_id where a.id = any($1::uuid[]) and n.objections_upheld > 0 order by a.id',
      [ids.filter((id) => !endRests.includes(id))],
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
