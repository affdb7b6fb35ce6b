import { Inject, Injectable } from '@nestjs/common';
import { UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/postgresql';
import { actorFor, type Principal } from '@jingzhun/auth';
import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, newId, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { Advance, type Move } from '../advance.js';
import { shownGrant } from '../bureau-check.js';
import { holds } from '../lifecycle/decide.js';
import { keyOfParcel } from '../parcels/parcel-name.rules.js';
import { isOpenOn } from '../schemes.js';
import { findProduct, type SubsidyScheme } from '../scheme.js';
import { schemeOf, type SubsidyRow } from '../subsidy-rows.js';
import { ApplicationRefused, NotYourSubsidyStep } from '../subsidy.errors.js';
import { obstaclesOf, parcelOf, wordsOf } from './project-fits.rules.js';
import { forecast, keyOf, type Forecast } from './project-forecast.js';
import { rowsOf, waitingRows, type ProjectRow, type Years } from './project-rows.js';
import {
  MOST_PROJECTS,
  type ApplyForProjectsRequest,
  type PreviewedProject,
  type PreviewProjectsRequest,
  type ProjectsApplied,
  type ProjectsPreview,
} from './projects.dto.js';
import { ProjectNotFound, ProjectsRefused, type Obstructed } from './projects.errors.js';

/** Accepted projects applied for in one command: industry's acceptance is the entry, whoever presses is kept as who entered each. */
@Injectable()
export class ProjectsTogether {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Advance) private readonly advance: Advance,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  /** What would be applied for and what a round would make of it. Writes nothing. @throws SchemeNotFound, ProjectNotFound */
  async preview(principal: Principal, { schemeCode, area, product, claimIds }: PreviewProjectsRequest): Promise<ProjectsPreview> {
    const policy = await this.policies.snapshot(this.clock.today(), this.pack.county);
    return this.database.connection(sessionOf(principal), async (client) => {
      const scheme = await schemeOf(client, schemeCode);
      const found = claimIds
        ? await known(client, this.years(scheme), claimIds)
        : await waitingRows(client, this.years(scheme), { area: (area ?? '') as DivisionPrefix, product, limit: MOST_PROJECTS + 1 });
      const rows = found.slice(0, MOST_PROJECTS);
      const fit = rows.filter((row) => obstaclesOf(scheme, row).length === 0);
      const amounts = await forecast(client, scheme, fit, policy);
      return {
        ...{ schemeCode, isMore: found.length > rows.length, fit: fit.length, households: householdsOf(fit) },
        computedFen: [...amounts.values()].reduce((sum, { computedFen }) => sum + computedFen, 0),
        amountFen: [...amounts.values()].reduce((sum, { amountFen }) => sum + amountFen, 0),
        items: rows.map((row) => shown(scheme, row, amounts)),
      };
    });
  }

  /** All of them or none. @throws NotYourSubsidyStep, SchemeNotFound, ApplicationRefused, ProjectNotFound, ProjectsRefused */
  async apply(principal: Principal, { schemeCode, claimIds }: ApplyForProjectsRequest): Promise<ProjectsApplied> {
    if (!holds(actorFor(principal), 'applicant')) throw new NotYourSubsidyStep('applicant');
    return this.database.transaction(sessionOf(principal), async (em) => {
      const scheme = await schemeOf(em, schemeCode);
      if (!isOpenOn(scheme, plainDateInShanghai(this.clock.now()))) throw new ApplicationRefused('closed');
      // held first and looked at then, in one order: whoever applied while this one waited is seen
      await run(em, 'select from claim where id = any($1::uuid[]) order by id for update', [claimIds]);
      const rows = await known(em, this.years(scheme), claimIds);
      const obstructed = obstructedOf(scheme, claimIds, rows);
      if (obstructed.length > 0) throw new ProjectsRefused(obstructed);
      const applied = await this.insert(em, principal, scheme, rows);
      await this.advance.take(em, principal, applied);
      return { applications: applied.length, households: householdsOf(rows) };
    });
  }

  private years(scheme: SubsidyScheme): Years {
    return { scheme: yearOf(scheme), now: Number(plainDateInShanghai(this.clock.now()).slice(0, 4)) };
  }

  private async insert(
    em: EntityManager,
    { accountId, name }: Principal,
    scheme: SubsidyScheme,
    rows: readonly ProjectRow[],
  ): Promise<Move[]> {
    const at = this.clock.now().toISOString();
    // numbered in the order of the forecast: a round serves them alike, however they were chosen
    const moves = rows
      .toSorted((a, b) => (keyOf(a.id) < keyOf(b.id) ? -1 : 1))
      .map((project) => moveOf(newId(this.clock), scheme, project, { accountId, name, at }));
    const of = <K extends keyof SubsidyRow>(column: K): SubsidyRow[K][] => moves.map(({ row }) => row[column]);
    try {
      await run(
        em,
        `insert into subsidy_application (id, scheme_code, year, household_id, household_number, head_name, member_count, village_code, product, stage, quantity, parcel,
           state, state_since, entered_by, entered_by_name, entered_at, claim_id, parcel_village, parcel_key)
         select a.id, $1, $2, a.household, a.number, a.head, a.members, a.village, a.product, a.stage, a.quantity, a.parcel, 'applied', $3::timestamptz, $4::uuid, $5, $3::timestamptz, a.claim, a.village, a.key
         from unnest($6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::int[], $11::text[], $12::text[], $13::int[], $14::int[], $15::text[], $16::uuid[], $17::text[])
           as a (id, household, number, head, members, village, product, stage, quantity, parcel, claim, key)`,
        [
          ...[scheme.code, yearOf(scheme), at, accountId, name],
          ...[of('id'), of('householdId'), of('householdNumber'), of('headName'), of('memberCount'), of('villageCode')],
          ...[of('product'), of('stage'), of('quantity'), of('parcel'), moves.map(({ claimId }) => claimId), of('parcel').map(keyOfParcel)],
        ],
      );
    } catch (error) {
      // two of these lie on one parcel, or a name that a correction has given is that of one of them
      if (error instanceof UniqueConstraintViolationException && /parcel_once/.test(String(error)))
        throw new ApplicationRefused('projectParcels');
      throw error;
    }
    return moves;
  }
}

