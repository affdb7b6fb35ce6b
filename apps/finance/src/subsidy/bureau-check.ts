import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorFor, type Principal } from '@jingzhun/auth';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { decided } from '@jingzhun/domain/step-refusal';
import { DivisionNames } from '@jingzhun/household-directory';
import { ADVISORY_LOCKS, Clock, Database, newId, run, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { Advance, type Move } from './advance.js';
import { grant, waitsFen, type Cut, type Granted } from './caps.rules.js';
import { explainCut, explainGrant, type Words } from './explain-grant.js';
import { warningsOf } from './granted-elsewhere.js';
import { decide, holds } from './lifecycle/decide.js';
import { acceptedOf, knownOf, shownAs, yearOf, type Known } from './round-known.js';
import { casesOf, leftOutOf } from './left-out.js';
import { COMES_UP } from './rests.js';
import { findProduct, type SubsidyScheme } from './scheme.js';
import { factsOf, lockApplications, schemeOf, SUBSIDY_COLUMNS, type SubsidyRow } from './subsidy-rows.js';
import type { GrantRequest, GrantShown, LeftOut, Round } from './round.dto.js';
import { NothingToGrant, NotYourSubsidyStep, SUBSIDY_REFUSALS } from './subsidy.errors.js';

/** Amounts of a round: worked out together for all that wait, so that the order of rows does not matter; a limit says what it took. */
@Injectable()
export class BureauCheck {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Advance) private readonly advance: Advance,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(DivisionNames) private readonly names: DivisionNames,
  ) {}

  /** What a round would grant now. Writes nothing. */
  async preview(principal: Principal, request: GrantRequest): Promise<Round> {
    const policy = await this.policies.snapshot(plainDateInShanghai(this.clock.now()), this.pack.county);
    return this.database.connection(sessionOf(principal), async (client) => {
      const scheme = await schemeOf(client, request.schemeCode);
      const rows = await run<SubsidyRow>(
        client,
        `select ${SUBSIDY_COLUMNS} from subsidy_application a where a.scheme_code = $1 and ${COMES_UP} and ($2::uuid[] is null or a.id = any($2::uuid[])) order by a.id`,
        [request.schemeCode, request.applicationIds ?? null],
      );
      const [turn] = await run<{ rounds: number }>(client, 'select rounds from subsidy_scheme_turn where scheme_code = $1', [scheme.code]);
      const known = await knownOf(client, scheme, rows, policy);
      const granted = grant(scheme, rows.map(acceptedOf), known.earlier, known.around.elsewhere);
      const leftOut = await leftOutOf(client, scheme, request.applicationIds);
      return roundOf(scheme, rows, granted, known, { id: null, number: (turn?.rounds ?? 0) + 1, leftOut });
    });
  }

  /** All or none. What the scheme grants nothing for ends with that as the reason; what only the cap of the batch keeps out stays for the next. @throws NothingToGrant, SubsidyStepNotYet */
  async decide(principal: Principal, request: GrantRequest): Promise<Round> {
    if (!holds(actorFor(principal), 'bureau')) throw new NotYourSubsidyStep('bureau');
    const today = plainDateInShanghai(this.clock.now());
    const policy = await this.policies.snapshot(today, this.pack.county);
    const policyParameterIds = [policy.get('subsidy.householdCapFen').parameterId, policy.get('subsidy.batchCapFen').parameterId];
    return this.database.transaction(sessionOf(principal), async (em) => {
      const scheme = await schemeOf(em, request.schemeCode);
      // one round after the other, of whatever scheme: the next sees what this one has granted
      await run(em, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.subsidyRounds]);
      const [turn] = await run<{ rounds: number }>(
        em,
        'update subsidy_scheme_turn set rounds = rounds + 1 where scheme_code = $1 returning rounds',
        [scheme.code],
      );
      const rows = await this.waiting(em, request);
      const leftOut = await leftOutOf(em, scheme, request.applicationIds);
      if (rows.length === 0) throw await this.nothingToGrant(em, leftOut, request.applicationIds);
      const known = await knownOf(em, scheme, rows, policy);
      const { earlier, around } = known;
      const granted = new Map(grant(scheme, rows.map(acceptedOf), earlier, around.elsewhere).map((one) => [one.applicationId, one]));
      const facts = await factsOf(em, rows, new Map([[scheme.code, scheme]]));
      const moves = rows.flatMap((row): Move[] => {
        const one = granted.get(row.id) as Granted;
        if (one.amountFen === 0 && waitsFen(one) > 0) return [];
        const seen = { ...facts.get(row.id)!, amountFen: one.amountFen };
        const step = one.amountFen > 0 ? 'grant' : 'reject';
        const way = decided(SUBSIDY_REFUSALS, row.state, () => decide({ step }, seen, today, actorFor(principal)));
        const inputs = { ...seen, granted: one, earlierFen: earlier.grantedFen.get(row.householdId) ?? 0 };
        const reason =
          step === 'reject'
            ? `核定补助金额为零：${one.cuts.map((cut) => explainCut(scheme, shownAs(row, one, known), cut).zh).join('；')}`
            : undefined;
        const changes = step === 'grant' ? { amountFen: one.amountFen } : {};
        return [{ row, step, to: way.to, inputs, changes, policyParameterIds, ...(reason ? { reason: reason.slice(0, 500) } : {}) }];
      });
      const round = { id: newId(this.clock) as string, number: turn?.rounds ?? 1 };
      await this.record(em, principal, scheme, round, policyParameterIds, rows, granted, known);
      await this.advance.take(em, principal, moves);
      return roundOf(scheme, rows, [...granted.values()], known, { ...round, leftOut });
    });
  }

  /** Who asked is told which of them they are, without naming anybody. */
  private async nothingToGrant(em: EntityManager, leftOut: readonly LeftOut[], asked?: readonly string[]): Promise<NothingToGrant> {
    const villages = leftOut.map(({ villageCode }) => villageCode as DivisionCode);
    return new NothingToGrant(casesOf(leftOut, await this.names.of(em, villages, this.clock.today()), asked));
  }

  private async waiting(em: EntityManager, { schemeCode, applicationIds }: GrantRequest): Promise<SubsidyRow[]> {
    const found = await run<{ id: string }>(
      em,
      `select a.id from subsidy_application a where a.scheme_code = $1 and ${COMES_UP} and ($2::uuid[] is null or a.id = any($2::uuid[]))`,
      [schemeCode, applicationIds ?? null],
    );
    const rows = await lockApplications(
      em,
      found.map(({ id }) => id),
    );
    return rows.filter(({ state }) => state === 'accepted');
  }

  private async record(
    em: EntityManager,
    by: Principal,
    scheme: SubsidyScheme,
    round: { id: string; number: number },
    policyParameterIds: readonly string[],
    rows: readonly SubsidyRow[],
    granted: ReadonlyMap<string, Granted>,
    { earlier, around }: Known,
  ): Promise<void> {
    const at = this.clock.now().toISOString();
    await run(
      em,
      `insert into subsidy_round (id, scheme_code, number, policy_parameter_ids, decided_at, decided_by, decided_by_name)
       values ($1::uuid, $2, $3, $4::uuid[], $5::timestamptz, $6::uuid, $7)`,
      [round.id, scheme.code, round.number, policyParameterIds, at, by.accountId, by.name],
    );
    const of = (row: SubsidyRow): Granted => granted.get(row.id) as Granted;
    await run(
      em,
      `insert into subsidy_grant (id, application_id, round_id, scheme_code, household_id, village_code, product, stage, quantity, computed_fen, counted_quantity, amount_fen,
         cuts, earlier, voided_at, year_cap_fen)
       select g.id, g.application_id, $1::uuid, $2, g.household_id, g.village, g.product, g.stage, g.quantity, g.computed, g.counted, g.amount, g.cuts::jsonb, g.earlier::jsonb,
         case when g.amount = 0 then $3::timestamptz end, nullif(g.year_cap, -1)
       from unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::int[], $10::int[], $11::bigint[], $12::int[], $13::bigint[], $14::text[], $15::text[], $16::bigint[])
         as g (id, application_id, household_id, village, product, stage, quantity, computed, counted, amount, cuts, earlier, year_cap)`,
      [
        ...[round.id, scheme.code, at],
        rows.map(() => newId(this.clock)),
        rows.map(({ id }) => id),
        rows.map(({ householdId }) => householdId),
        rows.map(({ villageCode }) => villageCode),
        rows.map(({ product }) => product),
        rows.map(({ stage }) => stage),
        rows.map((row) => acceptedOf(row).quantity),
        rows.map((row) => of(row).computedFen),
        rows.map((row) => of(row).countedQuantity),
        rows.map((row) => of(row).amountFen),
        rows.map((row) => JSON.stringify(of(row).cuts)),
        rows.map((row) =>
          JSON.stringify({
            grantedFen: earlier.grantedFen.get(row.householdId) ?? 0,
            quantity: (earlier.counted.get(`${row.householdId} ${row.product}`) ?? []).reduce((sum, { quantity }) => sum + quantity, 0),
            ...yearOf(around, row),
          }),
        ),
        rows.map((row) => yearOf(around, row).yearCapFen ?? -1),
      ],
    );
  }
}

