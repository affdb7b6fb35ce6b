import { Inject, Injectable } from '@nestjs/common';
import { UniqueConstraintViolationException } from '@mikro-orm/postgresql';
import { actorFor, type Principal } from '@jingzhun/auth';
import type { HouseholdCategory } from '@jingzhun/domain/household-category';
import { COUNTED_AS_POOR, type HouseholdStatus } from '@jingzhun/domain/household-status';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { decided } from '@jingzhun/domain/step-refusal';
import { DirectoryHouseholdNotFound } from '@jingzhun/household-directory';
import { Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { Advance } from './advance.js';
import { SubsidyEvidence, type GivenEvidence } from './evidence.js';
import { decide, holds } from './lifecycle/decide.js';
import { isBeforeApproval } from './lifecycle/subsidy-state.js';
import { ProjectClaims } from './project-claims.js';
import { PossibleDuplicateAnswers } from './parcels/possible-duplicate-answers.js';
import { keyOfParcel } from './parcels/parcel-name.rules.js';
import { findProduct, type SubsidyScheme } from './scheme.js';
import { isOpenOn } from './schemes.js';
import { factsOf, lockApplications, schemeOf, type SubsidyRow } from './subsidy-rows.js';
import type { ApplyRequest, CorrectRequest } from './subsidy.dto.js';
import { ApplicationRefused, NotYourSubsidyStep, ProjectNotWaiting, SUBSIDY_REFUSALS, SubsidyStepNotPossible } from './subsidy.errors.js';
import { Unwind } from './unwind.js';

/** What a household asks for. A correction is entered anew: whatever was checked on the old one does not hold any more. */
@Injectable()
export class SubsidyApplications {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Advance) private readonly advance: Advance,
    @Inject(SubsidyEvidence) private readonly evidence: SubsidyEvidence,
    @Inject(Unwind) private readonly unwind: Unwind,
    @Inject(ProjectClaims) private readonly projects: ProjectClaims,
    @Inject(PossibleDuplicateAnswers) private readonly possibleDuplicates: PossibleDuplicateAnswers,
  ) {}

  /** @returns id. @throws SchemeNotFound, DirectoryHouseholdNotFound, ApplicationRefused, NotYourSubsidyStep, ProjectNotWaiting, ProjectOfOtherProduct, PossibleDuplicateUnanswered, PossibleDuplicateChanged */
  apply(principal: Principal, { schemeCode, householdId, evidence, claimId, possibleDuplicates, ...asked }: ApplyRequest): Promise<string> {
    if (!holds(actorFor(principal), 'village')) throw new NotYourSubsidyStep('village');
    return once(() =>
      this.database.transaction(sessionOf(principal), async (em) => {
        const scheme = await schemeOf(em, schemeCode);
        if (!isOpenOn(scheme, plainDateInShanghai(this.clock.now()))) throw new ApplicationRefused('closed');
        assertProduct(scheme, asked);
        type Household = {
          number: string;
          headName: string;
          memberCount: number;
          villageCode: string;
          status: HouseholdStatus;
          category: HouseholdCategory;
        };
        const [household] = await run<Household>(
          em,
          `select number, head_name as "headName", member_count as "memberCount", village_code as "villageCode", status, category
           from directory_household where id = $1::uuid`,
          [householdId],
        );
        if (!household) throw new DirectoryHouseholdNotFound();
        if (!COUNTED_AS_POOR.includes(household.status) || !scheme.categories.includes(household.category))
          throw new ApplicationRefused('household');
        const { product, stage } = asked;
        await this.possibleDuplicates.hold(em, { householdId, product, stage });
        const landVillage = claimId ? await this.projects.take(em, claimId, householdId, { ...asked, scheme }) : household.villageCode;
        const id = newId(this.clock) as string;
        const at = this.clock.now().toISOString();
        const { number, headName, memberCount, villageCode } = household;
        const year = Number(schemeCode.slice(-4));
        const parcel = { parcelKey: keyOfParcel(asked.parcel), parcelVillage: asked.parcelVillage ?? landVillage };
        const same = {
          applicationId: null,
          claimId: claimId ?? null,
          householdId,
          schemeYear: year,
          year: this.possibleDuplicates.yearNow(),
        };
        await this.possibleDuplicates.pass(em, principal, { id, villageCode }, { ...same, product, stage, ...parcel }, possibleDuplicates);
        await run(
          em,
          `insert into subsidy_application (id, scheme_code, year, household_id, household_number, head_name, member_count, village_code, product, stage, quantity, parcel,
             state, state_since, entered_by, entered_by_name, entered_at, claim_id, parcel_village, parcel_key)
           values ($1::uuid, $2, $3, $4::uuid, $5, $6, $7, $8, $9, $10, $11, $12, 'applied', $13::timestamptz, $14::uuid, $15, $13::timestamptz, $16::uuid, $17, $18)`,
          [
            ...[id, schemeCode, year, householdId, number, headName, memberCount, villageCode],
            ...[asked.product, asked.stage, asked.quantity, asked.parcel, at, principal.accountId, principal.name],
            ...[claimId ?? null, parcel.parcelVillage, parcel.parcelKey],
          ],
        );
        const row: SubsidyRow = {
          ...{ id, schemeCode, year, householdId, householdNumber: number, headName, memberCount, villageCode },
          ...{ product: asked.product, stage: asked.stage, quantity: asked.quantity, parcel: asked.parcel, contentVersion: 1 },
          parcelVillage: parcel.parcelVillage,
          ...{ state: 'applied', stateSince: at, enteredBy: principal.accountId, enteredByName: principal.name, enteredAt: at },
          ...{ acceptedQuantity: null, amountFen: null, noticeId: null, approvedBy: null, approvedAt: null, paidOn: null },
          ...{ restOf: null, restFen: null, version: 0 },
        };
        await this.evidence.add(em, principal, row, evidence);
        const inputs = { status: household.status, category: household.category, quantity: asked.quantity };
        await this.advance.take(em, principal, [{ row, step: 'apply', to: 'applied', inputs }]);
        return id;
      }),
    );
  }

  /** Whatever was checked, accepted, worked out or posted before is void and stays visible. @throws as `apply` */
  correct(
    principal: Principal,
    id: string,
    version: number,
    { evidence, reason, possibleDuplicates, ...asked }: CorrectRequest,
  ): Promise<void> {
    return once(() =>
      this.database.transaction(sessionOf(principal), async (em) => {
        const [row] = (await lockApplications(em, [id], new Map([[id, version]]))) as [SubsidyRow];
        const scheme = await schemeOf(em, row.schemeCode);
        const facts = (await factsOf(em, [row], new Map([[row.schemeCode, scheme]]))).get(id)!;
        const way = decided(SUBSIDY_REFUSALS, row.state, () =>
          decide({ step: 'correct' }, facts, plainDateInShanghai(this.clock.now()), actorFor(principal)),
        );
        assertProduct(scheme, asked);
        await this.possibleDuplicates.hold(em, { householdId: row.householdId, product: asked.product, stage: asked.stage });
        const claimId = await this.projects.assertStill(em, id, { ...asked, scheme });
        const parcel = { parcelKey: keyOfParcel(asked.parcel), parcelVillage: asked.parcelVillage ?? row.parcelVillage };
        const { product, stage } = asked;
        const year = Number(plainDateInShanghai(new Date(row.enteredAt)).slice(0, 4));
        const same = { applicationId: id, claimId, householdId: row.householdId, schemeYear: row.year, year };
        await this.possibleDuplicates.pass(em, principal, row, { ...same, product, stage, ...parcel }, possibleDuplicates);
        const changes = await this.unwind.to(em, principal, row, way.to, reason);
        await run(
          em,
          `update subsidy_application set product = $2, stage = $3, quantity = $4, parcel = $5, parcel_village = $6, parcel_key = $7, version = version + 1 where id = $1::uuid`,
          [id, product, stage, asked.quantity, asked.parcel, parcel.parcelVillage, parcel.parcelKey],
        );
        const changed = { ...row, ...asked, parcelVillage: parcel.parcelVillage, version: row.version + 1 };
        const contentVersion = row.contentVersion + 1;
        await this.evidence.add(em, principal, { ...changed, contentVersion }, evidence);
        await this.advance.take(em, principal, [
          { row: changed, step: 'correct', to: way.to, reason, inputs: facts, changes: { ...changes, contentVersion } },
        ]);
      }),
    );
  }

  /** Papers that were missing, before the village has checked. */
  addEvidence(principal: Principal, id: string, given: readonly GivenEvidence[]): Promise<void> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      const [row] = (await lockApplications(em, [id])) as [SubsidyRow];
      if (!holds(actorFor(principal), 'village')) throw new NotYourSubsidyStep('village');
      if (!isBeforeApproval(row.state)) throw new SubsidyStepNotPossible(row.state);
      await this.evidence.add(em, principal, row, given);
    });
  }
}

function assertProduct(scheme: SubsidyScheme, { product: code, stage }: { product: string; stage: number }): void {
  if (findProduct(scheme, code)?.ratesFen[stage - 1] === undefined) throw new ApplicationRefused('product');
}

/** What an index alone keeps, in words. */
async function once<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException && /parcel_once/.test(String(error))) throw new ApplicationRefused('parcel');
    if (error instanceof UniqueConstraintViolationException && /application_of_claim/.test(String(error))) throw new ProjectNotWaiting();
    throw error;
  }
}
