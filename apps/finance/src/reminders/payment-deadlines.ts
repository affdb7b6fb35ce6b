import type { PolicySnapshot } from '@jingzhun/policy';
import type { DeadlineSource } from '@jingzhun/reminders';

/** Nothing goes out again to an account the bank cannot pay to, before another is recorded. */
const NEEDS_ACCOUNT = `(last.reason <> 'other' and not exists (select from payment_account a where a.household_id = p.household_id
    and a.closed_at is null and a.recorded_at > last.recorded_at))
  or not exists (select from payment_account a where a.household_id = p.household_id and a.closed_at is null)`;

const LAST_ANSWER = `select r.reason, r.on_date, r.recorded_at from payment_attempt t join payment_result r on r.attempt_id = t.id
  where t.payment_id = p.id and r.outcome = 'returned' order by r.recorded_at desc, r.position desc limit 1`;

const returned = (step: string, permission: string, which: string, days: number): string =>
  `select 'payment-batch' as subject_kind, b.id as subject_id, b.number::text as number, '${step}' as step,
    min(left(p.village_code, 6)) || '000000' as place_code, min(last.on_date) + ${days} as due_on, 'county' as level, '${permission}' as permission,
    null::jsonb as not_for
  from payment p join payment_batch b on b.id = p.batch_id cross join lateral (${LAST_ANSWER}) last
  where p.state = 'returned' and b.state = 'sent' and (${which}) group by b.id, b.number`;

const sql = (policy: PolicySnapshot): string => {
  const days = policy.value('payment.return.days');
  return [
    returned('newAccount', 'payment-account.write', NEEDS_ACCOUNT, days),
    returned('sendAgain', 'payment.send', `not (${NEEDS_ACCOUNT})`, days),
  ].join(' union all ');
};

/** Payments the bank sent back: said once for a batch. First the household gives another account, then the cashier sends again. */
export const PAYMENT_DEADLINES: DeadlineSource = {
  name: 'payment',
  overseer: 'payment.read',
  words: {
    newAccount: { zh: '银行退回的付款，登记新账号', en: 'payments came back: record new accounts' },
    sendAgain: { zh: '银行退回的付款，再付一次', en: 'payments came back: send them again' },
  },
  sql,
};