const yearOf = ({ code }: SubsidyScheme): number => Number(code.slice(-4));
const householdsOf = (rows: readonly ProjectRow[]): number => new Set(rows.map(({ householdId }) => householdId)).size;

/** @throws ProjectNotFound */
async function known(handle: Handle, years: Years, claimIds: readonly string[]): Promise<ProjectRow[]> {
  const rows = await rowsOf(handle, years, claimIds);
  if (rows.length < new Set(claimIds).size) throw new ProjectNotFound();
  return rows;
}

function obstructedOf(scheme: SubsidyScheme, claimIds: readonly string[], rows: readonly ProjectRow[]): Obstructed[] {
  const byId = new Map(rows.map((row) => [row.id, obstaclesOf(scheme, row)]));
  return claimIds.flatMap((id, at) => {
    const obstacles = byId.get(id) ?? [];
    return obstacles.length > 0 ? [{ at, obstacles }] : [];
  });
}

interface Entered {
  readonly accountId: string;
  readonly name: string;
  readonly at: string;
}

function moveOf(id: string, scheme: SubsidyScheme, project: ProjectRow, { accountId, name, at }: Entered): Move & { claimId: string } {
  const { householdId, householdNumber, headName, memberCount, villageCode, status, category } = project;
  // nothing speaks against it: all three are there
  const [product, stage, quantity] = [project.product as string, project.stage as number, project.quantity as number];
  const row: SubsidyRow = {
    ...{ id, schemeCode: scheme.code, year: yearOf(scheme), householdId, householdNumber, headName, memberCount, villageCode },
    ...{ product, stage, quantity, parcel: parcelOf(scheme, project), contentVersion: 1 },
    parcelVillage: villageCode,
    ...{ state: 'applied', stateSince: at, enteredBy: accountId, enteredByName: name, enteredAt: at },
    ...{ acceptedQuantity: null, amountFen: null, noticeId: null, approvedBy: null, approvedAt: null, paidOn: null },
    ...{ restOf: null, restFen: null, version: 0 },
  };
  return { row, step: 'apply', to: 'applied', inputs: { status, category, quantity, claimId: project.id }, claimId: project.id };
}

function shown(scheme: SubsidyScheme, row: ProjectRow, amounts: Forecast): PreviewedProject {
  const { id: claimId, householdId, householdNumber, headName, villageCode, product, stage, quantity, unit, acceptedOn, document } = row;
  const amount = amounts.get(claimId);
  return {
    ...{ claimId, householdId, householdNumber, headName, villageCode, product, stage, quantity, unit, acceptedOn, document },
    productZh: product === null ? null : (findProduct(scheme, product)?.nameZh ?? product),
    forecast: amount ? shownGrant(scheme, row, amount) : null,
    obstacles: obstaclesOf(scheme, row).map((code) => ({ code, ...wordsOf(code) })),
  };
}