/** One grant as people read it. */
export function shownGrant(
  scheme: SubsidyScheme,
  row: Pick<SubsidyRow, 'id' | 'householdId' | 'headName' | 'villageCode'>,
  one: Parameters<typeof explainGrant>[1] & { cuts: readonly Cut[] },
  warnings: Words[] = [],
): GrantShown {
  return {
    applicationId: row.id,
    householdId: row.householdId,
    headName: row.headName,
    villageCode: row.villageCode,
    product: one.product,
    productZh: findProduct(scheme, one.product)?.nameZh ?? one.product,
    stage: one.stage,
    quantity: one.quantity,
    countedQuantity: one.countedQuantity,
    computedFen: one.computedFen,
    amountFen: one.amountFen,
    waitsFen: waitsFen(one),
    isRest: one.isRest ?? false,
    cuts: one.cuts.map((cut) => ({ ...cut, ...explainCut(scheme, one, cut) })),
    earlierFen: one.earlierFen,
    explanation: explainGrant(scheme, one),
    warnings,
  };
}

function roundOf(
  scheme: SubsidyScheme,
  rows: readonly SubsidyRow[],
  granted: readonly Granted[],
  known: Known,
  { id, number, leftOut }: { id: string | null; number: number; leftOut: LeftOut[] },
): Round {
  const byId = new Map(granted.map((one) => [one.applicationId, one]));
  const warnings = warningsOf(known.around, rows, (of) => byId.get(of)?.amountFen ?? 0);
  const byCut = new Map<string, { by: string; applications: number; amountFen: number }>();
  for (const { by, amountFen } of granted.flatMap(({ cuts }) => cuts)) {
    const sum = byCut.get(by) ?? { by, applications: 0, amountFen: 0 };
    byCut.set(by, { by, applications: sum.applications + 1, amountFen: sum.amountFen + amountFen });
  }
  return {
    ...{ id, number, schemeCode: scheme.code },
    households: new Set(rows.map(({ householdId }) => householdId)).size,
    granted: granted.filter(({ amountFen }) => amountFen > 0).length,
    refused: granted.filter((one) => one.amountFen === 0 && waitsFen(one) === 0).length,
    waiting: granted.filter((one) => waitsFen(one) > 0).length,
    waitsFen: granted.reduce((sum, one) => sum + waitsFen(one), 0),
    computedFen: granted.reduce((sum, { computedFen }) => sum + computedFen, 0),
    amountFen: granted.reduce((sum, { amountFen }) => sum + amountFen, 0),
    byCut: [...byCut.values()].toSorted((a, b) => b.amountFen - a.amountFen),
    items: rows.map((row) => shownGrant(scheme, row, shownAs(row, byId.get(row.id) as Granted, known), warnings.get(row.id))),
    leftOut,
  };
}
