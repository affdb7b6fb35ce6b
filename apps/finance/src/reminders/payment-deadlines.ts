import type { PolicySnapshot } from '@jingzhun/policy';
import type { DeadlineSource } from '@jingzhun/reminders';
import { CHANGED } from '../payment/payees.js';

/** Nothing goes out again to an account the bank cannot pay to, before another is recorded. */
const NEEDS_ACCOUNT = `(last.reason <> 'other' and not exists (select from payment_account a where a.payee_id = p.payee_id
    and a.closed_at is null and (a.recorded_at > last.recorded_at or a.account_index <> last.account_index)))
  or not exists (select from payment_account a where a.payee_id = p.payee_id and a.closed_at is null)`;

/** What is to be given up waits for its approver (`ORDER_DEADLINES`). */
const TO_BE_GIVEN_UP = `exists (select from money_order o where o.payment_id = p.id and o.state = 'proposed' and o.kind = 'paymentGivenUp')`;

/** Nothing of a batch goes out again before its new payees are confirmed. */
const WAITS_FOR_PAYEES = `exists (select from (${CHANGED}) c where c.batch = b.id and c.state = 'returned')`;

const LAST_ANSWER = `select r.reason, r.on_date, r.recorded_at, t.account_index from payment_attempt t join payment_result r on r.attempt_id = t.id
  where t.payment_id = p.id and r.outcome = 'returned' order by r.recorded_at desc, r.position desc limit 1`;

const returned = (step: string, permission: string, which: string, days: number): string =>
  `select 'payment-batch' as subject_kind, b.id as subject_id, b.number::text as number, '${step}' as step,
    min(left(p.village_code, 6)) || '000000' as place_code, min(last.on_date) + ${days} as due_on, 'county' as level, '${permission}' as permission,
    null::jsonb as not_for
  from payment p join payment_batch b on b.id = p.batch_id cross join lateral (${LAST_ANSWER}) last
  where p.state = 'returned' and b.state = 'sent' and not ${TO_BE_GIVEN_UP} and (${which}) group by b.id, b.number`;

/** Neither who enters or pays in the batch nor who recorded one of the accounts confirms them. */
const payees = (days: number): string =>
  `select 'payment-batch' as subject_kind, b.id as subject_id, b.number::text as number, 'confirmPayees' as step,
    min(left(p.village_code, 6)) || '000000' as place_code,
    min(coalesce(last.on_date, (n.recorded_at at time zone 'Asia/Shanghai')::date)) + ${days} as due_on, 'county' as level, 'payment.approve' as permission,
    (select jsonb_agg(x.account) from (select m.account_id as account from payment_batch_person m where m.batch_id = b.id and m.part in ('enters', 'pays')
      union select c."recordedBy" from (${CHANGED}) c where c.batch = b.id) x) as not_for
  from payment_batch b join (${CHANGED}) c on c.batch = b.id join payment p on p.id = c.id join payment_account n on n.id = c."newAccount"
    left join lateral (${LAST_ANSWER}) last on p.state = 'returned'
  where (b.state, p.state) in (('approved', 'approved'), ('sent', 'returned')) group by b.id, b.number`;

const sql = (policy: PolicySnapshot): string => {
  const days = policy.value('payment.return.days');
  return [
    returned('newAccount', 'payment-account.write', NEEDS_ACCOUNT, days),
    payees(days),
    returned('sendAgain', 'payment.send', `not (${NEEDS_ACCOUNT}) and not ${WAITS_FOR_PAYEES}`, days),
  ].join(' union all ');
};

/** Payments the bank sent back: said once for a batch. First the household gives another account, then an approver confirms it, then the cashier sends again. */
export const PAYMENT_DEADLINES: DeadlineSource = {
  name: 'payment',
  overseer: 'payment.read',
  words: {
    newAccount: { zh: '银行退回的付款，登记新账号', en: 'payments came back: record new accounts' },
    confirmPayees: { zh: '农户换了收款账户，确认收款账户变更', en: 'households have other accounts: confirm the changed payees' },
    sendAgain: { zh: '银行退回的付款，再付一次', en: 'payments came back: send them again' },
  },
  sql,
};
