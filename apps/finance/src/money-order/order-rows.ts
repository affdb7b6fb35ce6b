import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { MoneyOrderKind, MoneyOrderState } from './money-order.dto.js';
import { AGAINST } from './against.js';

export interface Proposal {
  kind: MoneyOrderKind;
  fundCode: string;
  bankCode: string | null;
  amountFen: number;
  on: PlainDate;
  sourceDocument: string;
  reason: string;
  takesBack?: string;
  paymentId?: string;
  /** Of an allotment. */
  area?: string;
  /** Of a bank's interest claim. */
  lineId?: string;
}

export interface Order extends Required<Omit<Proposal, 'takesBack' | 'paymentId' | 'area' | 'lineId'>> {
  id: string;
  number: number;
  version: number;
  paymentId: string | null;
  area: string | null;
  lineId: string | null;
  takesBack: string | null;
  state: MoneyOrderState;
  proposedBy: string;
}

/** Nothing of an order ever changes but that it is decided, once. */
const VERSION = `case when o.state = 'proposed' then 1 else 2 end as version`;

/** Orders by `$1`, their ids. */
export const ORDERS = `select o.id, o.number::int as number, ${VERSION}, o.kind, o.fund_code as "fundCode", o.bank_code as "bankCode", o.amount_fen::float8 as "amountFen", o.on_date::text as on,
    o.source_document as "sourceDocument", o.reason, o.takes_back as "takesBack", o.payment_id as "paymentId", o.area, o.line_id as "lineId", o.state, o.proposed_by as "proposedBy"
  from money_order o where o.id = any ($1::uuid[])`;

/** Of a provision from before two persons made it: nobody approved it. The migration `OldProvisionsHaveOrders` writes it. */
const ONE_PERSON = '（启用两人审批之前）';

/** Why a payment or a grant is given up is read where its household is; an order of neither by everybody. */
const SEEN = '(o.payment_id is null and o.line_id is null or p.id is not null or l.id is not null)';
/** How many of those that are decided are listed, the newest; of those that wait, all. */
const DECIDED = 200;

/** `$1` who asks, `$2` whether his area is the whole county. */
export const LIST = `select o.id, o.number::int as number, ${VERSION}, o.kind, o.area, p.batch_id as "batchId", l.claim_id as "interestClaimId", coalesce(p.household_number, l.household_number) as "householdNumber", o.fund_code as "fundCode", o.bank_code as "bankCode", f.name_zh as "fundNameZh", f.name_en as "fundNameEn",
    b.name_zh as "bankNameZh", b.name_en as "bankNameEn", o.amount_fen::float8 as "amountFen", o.on_date::text as on,
    case when ${SEEN} then o.source_document else '' end as "sourceDocument", case when ${SEEN} then o.reason else '' end as reason, o.state,
    exists (select from money_order r where r.takes_back = o.id and r.state <> 'refused') as "isTakenBack",
    o.proposed_by_name as "proposedByName", o.proposed_by = $1::uuid as "isOwn",
    coalesce(o.state = 'refused' and o.decided_by = o.proposed_by, false) as "isWithdrawn", nullif(o.decided_by_name, '${ONE_PERSON}') as "decidedByName",
    case when ${SEEN} then o.refusal else left(o.refusal, 0) end as refusal,
    ${AGAINST} as against
  from money_order o join fund f on f.code = o.fund_code left join lender_bank b on b.code = o.bank_code left join payment p on p.id = o.payment_id
    left join interest_claim_line l on l.id = o.line_id
  where o.state = 'proposed' or o.number >= (select min(d.number) from (select number from money_order where state <> 'proposed' order by number desc limit ${DECIDED}) d)
  order by (o.state = 'proposed') desc, o.number desc`;
