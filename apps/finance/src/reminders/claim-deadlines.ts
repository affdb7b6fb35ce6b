import type { DeadlineSource } from '@jingzhun/reminders';

/** A wave of claims is thousands of rows with one due day: it is said once for the day and the state, not once for each. */
const wave = (state: 'received' | 'proposed' | 'approved', step: string, permission: string, notFor = 'null::jsonb'): string =>
  `select 'claims-${state}' as subject_kind, ${idOf(`'claims ${state} ' || c.due_on`)} as subject_id, null::text as number, '${step}' as step,
    min(left(c.village_code, 6)) || '000000' as place_code, c.due_on, 'county' as level, '${permission}' as permission, ${notFor} as not_for
  from claim c where c.state = '${state}' and c.amount_fen is not null group by c.due_on`;

/** The same id for the same words: version 8 of RFC 9562. */
export const idOf = (words: string): string => `overlay(overlay(md5(${words}) placing '8' from 13) placing '8' from 17)::uuid`;

/** Who had a hand in entering each of them has nothing of it to approve. */
const ENTERED_ALL = `(select jsonb_agg(x.account_id order by x.account_id) from (select e.account_id from cause_enterer e where e.cause_id = any (array_agg(c.id))
    group by e.account_id having count(*) = count(c.id)) x)`;

/** What other departments want paid and finance has not dealt with by the day it is due. */
export const CLAIM_DEADLINES: DeadlineSource = {
  name: 'claim',
  overseer: 'claim.read',
  words: {
    propose: { zh: '填报部门上报的应付款', en: 'enter the fund of what departments report' },
    approve: { zh: '审批已填报的应付款', en: 'approve the claims that were entered' },
    batch: { zh: '把已批准的应付款编入付款批次', en: 'take approved claims into a payment batch' },
  },
  sql: [
    wave('received', 'propose', 'claim.write'),
    wave('proposed', 'approve', 'payment.approve', ENTERED_ALL),
    wave('approved', 'batch', 'payment.prepare'),
  ].join(' union all '),
};
