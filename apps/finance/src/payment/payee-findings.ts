import { run, type Handle } from '@jingzhun/persistence';
import { problemOf } from './closed-accounts.js';
import { PayeesUnanswered } from './payee.errors.js';

/** What was found about an account, in one figure: the answer to it counts for nothing else. */
export const FINDING_DIGEST = `encode(sha256(convert_to(f.account_id || '|' || f.is_stranger || '|' || array_to_string(f.shared_with, ' '), 'UTF8')), 'hex')`;

/** What a batch asks about: before its approval every account, afterwards those that changed since. */
export const asksChangedOnly = (state: string): boolean => state !== 'draft' && state !== 'declared';

export interface PayeeFindings {
  count: number;
  unanswered: number;
}

/** Accounts of `b`, a batch that is not over, that want an answer or have had one. */
export const PAYEE_FINDINGS = `select count(*)::int as count, (count(*) filter (where not f.is_answered))::int as unanswered
  from payee_findings(b.id, b.state not in ('draft', 'declared')) f where b.state in ('draft', 'declared', 'approved', 'sent')`;

export interface PayeeFinding {
  accountId: string;
  villageCode: string;
  recordedBy: string;
  sharedWith: string[];
  isStranger: boolean;
  isAnswered: boolean;
  digest: string;
}

export const payeeFindings = (handle: Handle, batchId: string, onlyChanged: boolean): Promise<PayeeFinding[]> =>
  run<PayeeFinding>(
    handle,
    `select f.account_id as "accountId", a.village_code as "villageCode", a.recorded_by as "recordedBy", f.shared_with as "sharedWith", f.is_stranger as "isStranger",
       f.is_answered as "isAnswered", ${FINDING_DIGEST} as digest
     from payee_findings($1::uuid, $2::boolean) f join payment_account a on a.id = f.account_id`,
    [batchId, onlyChanged],
  );

const SAYS = {
  shared: {
    code: 'payment.payee-shared',
    zh: '这个账号还登记给了别的收款人。',
    en: 'the same account number is recorded for somebody else too.',
  },
  stranger: {
    code: 'payment.payee-stranger',
    zh: '户名不是本户成员。',
    en: 'the holder of the account is no member of the household.',
  },
};

/** @throws PayeesUnanswered with each payment by its place in the list of the batch */
export async function assertPayeesAnswered(handle: Handle, batchId: string, onlyChanged: boolean): Promise<void> {
  const rows = await run<{ id: string; place: number; isStranger: boolean }>(
    handle,
    // found once for the whole batch: joined as it is, the function's query was run for every payment
    `with found as materialized (select payee_id, is_stranger from payee_findings($1::uuid, $2::boolean) where not is_answered)
     select l.id, l.place, f.is_stranger as "isStranger"
     from (select p.id, p.payee_id, (row_number() over (order by p.household_number, p.id))::int as place from payment p where p.batch_id = $1::uuid) l
       join found f on f.payee_id = l.payee_id order by l.place`,
    [batchId, onlyChanged],
  );
  if (rows.length > 0)
    throw new PayeesUnanswered(
      rows.length,
      rows.map((row) => problemOf(row, row.isStranger ? SAYS.stranger : SAYS.shared)),
    );
}
