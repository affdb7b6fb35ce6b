import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorFor, type Principal } from '@jingzhun/auth';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { decided } from '@jingzhun/domain/step-refusal';
import type { NoticeCircumstances } from '@jingzhun/notices';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { OverlapChecks } from '../benefit-overlap/overlap-checks.js';
import { Commitments } from '../budget/commitments.js';
import { assertHouseholdsStand } from '../household-standing/household-standing.js';
import { Recoveries } from '../payment/recoveries.js';
import { Advance, type Changes, type Move } from './advance.js';
import { SUBSIDY_SUBJECT, SubsidyEvidence } from './evidence.js';
import { decide } from './lifecycle/decide.js';
import type { SubsidyFacts } from './lifecycle/subsidy-facts.js';
import { assertReadSingly } from './parcels/possible-duplicate-answers.js';
import { assertParcelsFree, isMeasuredAnew } from './parcels/parcels-free.js';
import { Rests } from './rests.js';
import { evidenceAt, type SubsidyScheme } from './scheme.js';
import { SubsidyNotices } from './subsidy-notices.js';
import { factsOf, lockApplications, schemesOf, type SubsidyRow } from './subsidy-rows.js';
import type { MeasureRequest, SubsidyStepsTaken, TakeSubsidyStepRequest } from './subsidy.dto.js';
import { ApplicationRefused, SUBSIDY_REFUSALS, SubsidyReasonNeeded } from './subsidy.errors.js';
import { Unwind } from './unwind.js';

interface Prepared {
  policy: PolicySnapshot;
  circumstances: ReadonlyMap<string, NoticeCircumstances>;
}

