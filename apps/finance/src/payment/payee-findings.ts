import { run, type Handle } from '@jingzhun/persistence';
import { problemOf } from './closed-accounts.js';
import { PayeesUnanswered } from './payee.errors.js';
import { EVERY_PAYEE_ASKED_IN, PAYEES_ANSWERED_IN, PAYEES_SHOWN_IN, type BatchState } from './payment-lifecycle.js';

/** What was found about an account, in one figure: the answer to it counts for nothing else. */
const digestOf = (f: string): string =>
  `encode(sha256(convert_to(${f}.account_id || '|' || ${f}.is_stranger || '|' || array_to_string(${f}.shared_with, ' '), 'UTF8')), 'hex')`;

const isOneOf = (state: BatchState, states: readonly BatchState[]): boolean => states.includes(state);
const among = (states: readonly BatchState[]): string => `b.state in (${states.map((state) => `'${state}'`).join(', ')})`;

/** What a batch asks about. The lists ask the same in SQL: `ASKED`, `PAYEE_FINDINGS`. */
export const asksChangedOnly = (state: BatchState): boolean => !isOneOf(state, EVERY_PAYEE_ASKED_IN);
export const takesAnswers = (state: BatchState): boolean => isOneOf(state, PAYEES_ANSWERED_IN);

export interface PayeeFindings {
  count: number;
  unanswered: number;
}

/** Accounts of `b`, a batch that is not over, that want an answer or have had one. */
export const PAYEE_FINDINGS = `select count(*)::int as count, (count(*) filter (where not f.is_answered))::int as unanswered
  from payee_findings(b.id, not ${among(EVERY_PAYEE_ASKED_IN)}) f where ${among(PAYEES_SHOWN_IN)}`;

/**
 * Of the batch $1: `found` what there is about every account, `asked` what of it the batch asks about where it stands, with the digest of the answer (null: it takes none now).
 * Each is looked up once: joined as it is, the function's query is run for every payment.
 */
export const FOUND_AND_ASKED = `batch as materialized (select b.id, ${among(EVERY_PAYEE_ASKED_IN)} as every, ${among(PAYEES_SHOWN_IN)} as shown, ${among(PAYEES_ANSWERED_IN)} as answers
    from payment_batch b where b.id = $1::uuid),
  found as materialized (select * from payee_findings($1::uuid, false)),
  asked as materialized (select q.*, case when (select answers from batch) then ${digestOf('q')} end as digest
    from (select * from found where (select every from batch) union all select * from payee_findings($1::uuid, true) where not (select every from batch)) q
    where (select shown from batch))`;

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
       f.is_answered as "isAnswered", ${digestOf('f')} as digest
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
