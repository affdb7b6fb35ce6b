import { run, type Handle } from '@jingzhun/persistence';
import { problemOf } from './closed-accounts.js';
import { PayeesChanged } from './payee.errors.js';

/** Declared with the batch: each payment gets the account that is open now. */
export const PIN = `update payment p set account_id = a.id from payment_account a where p.batch_id = $1::uuid and a.payee_id = p.payee_id and a.closed_at is null`;
/** A draft has the accounts that are open, whichever they become. */
export const UNPIN = 'update payment set account_id = null where batch_id = $1::uuid';

/** Payments that have not left, whose payee has another account now than the one declared or approved. */
export const CHANGED = `select p.id, p.batch_id as batch, p.state, n.id as "newAccount", n.recorded_by as "recordedBy", n.confirmed_by as "confirmedBy"
  from payment p left join payment_account a on a.id = p.account_id join payment_account n on n.payee_id = p.payee_id and n.closed_at is null
  where p.state in ('prepared', 'approved', 'returned') and (a.closed_at is not null or (a.id is null and p.state <> 'prepared'))`;

/** What the batch would pay into stays as it is seen now: who sets another account waits. */
const HOLD = `select from payment_account n where n.closed_at is null and n.payee_id in (select p.payee_id from payment p where p.batch_id = $1::uuid)
  order by n.id for share of n`;

export async function holdAccounts(handle: Handle, batchId: string): Promise<void> {
  await run(handle, HOLD, [batchId]);
}

/** How many, and which new account for each: what an approver confirms is what he has seen. */
export const CHANGED_PAYEES = `select count(*)::int as count,
    encode(sha256(convert_to(coalesce(string_agg(c.id || '|' || c."newAccount", E'\\n' order by c.id), ''), 'UTF8')), 'hex') as digest
  from (${CHANGED}) c where c.batch = $1::uuid`;

export interface ChangedPayees {
  count: number;
  digest: string;
}

export async function changedPayees(handle: Handle, batchId: string): Promise<ChangedPayees> {
  const [row] = await run<ChangedPayees>(handle, CHANGED_PAYEES, [batchId]);
  return row as ChangedPayees;
}

const ANOTHER = {
  code: 'payment.payee-changed',
  zh: '收款账户在申报或审批之后换过。',
  en: 'the account of the payee was changed after it was declared or approved.',
};

/** @throws PayeesChanged with each payment by its place in the list of the batch */
export async function assertPayees(handle: Handle, batchId: string, state: 'prepared' | 'approved' | 'returned'): Promise<void> {
  const rows = await run<{ id: string; place: number }>(
    handle,
    `select l.id, l.place from (select p.id, (row_number() over (order by p.household_number, p.id))::int as place from payment p where p.batch_id = $1::uuid) l
     join (${CHANGED}) c on c.id = l.id where c.state = $2 order by l.place`,
    [batchId, state],
  );
  if (rows.length > 0)
    throw new PayeesChanged(
      state === 'prepared' ? 'declared' : 'approved',
      rows.length,
      rows.map((row) => problemOf(row, ANOTHER)),
    );
}
