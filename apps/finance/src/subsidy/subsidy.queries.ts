import { answeredOf, shownAnswer, type AnsweredRow } from '../benefit-overlap/overlap-answered.js';
import { certificateOf } from '../payment/certificate/payment-certificates.js';
import { SUBSIDY_SUBJECT } from './evidence.js';
import { Inject, Injectable } from '@nestjs/common';
import { actorFor, may, type Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, run, sessionOf, type Handle } from '@jingzhun/persistence';
import { SealedCursors } from '@jingzhun/vault';
import { shownGrant } from './bureau-check.js';
import type { Cut } from './caps.rules.js';
import { asWholeCounty } from '../whole-county/as-whole-county.js';
import { holds, nextSteps } from './lifecycle/decide.js';
import { transitionsOf } from './lifecycle/lifecycle.js';
import { projectWords } from './lifecycle/project-words.js';
import type { ProjectDiffers } from './lifecycle/subsidy-facts.js';
import { isEnded, SubsidyStates, SubsidySteps, type SubsidyState, type SubsidyStep } from './lifecycle/subsidy-state.js';
import { possibleDuplicateAnswersOf } from './parcels/possible-duplicate-answers.js';
import { similarParcels } from './parcels/similar-parcels.js';
import { findProduct, type SubsidyScheme } from './scheme.js';
import { factsOf, schemeOf, schemesOf, SUBSIDY_COLUMNS, type SubsidyRow } from './subsidy-rows.js';
import type { SubsidyApplication, SubsidyList, SubsidyListQuery, SubsidyRowShown, SubsidyWork } from './subsidy.dto.js';
import { SubsidyApplicationNotFound } from './subsidy.errors.js';

/** Papers that no scheme has to name. */
const OWN_EVIDENCE: Readonly<Record<string, { nameZh: string; nameEn: string }>> = {
  acknowledgement: { nameZh: '农户签字的付款凭证', nameEn: 'certificate signed by the household' },
};

/** What comes next in each state: the step that leads on. */
const ONWARD: readonly (readonly [SubsidyState, SubsidyStep])[] = [
  ['applied', 'check'],
  ['villageChecked', 'measure'],
  ['measured', 'accept'],
  ['accepted', 'grant'],
  ['granted', 'post'],
  ['noticePosted', 'close'],
  ['noticeClosed', 'approve'],
  ['paid', 'acknowledge'],
  ['recovering', 'reclaim'],
];

const GRANT = `select g.product, g.stage, g.quantity, g.computed_fen::float8 as "computedFen", g.counted_quantity as "countedQuantity", g.amount_fen::float8 as "amountFen",
    g.cuts, (g.earlier->>'grantedFen')::float8 as "earlierFen", g.year_cap_fen::float8 as "yearCapFen", (g.earlier->>'besidesFen')::float8 as "besidesFen",
    (select a.rest_of is not null from subsidy_application a where a.id = g.application_id) as "isRest" from subsidy_grant g where g.application_id = $1::uuid order by (g.voided_at is null) desc, g.id desc limit 1`;

const at = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

