import { Milestones, MoneySources, PremiumSchemes } from '../claim/claim-kinds.js';
import { PAID_TO } from '../payment/payment.queries.js';
import { ENDED } from '../subsidy/lifecycle/subsidy-state.js';
import type { BenefitItem } from './benefit.dto.js';

const day = (column: string): string => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`;
const origins = (claim: string): string =>
  `(select coalesce(json_agg(distinct r.origin), '[]') from claim_report r where r.claim_id = ${claim})`;
const unpaid = (cause: string): string => `not exists (select from payment p where p.cause_id = ${cause})`;
/** The subsidy an accepted project is paid by has its own line. */
const besideItsSubsidy = `(c.kind = 'project' and (c.state = 'paid'
  or exists (select from subsidy_application s where s.claim_id = c.id and s.state not in (${ENDED.map((state) => `'${state}'`).join(', ')}))))`;
const none = `'[]'::json`;

/** `place` orders what happened to a loan on one day. What batches pay, what was decided or told and is in no batch yet, what happened to loans, and what other offices told they paid: nothing stands twice. */
export const ITEMS = `select * from (
    select p.id, b.benefit, b.title, coalesce(p.paid_on::text, ${day('p.changed_at')}) as "on", (p.amount_fen - case p.state when 'recovered' then 0 else p.recovered_fen end)::float8 as "amountFen",
      case p.state when 'paid' then case when p.recovered_fen = p.amount_fen then 'takenBack' else 'paid' end when 'returned' then 'returned' when 'recovered' then 'takenBack' when 'givenUp' then 'ended' else 'onItsWay' end as state,
      ${origins('p.cause_id')} as "heardBy", 0 as place, (coalesce((select c.subject from claim c where c.id = p.cause_id), '{}') || jsonb_strip_nulls(jsonb_build_object('paidTo', ${PAID_TO}, 'takenBack', case when p.state = 'paid' then nullif(p.recovered_fen, 0)::text end)))::json as detail
    from payment p join payment_batch b on b.id = p.batch_id where p.household_id = $1::uuid
    union all
    select c.id, case c.kind when 'relocation' then 'relocationSubsidy' else c.kind end, null, c.due_on::text, c.amount_fen::float8,
      case c.state when 'rejected' then 'ended' when 'givenUp' then 'ended' when 'approved' then 'owed' else 'told' end, ${origins('c.id')}, 0, c.subject::json
    from claim c where c.household_id = $1::uuid and ${unpaid('c.id')} and not ${besideItsSubsidy}
    union all
    select a.id, 'rewardSubsidy', s.content ->> 'nameZh', ${day('coalesce(a.approved_at, a.entered_at)')}, coalesce(a.amount_fen, a.rest_fen)::float8,
      case when a.state in ('rejected', 'withdrawn', 'givenUp') then 'ended' when a.approved_at is null then 'applied' else 'owed' end, ${none}, 0, json_build_object('rest', case when a.rest_of is not null then 'yes' end)
    from subsidy_application a join subsidy_scheme s on s.code = a.scheme_code where a.household_id = $1::uuid and ${unpaid('a.id')}
    union all
    select l.id, 'interestSubsidy', null, ${day('coalesce(q.decided_at, q.entered_at)')}, (l.granted_fen - l.set_off_fen)::float8,
      case l.state when 'open' then 'told' when 'granted' then 'owed' else 'ended' end, ${none}, 0, json_build_object('quarter', l.quarter, 'contract', l.contract_number)
    from interest_claim_line l join interest_claim q on q.id = l.claim_id where l.household_id = $1::uuid and l.granted_fen > l.set_off_fen and ${unpaid('l.id')}
    union all
    select m.id, 'loan', null, m.on_date::text, case m.kind when 'drawing' then m.principal_fen when 'repayment' then m.lines_fen + m.prepaid_fen when 'recovery' then m.recovered_fen else nullif(m.lost_fen, 0) end::float8,
      case m.kind when 'drawing' then 'drawn' when 'repayment' then 'repaid' when 'compensation' then 'compensated' when 'recovery' then 'recovered' else 'writtenOff' end, ${none}, m.position,
      json_build_object('contract', l.contract_number)
    from loan_movement m join loan l on l.id = m.loan_id where m.household_id = $1::uuid and m.kind in ('drawing', 'repayment', 'compensation', 'recovery', 'writeOff')
      and not exists (select from loan_movement r where r.reverses = m.id)
    union all
    select e.id, 'loan', null, ${day('e.at')}, null, case e.step when 'fallOverdue' then 'late' else 'caughtUp' end, ${none}, e.position, json_build_object('contract', l.contract_number)
    from loan_event e join loan l on l.id = e.loan_id where l.household_id = $1::uuid and e.step in ('fallOverdue', 'catchUp')
    union all
    select o.id, o.kind, null, o.on_date::text, o.amount_fen::float8, case l.state when 'superseded' then 'replaced' when 'withdrawn' then 'retracted' else 'elsewhere' end,
      json_build_array(l.origin), 0, json_build_object('office', l.office, 'document', l.document, 'listId', l.id, 'listNumber', l.number::text,
        'person', (select p.name from directory_person p where p.person_id = o.person_id and p.household_id = o.household_id))
    from outside_benefit o join outside_list l on l.id = o.list_id where o.household_id = $1::uuid and l.state not in ('proposed', 'rejected')
  ) i order by "on" desc, place desc, id desc limit 500`;

/** Owed is what was decided and has not arrived; what the bank sent back is owed still. */
export const OWED: readonly BenefitItem['state'][] = ['owed', 'onItsWay', 'returned'];

export type ItemRow = Omit<BenefitItem, 'about' | 'toldBy' | 'paidTo' | 'takenBackFen'> & {
  readonly detail: Readonly<Record<string, string>>;
  readonly place: number;
};

/** What it is for, as far as a word says more than the kind. */
export function aboutOf({ benefit, detail: of }: Pick<ItemRow, 'benefit' | 'detail'>): BenefitItem['about'] {
  if (of['milestone']) {
    const [milestone, source] = [Milestones.get(of['milestone'] as 'movedIn'), MoneySources.get(of['source'] as 'cityPlatform')];
    return { zh: `${milestone.zh} · ${source.zh}`, en: `${milestone.en} · ${source.en}` };
  }
  if (benefit === 'premium' && of['scheme']) {
    const scheme = PremiumSchemes.get(of['scheme'] as 'basic');
    return { zh: `${of['year']}年${scheme.zh}`, en: `${scheme.en} ${of['year']}` };
  }
  if (of['quarter']) {
    const [year, quarter] = of['quarter'].split('-Q');
    return { zh: `${year}年第${quarter}季度`, en: `quarter ${quarter} of ${year}` };
  }
  if (of['rest']) return { zh: '上一批余额', en: 'left by the batch before' };
  if (of['person']) return { zh: of['person'], en: of['person'] };
  return of['contract'] ? { zh: `合同 ${of['contract']}`, en: `contract ${of['contract']}` } : null;
}

/** The office that paid it itself, as its list tells. */
export const toldBy = ({ office, document, listId, listNumber }: ItemRow['detail']): BenefitItem['toldBy'] =>
  office && document && listId ? { office, document, listId, listNumber: Number(listNumber) } : null;

export const LOANS = `select l.id, l.number::int as number, b.name_zh as "bankNameZh", b.name_en as "bankNameEn", l.contract_number as "contractNumber", l.state,
    l.drawn_fen::float8 as "drawnFen", l.outstanding_fen::float8 as "outstandingFen", l.interest_paid_fen::float8 as "interestPaidFen",
    -- what is due and may be paid already, the bank has days to report it, is told nobody
    (case when l.state in ('overdue', 'collection') then l.overdue_since end)::text as "overdueSince", (l.overdue_principal_fen + l.overdue_interest_fen)::float8 as "overdueFen", l.matures_on::text as "maturesOn"
  from loan l join lender_bank b on b.code = l.bank_code where l.household_id = $1::uuid and l.drawn_fen > 0 order by l.number`;
