import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { Clock, newId, run } from '@jingzhun/persistence';
import { projectsFollowTheirHousehold } from './project-household.js';
import { keyOf, type Subject } from './claim-kinds.js';
import type { ClaimState } from './claim-lifecycle.js';

/** Somebody says that something is to be paid. */
export interface ClaimReport {
  readonly householdId: string;
  readonly village: string;
  readonly subject: Subject;
  readonly amountFen: number | null;
  readonly dueOn: string;
  readonly document: string;
  /** What tells this report from another one of the same origin: the event, the paper, the list. */
  readonly reference: string;
  /** Of the claim it is about, where that is known by another key than its own. */
  readonly key?: string;
}

/** Absent for an event: nobody here has entered it, and nobody has chosen its fund. */
export interface Entry {
  readonly by: Principal;
  /** Null: a reward subsidy chooses fund and amount, nothing is proposed here. */
  readonly fundCode: string | null;
  readonly origin: 'hand' | 'list';
}

export interface TakenReports {
  ids: string[];
  different: ClaimReport[];
  before: ReadonlyMap<ClaimReport, ClaimState>;
}

interface Known {
  id: string;
  key: string;
  village: string;
  state: ClaimState;
  amountFen: number | null;
  told: boolean;
  fromDepartment: boolean;
  isReported: boolean;
}

const INSERT = `insert into claim (id, kind, natural_key, household_id, person_id, village_code, subject, amount_fen, due_on, document, state, state_since)
  select r.id, r.kind, r.key, r.household, nullif(r.person, '')::uuid, r.village, r.subject::jsonb, r.amount, r.due, r.document, 'received', $1::timestamptz
  from unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::date[], $11::text[])
    as r (id, kind, key, household, person, village, subject, amount, due, document)
  where not exists (select from claim c where c.natural_key = r.key)
  on conflict (natural_key) where state <> 'givenUp' do nothing`;

/** Of a thing that was taken up again, the claim that is alive. */
const LOCK = `select c.id, c.natural_key as key, c.village_code as village, c.state, c.amount_fen::float8 as "amountFen",
    exists (select from claim_report r where r.claim_id = c.id and r.origin = w.origin and r.reference = w.reference) as told,
    exists (select from claim_report r where r.claim_id = c.id and r.origin = 'event') as "fromDepartment",
    exists (select from claim_report r where r.claim_id = c.id) as "isReported"
  from unnest($1::text[], $2::text[], $3::text[]) as w (key, origin, reference) join claim c on c.natural_key = w.key
  where not exists (select from claim n where n.renews = c.id) order by c.id for update of c`;

const OPEN: readonly ClaimState[] = ['received', 'proposed'];

/**
 * Reports become claims. Whatever the order in which an event, an entry by hand and a list arrive, the claims are the same in the end:
 * the department's amount counts until somebody has approved, a person's entry brings the fund, and every report is kept.
 */
@Injectable()
export class ClaimReports {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /**
   * @returns the claims; the reports whose amount another person has entered differently: then nothing may be kept of any; and with an
   * entry, the states of those that somebody has entered, or that have ended, before: nothing happens to them
   */
  async take(em: EntityManager, reports: readonly ClaimReport[], entry?: Entry): Promise<TakenReports> {
    if (reports.length === 0) return { ids: [], different: [], before: new Map() };
    const at = this.clock.now().toISOString();
    const byKey = new Map(reports.map((report) => [keyOf(report), report]));
    const keys = [...byKey.keys()].sort();
    const sorted = keys.map((key) => byKey.get(key) as ClaimReport);
    await run(em, INSERT, [
      at,
      sorted.map(() => newId(this.clock)),
      sorted.map(({ subject }) => subject.kind),
      keys,
      sorted.map(({ householdId }) => householdId),
      sorted.map(({ subject }) => (subject.kind === 'premium' ? subject.personId : '')),
      sorted.map(({ village }) => village),
      sorted.map(({ subject }) => JSON.stringify(subject)),
      sorted.map(({ amountFen }) => amountFen),
      sorted.map(({ dueOn }) => dueOn),
      sorted.map(({ document }) => document),
    ]);
    const origin = entry?.origin ?? 'event';
    const known = await run<Known>(em, LOCK, [keys, keys.map(() => origin), sorted.map(({ reference }) => reference)]);
    const reportOf = (claim: Known): ClaimReport => byKey.get(claim.key) as ClaimReport;
    if (entry) {
      const different = known.filter(
        (claim) => !claim.fromDepartment && OPEN.includes(claim.state) && claim.amountFen !== reportOf(claim).amountFen,
      );
      if (different.length > 0) return { ids: [], different: different.map(reportOf), before: new Map() };
    }
    const fresh = known.filter(({ told }) => !told);
    await this.keep(em, fresh, reportOf, origin, entry?.by, at);
    if (entry && entry.fundCode !== null)
      await this.propose(
        em,
        fresh.filter(({ state }) => state === 'received'),
        { by: entry.by, fundCode: entry.fundCode },
        at,
      );
    else if (!entry)
      await this.correct(
        em,
        fresh.filter((claim) => OPEN.includes(claim.state) || (claim.state === 'paid' && reportOf(claim).subject.kind === 'project')),
        reportOf,
      );
    const isKnown = ({ state, isReported }: Known): boolean => state !== 'received' || (entry?.fundCode === null && isReported);
    const before = known.filter(isKnown).map((claim) => [reportOf(claim), claim.state] as const);
    return { ids: known.map(({ id }) => id), different: [], before: new Map(before) };
  }

