import type { EntityManager } from '@mikro-orm/postgresql';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import type { PlainDate } from '@jingzhun/domain/plain-date';
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
  /** Day on which it went to the bank. */
  sentOn: PlainDate;
  /** Day on which it was credited, as the bank said before. */
  paidOn: PlainDate | null;
  amount: number;
  recoveredFen: number;
  householdId: string;
  isInstitution: boolean;
  personId: string | null;
  village: string;
  causeType: string;
  causeId: string;
}

const SENT = `select a.id as "attemptId", a.payment_id as "paymentId", a.file_number as "fileNumber", a.position, a.attempt, a.attempt = p.attempt as "isCurrent",
    p.state, (a.sent_at at time zone 'Asia/Shanghai')::date::text as "sentOn", p.paid_on::text as "paidOn", a.amount_fen as amount, p.recovered_fen::float8 as "recoveredFen", p.household_id as "householdId", p.institution_id is not null as "isInstitution", p.person_id as "personId", p.village_code as village, p.cause_type as "causeType", p.cause_id as "causeId"
  from payment_attempt a join payment p on p.id = a.payment_id where a.batch_id = $1::uuid`;

/** Every line with the payment it answers; all of them or a refusal that names the wrong ones. @throws ReturnFileRefused */
export async function matchReturns(
  em: EntityManager,
  batch: BatchRow,
  rows: readonly ReturnRow[],
  today: PlainDate,
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
    const wrong = one ? whatIsWrong(row, one, today) : unknown(row, batch);
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

interface Wrong {
  readonly field: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** The reference begins with the number of its batch: the file of another one is the likeliest mistake. */
function unknown({ reference }: ReturnRow, { number }: BatchRow): Wrong {
  const other = Number(reference.slice(0, 6));
  const isOther = other !== number;
  return {
    field: 'reference',
    code: 'return-file.unknown',
    zh: isOther
      ? `该付款编号属于第${other}号批次，不是本批次（第${number}号）。请打开第${other}号批次上传。`
      : '本批次没有这个付款编号，请银行核对。',
    en: isOther
      ? `the reference belongs to batch ${other}, not to this one (${number}); open that batch and upload there.`
      : 'the batch has no payment of this reference; ask the bank.',
  };
}

const WRONG = {
  amount: {
    field: 'amount',
    code: 'return-file.amount-differs',
    zh: '金额与送银行的不一致，请银行核对后重新出具。',
    en: 'the amount differs from what was sent; ask the bank for a corrected file.',
  },
  answered: {
    field: 'reference',
    code: 'return-file.answered',
    zh: '该笔已有结果，不能再改为这个结果。请在付款明细中查看；重复报送的，请银行出具不含本行的文件。',
    en: 'the payment has its result already: look it up in the batch. If the line is told twice, ask the bank for the file without it.',
  },
  resent: {
    field: 'reference',
    code: 'return-file.sent-again',
    zh: '该笔退回后已重新送银行，不能再按原来的编号改为到账。请银行核对是否入账两次：只入账一次的，请按新编号报送结果；入账两次的，请银行按新编号退回一次。',
    en: 'the payment was sent to the bank again since: it is not credited under the old reference any more. Ask the bank whether it was credited twice: if once, it answers under the new reference; if twice, it sends one back under the new reference.',
  },
  givenUp: {
    field: 'reference',
    code: 'return-file.given-up',
    zh: '该笔退回后已停止发放，资金已另作安排，不能再改为到账。请银行核对；确已入账的，请银行把款项退回财政账户，并出具不含本行的文件。',
    en: 'the payment was given up after it came back, its money is free for others: it is not credited any more. Ask the bank; if it was credited, the bank sends it back to the treasury and makes the file without this line.',
  },
  partBack: {
    field: 'reference',
    code: 'return-file.part-taken-back',
    zh: '该笔已追回一部分，银行不能再退回整笔。请银行出具不含本行的回单文件；另外退回的款项按“追回一部分”登记，奖补资金在奖补申请中办理追回。',
    en: 'a part of the payment was taken back already: it cannot come back whole. Ask the bank for the file without this line; enter what came back besides as a part, of a subsidy in its application.',
  },
} as const satisfies Record<string, Wrong>;

const date = (code: string, zh: string, en: string): Wrong => ({ field: 'date', code: `return-file.${code}`, zh, en });

/** A day on which it cannot have happened is a slip of the pen: it would be on the certificate and in the book. */
function dayWrong({ on, outcome }: ReturnRow, { sentOn, paidOn }: Sent, today: PlainDate): Wrong | undefined {
  if (on > today)
    return date(
      'after-today',
      `日期 ${on} 在今天（${today}）之后，请银行核对后重新出具。`,
      `the date ${on} is after today (${today}); ask the bank for a corrected file.`,
    );
  if (on < sentOn)
    return date(
      'before-sending',
      `日期 ${on} 早于送银行的日期（${sentOn}），请银行核对后重新出具。`,
      `the date ${on} is before the payment was sent (${sentOn}); ask the bank for a corrected file.`,
    );
  if (outcome === 'returned' && paidOn && on < paidOn)
    return date(
      'before-credit',
      `退回日期 ${on} 早于到账日期（${paidOn}），请银行核对后重新出具。`,
      `it came back on ${on}, before it was credited (${paidOn}); ask the bank for a corrected file.`,
    );
  return undefined;
}

function whatIsWrong(row: ReturnRow, sent: Sent, today: PlainDate): Wrong | undefined {
  if (sent.amount !== row.amountFen) return WRONG.amount;
  if (sent.isCurrent && sent.state === 'paid' && row.outcome === 'returned' && sent.recoveredFen > 0) return WRONG.partBack;
  if (sent.isCurrent && isPossible(row, sent)) return dayWrong(row, sent, today);
  if (row.outcome === 'returned') return WRONG.answered;
  if (!sent.isCurrent) return WRONG.resent;
  return sent.state === 'givenUp' ? WRONG.givenUp : WRONG.answered;
}

/** A first answer; or the bank corrects itself, as long as nothing else was done with the payment since. */
const isPossible = ({ outcome }: ReturnRow, { state }: Sent): boolean =>
  state === 'sent' || (state === 'paid' && outcome === 'returned') || (state === 'returned' && outcome === 'paid');
