import type { PolicySnapshot } from '@jingzhun/policy';
import { secondPersonDueOn, type DeadlineSource } from '@jingzhun/reminders';
import { idOf } from './claim-deadlines.js';

/** Who may not decide an order: who proposed it; of a payment given up who entered or paid something of its batch; of a grant who granted it. */
const BARRED = `select o.id, o.proposed_by as account from money_order o where o.state = 'proposed'
  union select o.id, m.account_id from money_order o join payment p on p.id = o.payment_id join payment_batch_person m on m.batch_id = p.batch_id
    where o.state = 'proposed' and o.kind = 'paymentGivenUp' and m.part in ('enters', 'pays')
  union select o.id, c.decided_by from money_order o join interest_claim_line l on l.id = o.line_id join interest_claim c on c.id = l.claim_id
    where o.state = 'proposed' and c.decided_by is not null`;

/** Of nobody's area, money into or out of a fund: where the county's money is allotted, or, while none is, where its households live. */
const COUNTY = `coalesce((select left(min(a.area), 6) from allotment a), (select left(min(h.village_code), 6) from directory_household h))`;

const sql = (policy: PolicySnapshot): string =>
  `select 'money-orders' as subject_kind, ${idOf(`'money orders ' || o.due_on`)} as subject_id, null::text as number, 'decideOrders' as step,
    min(o.county) || '000000' as place_code, o.due_on, 'county' as level, 'payment.approve' as permission,
    (select jsonb_agg(x.account order by x.account) from (select e.account from (${BARRED}) e where e.id = any (array_agg(o.id))
      group by e.account having count(*) = count(o.id)) x) as not_for
  from (select o.id, ${secondPersonDueOn('o.proposed_at', policy)} as due_on,
      coalesce(left(o.area, 6), left(p.village_code, 6), left(l.village_code, 6), ${COUNTY}) as county
    from money_order o left join payment p on p.id = o.payment_id left join interest_claim_line l on l.id = o.line_id where o.state = 'proposed') o
  where o.county is not null group by o.due_on`;

/** Orders of money wait for a second person: twenty allotments of a morning are said once for the day, not once for each (ADR 0204). */
export const ORDER_DEADLINES: DeadlineSource = {
  name: 'money-order',
  overseer: 'budget.read',
  words: { decideOrders: { zh: '审批拨款申请', en: 'approve or refuse the orders of money that wait' } },
  sql,
};