@Injectable()
export class SubsidyQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
  ) {}

  list(principal: Principal, { state, scheme, householdId, area, waiting, cursor, limit }: SubsidyListQuery): Promise<SubsidyList> {
    const [since, id] = cursor ? this.cursors.open('subsidies', principal.accountId, cursor) : [null, null];
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    const mine = waiting ? mineOf(principal) : null;
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await run<SubsidyRow>(
        client,
        `select ${SUBSIDY_COLUMNS} from subsidy_application a where a.village_code between $1 and $2 and ($3::text is null or a.state = $3)
           and ($4::text is null or a.scheme_code = $4) and ($5::uuid is null or a.household_id = $5::uuid) and ($6::text[] is null or a.state = any($6::text[]))
           and ($7::timestamptz is null or (a.state_since, a.id) > ($7::timestamptz, $8::uuid))
         order by a.state_since, a.id limit $9`,
        [from, to, state ?? null, scheme ?? null, householdId ?? null, mine, since, id, limit + 1],
      );
      const page = rows.slice(0, limit);
      const schemes = await schemesOf(
        client,
        page.map(({ schemeCode }) => schemeCode),
      );
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        items: page.map((row) => shownRow(row, schemes.get(row.schemeCode) as SubsidyScheme)),
        nextCursor: last ? this.cursors.seal('subsidies', principal.accountId, [last.stateSince, last.id]) : null,
      };
    });
  }

  /** What waits for the own office, by step. */
  work(principal: Principal): Promise<SubsidyWork> {
    const mine = mineOf(principal);
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await run<{ state: SubsidyState; count: number; amountFen: number }>(
        client,
        `select state, count(*)::int as count, coalesce(sum(amount_fen), 0)::float8 as "amountFen" from subsidy_application where state = any($1::text[]) group by state`,
        [mine],
      );
      const byState = new Map(rows.map((row) => [row.state, row]));
      return {
        items: ONWARD.filter(([state]) => byState.has(state)).map(([state, step]) => ({
          ...(byState.get(state) as { count: number; amountFen: number }),
          ...{ state, step, zh: SubsidySteps.get(step).zh, en: SubsidySteps.get(step).en },
        })),
      };
    });
  }

  /** @throws SubsidyApplicationNotFound */
  get(principal: Principal, id: string): Promise<SubsidyApplication> {
    const today = plainDateInShanghai(this.clock.now());
    return this.database.connection(sessionOf(principal), async (client) => {
      const [row] = await run<SubsidyRow>(client, `select ${SUBSIDY_COLUMNS} from subsidy_application a where a.id = $1::uuid`, [id]);
      if (!row) throw new SubsidyApplicationNotFound();
      const scheme = await schemeOf(client, row.schemeCode);
      const facts = (await factsOf(client, [row], new Map([[row.schemeCode, scheme]]))).get(id)!;
      const { nameZh, nameEn, sourceDocument, certainty, evidence } = scheme;
      return {
        ...shownRow(row, scheme),
        memberCount: row.memberCount,
        scheme: { nameZh, nameEn, sourceDocument, certainty, evidence },
        ...(await this.details(client, principal, row, scheme)),
        next: nextSteps(facts, today, actorFor(principal)),
        events: await eventsOf(client, id),
      };
    });
  }

  private async details(
    client: Handle,
    principal: Principal,
    row: SubsidyRow,
    scheme: SubsidyScheme,
  ): Promise<
    Pick<
      SubsidyApplication,
      | 'evidence'
      | 'acceptances'
      | 'grant'
      | 'parts'
      | 'similarParcels'
      | 'notice'
      | 'payment'
      | 'overlap'
      | 'possibleDuplicates'
      | 'claim'
      | 'certificate'
    >
  > {
    // a rest was applied for and accepted with what it is the rest of
    const own = row.restOf ? [row.id, row.restOf] : [row.id];
    type Evidence = Omit<SubsidyApplication['evidence'][number], 'nameZh' | 'nameEn'>;
    const evidence = await run<Evidence>(
      client,
      `select code, attachment_id as "attachmentId", ${at('added_at')} as at, added_by_name as "byName", acceptance_id as "acceptanceId"
       from subsidy_evidence where application_id = any($1::uuid[]) order by added_at, id`,
      [own],
    );
    const acceptances = await run<SubsidyApplication['acceptances'][number]>(
      client,
      `select id, quantity, on_date::text as on, remark, measured_by_name as "measuredByName", confirmed_by_name as "confirmedByName", voided_at is not null as "isVoid"
       from subsidy_acceptance where application_id = any($1::uuid[]) order by measured_at desc, id desc`,
      [own],
    );
    const [granted] = await run<Parameters<typeof shownGrant>[2] & { cuts: Cut[] }>(client, GRANT, [row.id]);
    const parts = await run<SubsidyApplication['parts'][number]>(
      client,
      `select a.id, a.state, a.amount_fen::float8 as "amountFen", a.rest_fen::float8 as "restFen" from subsidy_application a
       where a.rest_of = $1::uuid or (a.id = $1::uuid and exists (select from subsidy_application r where r.rest_of = a.id)) order by a.rest_of nulls first, a.id`,
      [row.restOf ?? row.id],
    );
    const [notice] = await run<NonNullable<SubsidyApplication['notice']>>(
      client,
      `select id, state, posted_on::text as "postedOn", last_day::text as "lastDay", objections_open as "openObjections", objections_upheld as "upheldObjections"
       from notice where id = $1::uuid`,
      [row.noticeId],
    );
    const [payment] = may(principal, 'payment.read')
      ? await run<NonNullable<SubsidyApplication['payment']>>(
          client,
          `select p.batch_id as "batchId", b.number::int as "batchNumber", b.state as "batchState", p.state,
             case when p.state = 'returned' then (select r.reason from payment_attempt t join payment_result r on r.attempt_id = t.id
               where t.payment_id = p.id and r.outcome = 'returned' order by r.recorded_at desc limit 1) end as "returnReason"
           from payment p join payment_batch b on b.id = p.batch_id where p.cause_type = 'subsidy-application' and p.cause_id = $1::uuid`,
          [row.id],
        )
      : [];
    const [answered] = await run<{ overlap: AnsweredRow | null }>(client, `select ${answeredOf('$1::uuid')} as overlap`, [row.id]);
    type Claim = Omit<NonNullable<SubsidyApplication['claim']>, 'differs'> & { differs: ProjectDiffers | null };
    // a household that has moved was told with its project in another village
    const [claim] = await asWholeCounty(client, () =>
      run<Claim>(
        client,
        `select c.id, c.document, c.due_on::text as "acceptedOn", subsidy_project_differs(a.id) as differs from subsidy_application a
         join subsidy_application w on w.id = coalesce(a.rest_of, a.id) join claim c on c.id = w.claim_id where a.id = $1::uuid`,
        [row.id],
      ),
    );
    const certificate =
      may(principal, 'benefit.read') || may(principal, 'payment.read') ? await certificateOf(client, SUBSIDY_SUBJECT, row.id) : null;
    const nameOf = (code: string) =>
      scheme.evidence.find((one) => one.code === code) ?? OWN_EVIDENCE[code] ?? { nameZh: '现场照片', nameEn: 'photograph on site' };
    return {
      evidence: evidence.map((one) => ({ ...one, nameZh: nameOf(one.code).nameZh, nameEn: nameOf(one.code).nameEn })),
      acceptances,
      grant: granted ? shownGrant(scheme, row, granted) : null,
      parts,
      similarParcels: await similarParcels(client, row),
      notice: notice ?? null,
      payment: payment ?? null,
      overlap: shownAnswer(answered?.overlap ?? null),
      possibleDuplicates: await possibleDuplicateAnswersOf(client, row.restOf ?? row.id),
      claim: claim
        ? {
            ...claim,
            differs:
              claim.differs && !isEnded(row.state) ? projectWords(claim.differs, { state: row.state, isRest: row.restOf !== null }) : null,
          }
        : null,
      certificate,
    };
  }
}

