import type { PolicySnapshot } from '@jingzhun/policy';
import { secondPersonDueOn, type DeadlineSource } from '@jingzhun/reminders';
import { RUNNING } from '../loan/lifecycle/loan-state.js';
import { useDueOn, useRhythm } from '../loan/use/use-due.js';

const running = RUNNING.map((state) => `'${state}'`).join(', ');

/** The first line that is not paid in full; with the last one the contract ends. */
const NEXT_LINE = `select i.due_on, i.number = (select max(last.number) from loan_instalment last where last.loan_id = l.id) as is_last
  from loan_instalment i where i.loan_id = l.id and i.cumulative_fen > l.lines_paid_fen order by i.number limit 1`;

const loan = (step: string, dueOn: string, level: 'village' | 'county', permission: 'loan.write' | 'bank.operate'): string =>
  `select 'loan' as subject_kind, l.id as subject_id, l.contract_number as number, ${step} as step, l.village_code as place_code, ${dueOn} as due_on,
    '${level}' as level, '${permission}' as permission, null::jsonb as not_for from loan l`;

/** A change of the contract: first another clerk of the bank, then the county, never who has had a part in it. */
const changes = (policy: PolicySnapshot): string => {
  const since = `case p.state when 'agreed' then (select max(e.at) from loan_event e where e.loan_id = l.id and e.step = 'agreeToChange') else p.recorded_at end`;
  return `select 'loan' as subject_kind, l.id as subject_id, l.contract_number as number, case p.state when 'agreed' then 'consentToChange' else 'agreeToChange' end as step,
    l.village_code as place_code, ${secondPersonDueOn(since, policy)} as due_on, 'county' as level, case p.state when 'agreed' then 'payment.approve' else 'bank.operate' end as permission,
    jsonb_build_array(p.recorded_by, p.agreed_by) as not_for
    from loan_change_proposal p join loan l on l.id = p.loan_id where p.state in ('proposed', 'agreed') and l.state in (${running})`;
};

/** The bank collects, the village speaks to the household, and somebody of the village looks at what the money was used for. */
const sql = (policy: PolicySnapshot): string => {
  const [firstDays, months] = useRhythm(policy);
  const next = `cross join lateral (${NEXT_LINE}) n where l.state in (${running})`;
  return [
    `${loan(`case when n.is_last then 'collectLast' else 'collect' end`, 'n.due_on', 'county', 'bank.operate')} ${next}`,
    `${loan(`case when n.is_last then 'speakLast' else 'speak' end`, 'n.due_on', 'village', 'loan.write')} ${next}`,
    changes(policy),
    `${loan(`'lookAtUse'`, useDueOn(String(firstDays), String(months)), 'village', 'loan.write')} where l.state in (${running})`,
  ].join(' union all ');
};

/** What a loan waits for while it runs. A clerk of a bank is told of that bank's loans only: the query runs in the reader's session. */
export const LOAN_DEADLINES: DeadlineSource = {
  name: 'loan',
  // township and county; a bank does not oversee the village
  overseer: 'loan.review',
  words: {
    collect: { zh: '收取本期本息', en: 'collect the instalment' },
    collectLast: { zh: '贷款合同到期，收回本息', en: 'the contract ends: collect what is owed' },
    speak: { zh: '提醒农户按期还款', en: 'remind the household of its instalment' },
    speakLast: { zh: '提醒农户还清到期贷款', en: 'remind the household that its loan ends' },
    agreeToChange: { zh: '复核贷款合同变更（展期、利率）', en: 'agree to a change of the contract, or refuse it' },
    consentToChange: { zh: '县级审批贷款合同变更（展期、利率）', en: 'consent to a change of a contract for the county, or decline it' },
    lookAtUse: { zh: '检查贷款用途', en: 'look at what the loan is used for' },
  },
  sql,
};
