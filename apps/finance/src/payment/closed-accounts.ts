import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { run, type Handle } from '@jingzhun/persistence';
import { AccountsClosed, AccountsMissing } from './payment.errors.js';

/**
 * Account numbers a bank has sent a payment back from because they are closed. A number that is recorded anew afterwards, with the paper
 * that says so, counts again.
 */
const CLOSED = `select p.payee_id as payee, t.account_index as index from payment_result r join payment_attempt t on t.id = r.attempt_id join payment p on p.id = t.payment_id
  where r.reason = 'accountClosed' and p.payee_id = any($1::uuid[])
    -- the bank took it back
    and not exists (select from payment_result l where l.attempt_id = r.attempt_id and l.position > r.position and l.outcome = 'paid')
    and not exists (select from payment_account n where n.payee_id = p.payee_id and n.account_index = t.account_index and n.recorded_at > r.recorded_at)`;

/** @returns what says whether a number of a payee, a household or an institution, is closed */
export async function closedNumbers(handle: Handle, payees: readonly string[]): Promise<(payee: string, index: Buffer) => boolean> {
  const rows = await run<{ payee: string; index: Buffer }>(handle, CLOSED, [payees]);
  const closed = new Set(rows.map(({ payee, index }) => `${payee} ${index.toString('hex')}`));
  return (payee, index) => closed.has(`${payee} ${index.toString('hex')}`);
}

/** Of these, the payees whose account is closed and who have given no other. */
export async function withClosedAccount(handle: Handle, payees: readonly string[]): Promise<Set<string>> {
  const rows = await run<{ payee: string }>(
    handle,
    `select a.payee_id as payee from payment_account a join (${CLOSED}) c on c.payee = a.payee_id and c.index = a.account_index where a.closed_at is null`,
    [payees],
  );
  return new Set(rows.map(({ payee }) => payee));
}

/**
 * Payments that cannot reach anybody, each by its place in the list of the batch.
 *
 * @throws AccountsMissing, AccountsClosed
 */
export async function assertReachable(handle: Handle, batchId: string, states: readonly string[]): Promise<void> {
  const rows = await run<{ id: string; place: number; state: string; payee: string; isInstitution: boolean; known: boolean }>(
    handle,
    `select p.id, (row_number() over (order by p.household_number, p.id))::int as place, p.state, p.payee_id as payee, p.institution_id is not null as "isInstitution",
       exists (select from payment_account a where a.payee_id = p.payee_id and a.closed_at is null) as known
     from payment p where p.batch_id = $1::uuid order by place`,
    [batchId],
  );
  const due = rows.filter(({ state }) => states.includes(state));
  const missing = due.filter(({ known }) => !known);
  const isClosed = await withClosedAccount(
    handle,
    due.map(({ payee }) => payee),
  );
  const closed = due.filter(({ payee }) => isClosed.has(payee));
  const problems = [
    ...missing.map((row) => problemOf(row, row.isInstitution ? NO_INSTITUTION : NO_ACCOUNT)),
    ...closed.map((row) => problemOf(row, row.isInstitution ? CLOSED_INSTITUTION : CLOSED_ACCOUNT)),
  ];
  if (missing.length > 0) throw new AccountsMissing(missing.length, problems);
  if (closed.length > 0) throw new AccountsClosed(closed.length, problems);
}

const NO_ACCOUNT = {
  code: 'payment.account-missing',
  zh: '该户没有登记一卡通账号。',
  en: 'the household has no payment account.',
};
const CLOSED_ACCOUNT = {
  code: 'payment.account-closed',
  zh: '该户登记的账户，银行已退回过款项：账户已销户。',
  en: 'the bank has sent money back from this account: it is closed.',
};

const NO_INSTITUTION = {
  code: 'payment.institution-without-account',
  zh: '收款单位没有已确认的账户。请在“收款单位”中登记，由资金审批人确认。',
  en: 'the institution has no confirmed account: propose it under "Institutions that are paid", and have it confirmed.',
};
const CLOSED_INSTITUTION = {
  code: 'payment.institution-account-closed',
  zh: '收款单位的账户，银行已退回过款项：账户已销户。请在“收款单位”中登记新账号，由资金审批人确认。',
  en: 'the bank has sent money back from the account of the institution: propose the new one, and have it confirmed.',
};

export const problemOf = ({ id, place }: { id: string; place: number }, { code, zh, en }: typeof NO_ACCOUNT): RefusalProblem => ({
  pointer: `/payments/${id}`,
  code,
  zh: `第${place}笔（按户编号排列）：${zh}`,
  en: `Payment ${place} by household number: ${en}`,
});
