import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { productWords } from '@jingzhun/domain/product-words';
import { Database, run, sessionOf } from '@jingzhun/persistence';
import { SealedCursors } from '@jingzhun/vault';
import { answeredOf, shownAnswer, type AnsweredRow } from '../benefit-overlap/overlap-answered.js';
import { Milestones, MoneySources, PremiumSchemes, type Subject } from './claim-kinds.js';
import type { Claim, ClaimPage, ClaimsQuery } from './claim.dto.js';
import { SubsidyStates, type SubsidyState } from '../subsidy/lifecycle/subsidy-state.js';
import { ClaimNotFound } from './claim.errors.js';
import { productName } from './listed-projects.js';

const instant = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const CLAIM = `select c.id, c.kind, c.subject, c.household_id as "householdId", h.number as "householdNumber", h.head_name as "headName", c.village_code as "villageCode",
    (select p.name from directory_person p where p.person_id = c.person_id and p.household_id = c.household_id) as "personName", ${productName(`c.subject ->> 'product'`)} as "productName",
    c.amount_fen::float8 as "amountFen", c.due_on::text as "dueOn", c.document, c.fund_code as "fundCode", c.state, ${instant('c.state_since')} as "stateSince",
    c.entered_by_name as "enteredByName", c.approved_by_name as "approvedByName", c.paid_on::text as "paidOn", c.version, c.renews as "renewsId",
    (select json_build_object('id', a.id, 'state', a.state) from subsidy_application a where a.claim_id = c.id order by a.entered_at desc, a.id desc limit 1) as application,
    (select n.id from claim n where n.renews = c.id) as "renewedById", ${answeredOf('c.id')} as overlap,
    exists (select from claim_report r where r.claim_id = c.id and r.amount_fen is distinct from c.amount_fen) as differs,
    (select coalesce(json_agg(json_build_object('origin', r.origin, 'amountFen', r.amount_fen, 'at', ${instant('r.reported_at')}, 'byName', r.reported_by_name)
       order by r.reported_at, r.origin, r.reference), '[]') from claim_report r where r.claim_id = c.id) as reports
  from claim c left join directory_household h on h.id = c.household_id`;

type Row = Omit<Claim, 'about' | 'overlap' | 'application'> & {
  application: { id: string; state: SubsidyState } | null;
  subject: Subject;
  personName: string | null;
  productName: string | null;
  overlap: AnsweredRow | null;
};

@Injectable()
export class ClaimQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
  ) {}

  /** What has waited longest first. */
  list(principal: Principal, { state, kind, area, cursor, limit }: ClaimsQuery): Promise<ClaimPage> {
    const [since, id] = cursor ? this.cursors.open('claims', principal.accountId, cursor) : [null, null];
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    return this.database.connection(sessionOf(principal), async (client) => {
      const rows = await run<Row>(
        client,
        `${CLAIM} where ($1::text is null or c.state = $1) and ($2::text is null or c.kind = $2) and ($3::timestamptz is null or (c.state_since, c.id) > ($3, $4::uuid))
           and c.village_code between $5 and $6
         order by c.state_since, c.id limit $7`,
        [state ?? null, kind ?? null, since, id, from, to, limit + 1],
      );
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        items: page.map(shown),
        nextCursor: last ? this.cursors.seal('claims', principal.accountId, [last.stateSince, last.id]) : null,
      };
    });
  }

  /** @throws ClaimNotFound */
  get(principal: Principal, id: string): Promise<Claim> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const [row] = await run<Row>(client, `${CLAIM} where c.id = $1::uuid`, [id]);
      if (!row) throw new ClaimNotFound();
      return shown(row);
    });
  }
}

const shown = ({ subject, personName, productName: product, overlap, application, ...row }: Row): Claim => ({
  ...row,
  application: application && { ...application, zh: SubsidyStates.get(application.state).zh, en: SubsidyStates.get(application.state).en },
  about: aboutOf(subject, personName, product),
  overlap: shownAnswer(overlap),
});

function aboutOf(subject: Subject, personName: string | null, product: string | null): Claim['about'] {
  switch (subject.kind) {
    case 'relocation': {
      const [milestone, source] = [Milestones.get(subject.milestone as 'movedIn'), MoneySources.get(subject.source as 'cityPlatform')];
      return { zh: `${milestone.zh} · ${source.zh}`, en: `${milestone.en} · ${source.en}` };
    }
    case 'premium': {
      const scheme = PremiumSchemes.get(subject.scheme as 'basic');
      const whom = personName ? ` · ${personName}` : '';
      return { zh: `${subject.year}年${scheme.zh}${whom}`, en: `${scheme.en} ${subject.year}${whom}` };
    }
    case 'project':
      return {
        zh: `${product ?? subject.product}（第 ${subject.stage} 年，${scaleOf(subject).zh}）`,
        en: `${productWords(subject.product, product)}, year ${subject.stage}, ${scaleOf(subject).en}`,
      };
  }
}

const scaleOf = ({ quantity, unit }: Extract<Subject, { kind: 'project' }>): { zh: string; en: string } =>
  unit === 'centiMu' ? { zh: `${quantity / 100} 亩`, en: `${quantity / 100} mu` } : { zh: `${quantity} 个`, en: String(quantity) };