  private async keep(
    em: EntityManager,
    claims: readonly Known[],
    reportOf: (claim: Known) => ClaimReport,
    origin: string,
    by: Principal | undefined,
    at: string,
  ): Promise<void> {
    await run(
      em,
      `insert into claim_report (claim_id, origin, reference, village_code, amount_fen, reported_at, reported_by, reported_by_name)
       select r.claim, $1, r.reference, r.village, r.amount, $2::timestamptz, nullif($3, '')::uuid, nullif($4, '')
       from unnest($5::uuid[], $6::text[], $7::text[], $8::bigint[]) as r (claim, reference, village, amount) on conflict do nothing`,
      [
        ...[origin, at, by?.accountId ?? '', by?.name ?? ''],
        claims.map(({ id }) => id),
        claims.map((claim) => reportOf(claim).reference),
        claims.map(({ village }) => village),
        claims.map((claim) => reportOf(claim).amountFen),
      ],
    );
  }

  /**
   * What the department says about its own matter counts, the newest whatever arrives last, while nobody has approved anything else. A project
   * has no amount: what industry says about it counts always, and reaches the subsidy that was applied for by it (ADR 0199).
   */
  private async correct(em: EntityManager, claims: readonly Known[], reportOf: (claim: Known) => ClaimReport): Promise<void> {
    await run(
      em,
      `update claim c set amount_fen = r.amount, due_on = r.due, document = r.document, subject = r.subject::jsonb, version = c.version + 1
       from unnest($1::uuid[], $2::bigint[], $3::date[], $4::text[], $5::text[], $6::text[]) as r (id, amount, due, document, reference, subject)
       where c.id = r.id and not exists (select from claim_report later where later.claim_id = c.id and later.origin = 'event' and later.reference > r.reference)
         and (c.amount_fen, c.due_on, c.document, c.subject) is distinct from (r.amount, r.due, r.document, r.subject::jsonb)`,
      [
        claims.map(({ id }) => id),
        claims.map((claim) => reportOf(claim).amountFen),
        claims.map((claim) => reportOf(claim).dueOn),
        claims.map((claim) => reportOf(claim).document),
        claims.map((claim) => reportOf(claim).reference),
        claims.map((claim) => JSON.stringify(reportOf(claim).subject)),
      ],
    );
    await projectsFollowTheirHousehold(
      em,
      claims.filter((claim) => reportOf(claim).subject.kind === 'project').map(({ id }) => id),
    );
  }

  private async propose(
    em: EntityManager,
    claims: readonly Known[],
    { by, fundCode }: { by: Principal; fundCode: string },
    at: string,
  ): Promise<void> {
    const ids = claims.map(({ id }) => id);
    await run(
      em,
      `insert into claim_event (claim_id, position, village_code, step, from_state, to_state, actor_id, actor_name, at)
       select c.id, coalesce((select max(position) from claim_event e where e.claim_id = c.id), 0) + 1, c.village_code, 'propose', c.state, 'proposed', $2::uuid, $3, $4::timestamptz
       from claim c where c.id = any($1::uuid[])`,
      [ids, by.accountId, by.name, at],
    );
    await run(
      em,
      `update claim set state = 'proposed', state_since = $5::timestamptz, fund_code = $2, entered_by = $3::uuid, entered_by_name = $4, version = version + 1
       where id = any($1::uuid[])`,
      [ids, fundCode, by.accountId, by.name, at],
    );
  }
}
