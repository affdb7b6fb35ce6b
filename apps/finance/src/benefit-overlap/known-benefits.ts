import type { Certainty } from '@jingzhun/policy';
import { run, type Handle } from '@jingzhun/persistence';
import { Milestones, MoneySources, PremiumSchemes } from '../claim/claim-kinds.js';
import { OutsideKinds } from '../outside-benefit/outside-kinds.js';
import { recoveredOf } from '../payment/recovered.js';
import type { OverlapBenefit } from './overlap.rules.js';

export interface KnownBenefit extends OverlapBenefit {
  readonly villageCode: string;
  readonly householdNumber: string | null;
  readonly headName: string | null;
  /** Day of the decision, or of the payment by another office; null: about to be decided. */
  readonly on: string | null;
  readonly about: { readonly zh: string; readonly en: string };
}

interface Row extends Omit<KnownBenefit, 'about'> {
  readonly detail: Readonly<Record<string, string>>;
}

const decidedOn = (column: string): string => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`;

/** `$1`: households; `$2`: what is to be approved. Everything that was decided and has not ended without money, what other offices paid, and the candidates. A list that is to be replaced gives way to the one that replaces it. */
const KNOWN = `select b.*, h.number as "householdNumber", h.head_name as "headName" from (
    select a.id, 'rewardSubsidy' as kind, a.household_id as "householdId", a.village_code as "villageCode", a.scheme_code as programme, a.product || ' ' || a.stage as purpose, a.year,
      null as quarter, null::uuid as "personId", (coalesce(a.amount_fen, 0) - ${recoveredOf(`'subsidy-application'`, 'a.id')})::float8 as "amountFen", ${decidedOn('a.approved_at')} as "on",
      json_build_object('scheme', s.content ->> 'nameZh', 'schemeEn', s.content ->> 'nameEn', 'stage', a.stage::text, 'code', a.product,
        'product', (select p ->> 'nameZh' from jsonb_array_elements(s.content -> 'products') p where p ->> 'product' = a.product)) as detail
    from subsidy_application a join subsidy_scheme s on s.code = a.scheme_code
    where a.household_id = any($1::uuid[]) and (a.id = any($2::uuid[]) or a.state in ('approved', 'inPayment', 'paid', 'acknowledged', 'recovering'))
    union all
    select c.id, case c.kind when 'relocation' then 'relocationSubsidy' else 'premium' end, c.household_id, c.village_code, c.natural_key,
      coalesce(c.subject ->> 'milestone', c.subject ->> 'scheme'), coalesce((c.subject ->> 'year')::int, extract(year from c.due_on)::int), null, c.person_id,
      (coalesce(c.amount_fen, 0) - ${recoveredOf(`c.kind || '-claim'`, 'c.id')})::float8, ${decidedOn('c.approved_at')}, c.subject::json
    from claim c where c.kind <> 'project' and c.household_id = any($1::uuid[]) and (c.id = any($2::uuid[]) or c.state in ('approved', 'inPayment', 'paid'))
    union all
    select l.id, 'interestSubsidy', l.household_id, l.village_code, l.loan_id::text, null, left(l.quarter, 4)::int, l.quarter, null::uuid, (l.granted_fen - l.set_off_fen)::float8,
      ${decidedOn('q.decided_at')}, json_build_object('quarter', l.quarter, 'contract', l.contract_number)
    from interest_claim_line l join interest_claim q on q.id = l.claim_id
    where l.granted_fen > 0 and l.household_id = any($1::uuid[]) and (l.id = any($2::uuid[]) or l.state in ('granted', 'taken', 'paid', 'returned'))
    union all
    select o.id, o.kind, o.household_id, o.village_code, o.kind || ' ' || l.office, null, extract(year from o.on_date)::int, null, o.person_id, o.amount_fen::float8,
      o.on_date::text, json_build_object('office', l.office, 'list', l.number::text)
    from outside_benefit o join outside_list l on l.id = o.list_id where o.household_id = any($1::uuid[]) and (o.id = any($2::uuid[]) or (o.standing = 'standing'
      and not exists (select from outside_benefit n join outside_list r on r.id = n.list_id where n.id = any($2::uuid[]) and r.supersedes = o.list_id)))
  ) b left join directory_household h on h.id = b."householdId" order by b.id`;

/** What has been decided for households, and what is about to be, as the overlap rules see it. */
export async function knownBenefits(handle: Handle, households: readonly string[], candidates: readonly string[]): Promise<KnownBenefit[]> {
  const rows = await run<Row>(handle, KNOWN, [households, candidates]);
  return rows.map(({ detail, ...row }) => ({ ...row, about: aboutOf(row.kind, detail) }));
}

/** What was said about a rule when it was recorded. */
export interface RuleSource {
  readonly id: string;
  readonly source: string;
  readonly certainty: Certainty;
  readonly noteZh: string;
}
export const ruleSources = (handle: Handle, ids: readonly string[]): Promise<RuleSource[]> =>
  run<RuleSource>(handle, 'select id, source, certainty, note_zh as "noteZh" from policy_parameter where id = any($1::uuid[])', [ids]);

function aboutOf(kind: KnownBenefit['kind'], of: Readonly<Record<string, string>>): KnownBenefit['about'] {
  switch (kind) {
    case 'rewardSubsidy':
      return { zh: `${of['scheme']} · ${of['product']}第${of['stage']}年`, en: `${of['schemeEn']} · ${of['code']}, year ${of['stage']}` };
    case 'relocationSubsidy': {
      const [milestone, source] = [Milestones.get(of['milestone'] as 'movedIn'), MoneySources.get(of['source'] as 'cityPlatform')];
      return { zh: `${milestone.zh} · ${source.zh}`, en: `${milestone.en} · ${source.en}` };
    }
    case 'premium': {
      const scheme = PremiumSchemes.get(of['scheme'] as 'basic');
      return { zh: `${of['year']}年${scheme.zh}`, en: `${scheme.en} ${of['year']}` };
    }
    case 'interestSubsidy':
      return { zh: `${of['quarter']} · 合同 ${of['contract']}`, en: `${of['quarter']} · contract ${of['contract']}` };
    default: {
      const { zh, en } = OutsideKinds.get(kind);
      return { zh: `${zh} · ${of['office']}报来，第${of['list']}号名单`, en: `${en} · told by ${of['office']}, list ${of['list']}` };
    }
  }
}
