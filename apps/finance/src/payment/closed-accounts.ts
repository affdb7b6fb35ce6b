import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { run, type Handle } from '@jingzhun/persistence';
import { AccountsClosed, AccountsMissing } from './payment.errors.js';

/**
 * Account numbers a bank has sent a payment back from because they are closed. A number that is recorded anew afterwards, with the paper
 * that says so, counts again.
 */
const CLOSED = `select p.household_id as household, t.account_index as index from payment_result r join payment_attempt t on t.id = r.attempt_id join payment p on p.id = t.payment_id
  where r.reason = 'accountClosed' and p.household_id = any($1::uuid[])
    and not exists (select from payment_account n where n.household_id = p.household_id and n.account_index = t.account_index and n.recorded_at > r.recorded_at)`;

/** @returns what says whether a number of a household is closed */
export async function closedNumbers(handle: Handle, households: readonly string[]): Promise<(household: string, index: Buffer) => boolean> {
  const rows = await run<{ household: string; index: Buffer }>(handle, CLOSED, [households]);
  const closed = new Set(rows.map(({ household, index }) => `${household} ${index.toString('hex')}`));
  return (household, index) => closed.has(`${household} ${index.toString('hex')}`);
}

/** Of these, the households whose account is closed and who have given no other. */
export async function withClosedAccount(handle: Handle, households: readonly string[]): Promise<Set<string>> {
  const rows = await run<{ household: string }>(
    handle,
    `select a.household_id as household from payment_account a join (${CLOSED}) c on c.household = a.household_id and c.index = a.account_index where a.closed_at is null`,
    [households],
  );
  return new Set(rows.map(({ household }) => household));
}

/**
 * Payments that cannot reach anybody, each by its place in the list of the batch.
 *
 * @throws AccountsMissing, AccountsClosed
 */
export async function assertReachable(handle: Handle, batchId: string, states: readonly string[]): Promise<void> {
  const rows = await run<{ id: string; place: number; state: string; household: string; known: boolean }>(
    handle,
    `select p.id, (row_number() over (order by p.household_number, p.id))::int as place, p.state, p.household_id as household,
       exists (select from payment_account a where a.household_id = p.household_id and a.closed_at is null) as known
     from payment p where p.batch_id = $1::uuid order by place`,
    [batchId],
  );
  const due = rows.filter(({ state }) => states.includes(state));
  const missing = due.filter(({ known }) => !known);
  const isClosed = await withClosedAccount(
    handle,
    due.map(({ household }) => household),
  );
  const closed = due.filter(({ household }) => isClosed.has(household));
  const problems = [...missing.map((row) => problemOf(row, NO_ACCOUNT)), ...closed.map((row) => problemOf(row, CLOSED_ACCOUNT))];
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

export const problemOf = ({ id, place }: { id: string; place: number }, { code, zh, en }: typeof NO_ACCOUNT): RefusalProblem => ({
  pointer: `/payments/${id}`,
  code,
  zh: `第${place}笔（按户编号排列）：${zh}`,
  en: `Payment ${place} by household number: ${en}`,
});