async function eventsOf(client: Handle, id: string): Promise<SubsidyApplication['events']> {
  type Row = Omit<SubsidyApplication['events'][number], 'zh' | 'en'>;
  const rows = await run<Row>(
    client,
    `select step, from_state as "from", to_state as "to", actor_name as "byName", ${at('at')} as at, reason, inputs -> 'receipt' as receipt from subsidy_event where application_id = $1::uuid order by position desc`,
    [id],
  );
  return rows.map((row) => ({ ...row, zh: SubsidySteps.get(row.step).zh, en: SubsidySteps.get(row.step).en }));
}

const mineOf = (principal: Principal): SubsidyState[] => {
  const actor = actorFor(principal);
  return ONWARD.filter(([state, step]) => transitionsOf(step, state).some(({ office }) => holds(actor, office))).map(([state]) => state);
};

export const shownRow = (row: SubsidyRow, scheme: SubsidyScheme): SubsidyRowShown => {
  const product = findProduct(scheme, row.product);
  return {
    id: row.id,
    schemeCode: row.schemeCode,
    householdId: row.householdId,
    householdNumber: row.householdNumber,
    headName: row.headName,
    villageCode: row.villageCode,
    product: row.product,
    productZh: product?.nameZh ?? row.product,
    unit: product?.unit ?? 'count',
    stage: row.stage,
    quantity: row.quantity,
    acceptedQuantity: row.acceptedQuantity,
    parcel: row.parcel,
    parcelVillage: row.parcelVillage,
    amountFen: row.amountFen,
    state: SubsidyStates.get(row.state).code,
    stateSince: row.stateSince,
    enteredByName: row.enteredByName,
    enteredAt: row.enteredAt,
    paidOn: row.paidOn,
    restFen: row.restFen,
    version: row.version,
  };
};
