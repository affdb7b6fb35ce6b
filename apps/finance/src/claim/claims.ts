import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { assertFundPays } from '../budget/fund-purposes.js';
import { OverlapChecks } from '../benefit-overlap/overlap-checks.js';
import { Commitments } from '../budget/commitments.js';
import { assertHouseholdsStand } from '../household-standing/household-standing.js';
import { BENEFIT_OF, causeTypeOf, type PayableKind } from './claim-kinds.js';
import { ClaimRenewals } from './claim-renewals.js';
import { ClaimReports } from './claim-reports.js';
import { ClaimSteps, type ClaimChange, type ClaimRow } from './claim-steps.js';
import type { ClaimStepsRequest, EnterClaimRequest } from './claim.dto.js';
import {
  ClaimEndedBefore,
  ClaimEnteredDifferently,
  ClaimFundNeeded,
  ClaimHouseholdUnknown,
  ClaimOneByOne,
  ClaimReasonNeeded,
} from './claim.errors.js';

/** Claims entered and decided by persons: who enters never approves. */
@Injectable()
export class Claims {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(ClaimReports) private readonly reports: ClaimReports,
    @Inject(ClaimSteps) private readonly steps: ClaimSteps,
    @Inject(ClaimRenewals) private readonly renewals: ClaimRenewals,
    @Inject(Commitments) private readonly commitments: Commitments,
    @Inject(OverlapChecks) private readonly overlaps: OverlapChecks,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  /** The same thing entered or reported before is the same claim. @returns its id. @throws ClaimHouseholdUnknown, FundNotFound, FundOfOtherPurpose, ClaimEnteredDifferently, ClaimEndedBefore */
  async enter(principal: Principal, request: EnterClaimRequest): Promise<string> {
    const { householdId, amountFen, dueOn, document, fundCode, ...about } = request;
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    return this.database.transaction(sessionOf(principal), async (em) => {
      await assertFundPays(em, policy, fundCode, [BENEFIT_OF[about.kind]]);
      const person = about.kind === 'premium' ? about.personId : null;
      const [household] = await run<{ village: string }>(
        em,
        `select h.village_code as village from directory_household h where h.id = $1::uuid
           and ($2::uuid is null or exists (select from directory_person p where p.household_id = h.id and p.person_id = $2))`,
        [householdId, person],
      );
      if (!household) throw new ClaimHouseholdUnknown();
      const report = {
        householdId,
        village: household.village,
        subject: about,
        amountFen,
        dueOn,
        document,
        reference: newId(this.clock) as string,
      };
      const { ids, different, before } = await this.reports.take(em, [report], { by: principal, fundCode, origin: 'hand' });
      if (different.length > 0) throw new ClaimEnteredDifferently();
      const ended = before.get(report);
      if (ended === 'rejected' || ended === 'givenUp') throw new ClaimEndedBefore(ended);
      const [id] = ids as [string];
      await this.audit.record(em, {
        ...{ actor: actorOf(principal), action: 'claim.enter', objectType: 'claim', objectId: id, result: 'success' },
        detail: { kind: about.kind, fund: fundCode },
      });
      return id;
    });
  }

  /** All of them or none. @throws ClaimFundNeeded, ClaimReasonNeeded, ClaimOneByOne, FundOfOtherPurpose, HouseholdsGone, AllotmentExceeded and what `ClaimSteps` and `OverlapChecks` throw */
  async take(principal: Principal, { step, fundCode, reason, overlaps, cases }: ClaimStepsRequest): Promise<void> {
    if ((step === 'propose' || step === 'renew') && !fundCode) throw new ClaimFundNeeded();
    if ((step === 'return' || step === 'reject' || step === 'renew') && !reason) throw new ClaimReasonNeeded();
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    const versions = new Map(cases.map(({ id, version }) => [id as string, version]));
    await this.database.transaction(sessionOf(principal), async (em) => {
      const rows = await this.steps.lock(em, [...versions.keys()], versions);
      // an accepted project chooses no fund: the step itself says so
      if (fundCode)
        await assertFundPays(em, policy, fundCode, [
          ...new Set(rows.flatMap(({ kind }) => (kind === 'project' ? [] : [BENEFIT_OF[kind]]))),
        ]);
      if (step === 'approve') assertAnswered(rows, [...versions.keys()], reason);
      if (step === 'approve') await assertHouseholdsStand(em, 'claim', [...versions.keys()]);
      if (step === 'approve') await this.overlaps.pass(em, principal, [...versions.keys()], policy, overlaps);
      await this.steps.take(em, principal, step, rows, this.changes(principal, step, fundCode), reason);
      // approved before: what was promised for it is free
      const promised = step === 'reject' ? rows.filter(({ state }) => state === 'approved') : [];
      await this.commitments.move(
        em,
        promised.map(({ id, kind }) => ({ type: causeTypeOf(kind as PayableKind), id })),
        'committed',
        'released',
      );
      if (step === 'renew') await this.renewals.enter(em, principal, [...versions.keys()], fundCode as string);
      if (step !== 'approve') return;
      const wanted = rows.map((row) => ({
        fundCode: row.fundCode as string,
        villageCode: row.villageCode,
        amountFen: row.amountFen as number,
        cause: { type: causeTypeOf(row.kind as PayableKind), id: row.id },
      }));
      await this.commitments.commit(em, wanted, policy);
    });
  }

  private changes(by: Principal, step: ClaimStepsRequest['step'], fundCode: string | undefined): ClaimChange {
    if (step === 'propose') return { fund_code: fundCode ?? null, entered_by: by.accountId, entered_by_name: by.name };
    if (step === 'return') return { fund_code: null, entered_by: null, entered_by_name: null };
    if (step === 'approve') return { approved_by: by.accountId, approved_by_name: by.name, approved_at: this.clock.now().toISOString() };
    return {};
  }
}

/** A claim whose reports differ is approved with a reason of its own. @param ids in the order of the command */
function assertAnswered(rows: readonly ClaimRow[], ids: readonly string[], reason: string | undefined): void {
  const differing = new Set(rows.flatMap(({ id, differs }) => (differs ? [id] : [])));
  if (differing.size === 0) return;
  if (ids.length > 1) throw new ClaimOneByOne(ids.flatMap((id, at) => (differing.has(id) ? [at] : [])));
  if (!reason) throw new ClaimReasonNeeded();
}
