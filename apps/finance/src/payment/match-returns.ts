import type { EntityManager } from '@mikro-orm/postgresql';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { run } from '@jingzhun/persistence';
import { referenceOf } from './bank-file.js';
import type { BatchRow } from './payment-batches.js';
import { ReturnFileRefused } from './payment.errors.js';
import type { ReturnRow } from './return-file.js';

export interface Sent {
  attemptId: string;
  paymentId: string;
  fileNumber: number;
  position: number;
  attempt: number;
  isCurrent: boolean;
  state: string;
  amount: number;
  householdId: string;
  personId: string | null;
  village: string;
  causeType: string;
  causeId: string;
}

const SENT = `select a.id as "attemptId", a.payment_id as "paymentId", a.file_number as "fileNumber", a.position, a.attempt, a.attempt = p.attempt as "isCurrent",
    p.state, a.amount_fen as amount, p.household_id as "householdId", p.person_id as "personId", p.village_code as village, p.cause_type as "causeType", p.cause_id as "causeId"
  from payment_attempt a join payment p on p.id = a.payment_id where a.batch_id = $1::uuid`;

/** Every line with the payment it answers; all of them or a refusal that names the wrong ones. @throws ReturnFileRefused */
export async function matchReturns(
  em: EntityManager,
  batch: BatchRow,
  rows: readonly ReturnRow[],
): Promise<{ row: ReturnRow; sent: Sent }[]> {
  const sent = new Map(
    (await run<Sent>(em, SENT, [batch.id])).map((one) => [
      referenceOf(batch.number, one.fileNumber, one.position),
      { ...one, amount: Number(one.amount) },
    ]),
  );
  const problems: RefusalProblem[] = [];
  const matched: { row: ReturnRow; sent: Sent }[] = [];
  for (const row of rows) {
    const one = sent.get(row.reference);
    const wrong = one ? whatIsWrong(row, one) : WRONG.unknown;
    if (wrong)
      problems.push({
        pointer: `/rows/${row.line}/${wrong.field}`,
        code: wrong.code,
        zh: `第${row.line}行：${wrong.zh}`,
        en: `Line ${row.line}: ${wrong.en}`,
      });
    else if (one) matched.push({ row, sent: one });
  }
  if (problems.length > 0) throw new ReturnFileRefused(problems);
  return matched;
}

const WRONG = {
  unknown: {
    field: 'reference',
    code: 'return-file.unknown',
    zh: '本批次没有这个付款编号。',
    en: 'the batch has no payment of this reference.',
  },
  amount: { field: 'amount', code: 'return-file.amount-differs', zh: '金额与送出的不一致。', en: 'the amount differs from what was sent.' },
  answered: {
    field: 'reference',
    code: 'return-file.answered',
    zh: '该笔已经有结果，不能再变更为此结果。',
    en: 'the payment has its result already.',
  },
} as const;

function whatIsWrong(row: ReturnRow, sent: Sent): (typeof WRONG)[keyof typeof WRONG] | undefined {
  if (sent.amount !== row.amountFen) return WRONG.amount;
  const possible = sent.isCurrent && (sent.state === 'sent' || (sent.state === 'paid' && row.outcome === 'returned'));
  return possible ? undefined : WRONG.answered;
}
