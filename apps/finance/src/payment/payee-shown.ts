import { may, type Principal } from '@jingzhun/auth';
import { maskName } from '@jingzhun/domain/mask';
import type { PayeeShown } from './payment.dto.js';

/** Of those with the same number, named beside the payment. */
const NAMED = 5;

const ANSWER = `(select json_build_object('reason', w.reason, 'byName', w.answered_by_name, 'at', to_char(w.answered_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from payee_answer w where w.account_id = f.account_id and w.shared_with @> f.shared_with and (w.is_stranger or not f.is_stranger) order by w.answered_at desc, w.id desc limit 1)`;

/** To where `p` was sent, or goes: bank, holder, who else has the number; with `f`, what was found about the account that is open, and `q`, what of it is asked. */
export const PAYEE_SHOWN = `(select json_build_object('accountId', q.account_id, 'bankName', coalesce(t.bank_name, a.bank_name), 'holderName', coalesce(t.holder_name, a.holder_name),
      'sharedWith', (select count(distinct o.payee_id) from payment_account o where o.account_index = coalesce(t.account_index, a.account_index) and o.payee_id <> p.payee_id and o.closed_at is null),
      'sharedHouseholds', (select coalesce(json_agg(json_build_object('householdNumber', s.number, 'headName', s.head_name)), '[]') from (
         select h.number, h.head_name from payment_account o join directory_household h on h.id = o.household_id
         where o.account_index = coalesce(t.account_index, a.account_index) and o.payee_id <> p.payee_id and o.closed_at is null order by h.number limit ${NAMED}) s),
      'isStranger', coalesce(f.is_stranger, false), 'digest', q.digest, 'answer', ${ANSWER})
   from (select) x left join payment_attempt t on t.payment_id = p.id and t.attempt = p.attempt
     left join payment_account a on a.id = coalesce(p.account_id, (select n.id from payment_account n where n.payee_id = p.payee_id and n.closed_at is null))
   where a.id is not null or t.id is not null)`;

/** In full for who prepares, approves, sends or records accounts; others read how the name begins. */
export function shownTo(principal: Principal, payee: PayeeShown | null): PayeeShown | null {
  if (!payee || WORKS_WITH_IT.some((permission) => may(principal, permission))) return payee;
  return { ...payee, holderName: maskName(payee.holderName) };
}

const WORKS_WITH_IT = ['payment.prepare', 'payment.approve', 'payment.send', 'payment-account.write'] as const;