/** Steps of persons: one transaction for all cases, or nothing. */
@Injectable()
export class TakeSubsidyStep {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Advance) private readonly advance: Advance,
    @Inject(SubsidyEvidence) private readonly evidence: SubsidyEvidence,
    @Inject(SubsidyNotices) private readonly notices: SubsidyNotices,
    @Inject(Unwind) private readonly unwind: Unwind,
    @Inject(Rests) private readonly rests: Rests,
    @Inject(Commitments) private readonly commitments: Commitments,
    @Inject(OverlapChecks) private readonly overlaps: OverlapChecks,
    @Inject(Recoveries) private readonly recoveries: Recoveries,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  /** @throws SubsidyApplicationNotFound, NotYourSubsidyStep, SubsidyStepNotYet, SubsidyReasonNeeded, a stale version, HouseholdsGone, PossibleDuplicateOneByOne, AllotmentExceeded, what `OverlapChecks` throws */
  async take(principal: Principal, request: TakeSubsidyStepRequest): Promise<SubsidyStepsTaken> {
    const prepared = await this.prepare(principal, request);
    const today = plainDateInShanghai(this.clock.now());
    return this.database.transaction(sessionOf(principal), async (em) => {
      // batches before applications, as the bank's answers lock them
      if (request.step === 'reclaim')
        await this.recoveries.lock(
          em,
          SUBSIDY_SUBJECT,
          request.cases.map(({ id }) => id),
        );
      const versions = new Map(request.cases.map(({ id, version }) => [id as string, version]));
      const rows = await lockApplications(em, [...versions.keys()], versions);
      if (request.step === 'approve') await assertHouseholdsStand(em, 'subsidy_application', [...versions.keys()]);
      if (request.step === 'check' || request.step === 'approve') await assertReadSingly(em, [...versions.keys()]);
      const schemes = await schemesOf(
        em,
        rows.map(({ schemeCode }) => schemeCode),
      );
      const facts = await factsOf(em, rows, schemes);
      const { step, to, receipt } = request;
      const ways = rows.map((row) => {
        const known = facts.get(row.id) as SubsidyFacts;
        const way = decided(SUBSIDY_REFUSALS, row.state, () => decide({ step, ...(to ? { to } : {}) }, known, today, actorFor(principal)));
        if (way.reason === 'needed' && !request.reason) throw new SubsidyReasonNeeded();
        return { row, known, to: way.to };
      });
      const ids = request.cases.map(({ id }) => id);
      if (step === 'reclaim' && receipt) await this.recoveries.assertReceiptOf(em, SUBSIDY_SUBJECT, ids, receipt.on);
      const posted = step === 'post' ? await this.post(em, principal, rows, schemes, prepared) : undefined;
      const moves: Move[] = [];
      for (const { row, known, to: state } of ways) {
        const noticeId = posted?.get(row.id);
        const changes = noticeId === undefined ? await this.effects(em, principal, request, row, state) : { noticeId };
        moves.push({
          row,
          step,
          to: state,
          inputs: { ...known, ...(receipt ? { receipt } : {}) },
          changes,
          ...(request.reason ? { reason: request.reason } : {}),
        });
      }
      if (step === 'return' && moves.some((move) => isMeasuredAnew(move.to))) await assertParcelsFree(em, [...versions.keys()], 'return');
      if (request.step === 'approve') {
        await this.overlaps.pass(em, principal, [...versions.keys()], prepared.policy, request.overlaps);
        await this.commit(em, moves, schemes, prepared.policy);
      }
      const after = await this.advance.take(em, principal, moves);
      const taken = after.map(({ id }) => id);
      if (step === 'approve') await this.rests.carry(em, taken);
      if (step === 'reclaim' || step === 'reject') await this.rests.endAfter(em, principal, taken);
      return { items: after.map(({ id, state, version }) => ({ id, state, version })) };
    });
  }

  /** On site: what was measured, with photographs. It counts once a second person has confirmed it. */
  async measure(principal: Principal, id: string, version: number, { quantity, on, remark, evidence }: MeasureRequest): Promise<void> {
    const today = plainDateInShanghai(this.clock.now());
    const policy = await this.policies.snapshot(today, this.pack.county);
    const photos = policy.get('subsidy.acceptance.photos');
    if (on > today) throw new ApplicationRefused('onSite');
    await this.database.transaction(sessionOf(principal), async (em) => {
      const [row] = (await lockApplications(em, [id], new Map([[id, version]]))) as [SubsidyRow];
      assertAnswered(row, quantity, on, remark);
      const scheme = (await schemesOf(em, [row.schemeCode])).get(row.schemeCode) as SubsidyScheme;
      const known = (await factsOf(em, [row], new Map([[row.schemeCode, scheme]]))).get(id) as SubsidyFacts;
      const acceptanceId = newId(this.clock) as string;
      const given = await this.evidence.add(em, principal, row, evidence, acceptanceId);
      const required = [
        ...evidenceAt(scheme, 'acceptance'),
        { code: 'photo', nameZh: '现场照片', nameEn: 'photographs on site', at: 'acceptance' as const, atLeast: photos.value },
      ];
      // photographs of one thing are photographs of the site as well
      const all = Object.values(given).reduce((sum, count) => sum + count, 0);
      const facts = { ...known, required, evidence: { ...given, photo: all } };
      const way = decided(SUBSIDY_REFUSALS, row.state, () => decide({ step: 'measure' }, facts, today, actorFor(principal)));
      await run(
        em,
        `insert into subsidy_acceptance (id, application_id, village_code, content_version, quantity, on_date, remark, measured_by, measured_by_name, measured_at)
         values ($1::uuid, $2::uuid, $3, $4, $5, $6::date, nullif($7, ''), $8::uuid, $9, $10::timestamptz)`,
        [
          ...[acceptanceId, id, row.villageCode, row.contentVersion, quantity, on, remark ?? '', principal.accountId, principal.name],
          this.clock.now().toISOString(),
        ],
      );
      await assertParcelsFree(em, [id], 'onSite');
      const policyParameterIds = [photos.parameterId];
      await this.advance.take(em, principal, [
        { row, step: 'measure', to: way.to, inputs: { ...facts, measured: quantity }, policyParameterIds },
      ]);
    });
  }

  /** The household has its money and says so with its signature; the paper is the certificate of the payment. */
  async acknowledge(principal: Principal, id: string, version: number, attachmentIds: readonly string[]): Promise<void> {
    const today = plainDateInShanghai(this.clock.now());
    await this.database.transaction(sessionOf(principal), async (em) => {
      const [row] = (await lockApplications(em, [id], new Map([[id, version]]))) as [SubsidyRow];
      const given = await this.evidence.add(em, principal, row, [{ code: 'acknowledgement', attachmentIds }]);
      const known = (await factsOf(em, [row], await schemesOf(em, [row.schemeCode]))).get(id) as SubsidyFacts;
      // an older photograph does not stand for this signature
      const facts = { ...known, evidence: { ...known.evidence, acknowledgement: given['acknowledgement'] ?? 0 } };
      const way = decided(SUBSIDY_REFUSALS, row.state, () => decide({ step: 'acknowledge' }, facts, today, actorFor(principal)));
      await this.advance.take(em, principal, [{ row, step: 'acknowledge', to: way.to, inputs: facts }]);
    });
  }

  /** A notice each; those of one village are one sheet. */
  private async post(
    em: EntityManager,
    by: Principal,
    rows: readonly SubsidyRow[],
    schemes: ReadonlyMap<string, SubsidyScheme>,
    { circumstances }: Prepared,
  ): Promise<Map<string, string>> {
    const posted = new Map<string, string>();
    for (const village of new Set(rows.map(({ villageCode }) => villageCode))) {
      const ofVillage = rows.filter(({ villageCode }) => villageCode === village);
      const ids = await this.notices.post(em, by, ofVillage, schemes, circumstances.get(village) as NoticeCircumstances);
      for (const [applicationId, noticeId] of ids) posted.set(applicationId, noticeId);
    }
    return posted;
  }

  private async effects(
    em: EntityManager,
    by: Principal,
    { step, reason, receipt }: TakeSubsidyStepRequest,
    row: SubsidyRow,
    to: SubsidyRow['state'],
  ): Promise<Changes> {
    switch (step) {
      case 'check':
      case 'post':
      case 'demandBack':
      case 'dropDemand':
        return {};
      case 'reclaim':
        await this.recoveries.recover(em, by, { type: SUBSIDY_SUBJECT, id: row.id }, receipt?.on);
        await this.unwind.voidGrant(em, row.id);
        return {};
      case 'accept':
        return { acceptedQuantity: await this.confirm(em, by, row.id) };
      case 'approve':
        return { approvedBy: by.accountId, approvedAt: this.clock.now().toISOString() };
      case 'return':
      case 'reject':
      case 'withdraw':
        return this.unwind.to(em, by, row, to, reason ?? '');
    }
  }

  private async confirm(em: EntityManager, by: Principal, id: string): Promise<number> {
    const [acceptance] = await run<{ quantity: number }>(
      em,
      `update subsidy_acceptance set confirmed_by = $2::uuid, confirmed_by_name = $3, confirmed_at = $4::timestamptz
       where application_id = $1::uuid and voided_at is null returning quantity`,
      [id, by.accountId, by.name, this.clock.now().toISOString()],
    );
    if (!acceptance) throw new Error('an application is measured without an acceptance');
    return acceptance.quantity;
  }

  /** Approved money is promised money: within what is allotted to the village, all or none. */
  private commit(
    em: EntityManager,
    moves: readonly Move[],
    schemes: ReadonlyMap<string, SubsidyScheme>,
    policy: PolicySnapshot,
  ): Promise<void> {
    return this.commitments.commit(
      em,
      moves.map(({ row }) => ({
        fundCode: (schemes.get(row.schemeCode) as SubsidyScheme).fundCode,
        villageCode: row.villageCode,
        amountFen: row.amountFen ?? 0,
        cause: { type: SUBSIDY_SUBJECT, id: row.id },
      })),
      policy,
    );
  }

  private async prepare(principal: Principal, { step, cases }: TakeSubsidyStepRequest): Promise<Prepared> {
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    if (step !== 'post') return { policy, circumstances: new Map() };
    const villages = await this.database.connection(sessionOf(principal), (client) =>
      run<{ village: string }>(client, 'select distinct village_code as village from subsidy_application where id = any($1::uuid[])', [
        cases.map(({ id }) => id),
      ]),
    );
    return {
      policy,
      circumstances: new Map(
        await Promise.all(villages.map(async ({ village }) => [village, await this.notices.prepare(village)] as const)),
      ),
    };
  }
}

/** What is possible and odd is answered by a remark. @throws ApplicationRefused */
function assertAnswered({ enteredAt, quantity: asked }: SubsidyRow, quantity: number, on: PlainDate, remark = ''): void {
  if (remark.length >= 2) return;
  if (on < plainDateInShanghai(new Date(enteredAt))) throw new ApplicationRefused('beforeApplication');
  if (quantity > asked) throw new ApplicationRefused('moreThanAsked');
}
