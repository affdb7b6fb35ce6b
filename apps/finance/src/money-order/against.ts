import type { Words } from '@jingzhun/domain/lifecycle';

/** Codes of the refusals that an approval would meet, so that a list and a refusal say the same. */
export type AgainstCode = keyof typeof WORDS;

/** What stands in the way of an approval, as the books are now. */
export interface Against extends Words {
  readonly code: AgainstCode;
}

const WORDS = {
  'money-order.same-person': {
    zh: '由您提出，须由另一名资金审批人批准。',
    en: 'You proposed it: another finance approver approves it.',
  },
  'payment.same-person': {
    zh: '您录入过或办理过该批次的付款，须由另一名资金审批人批准。',
    en: 'You entered or paid something of its batch: another finance approver approves it.',
  },
  'interest-claim.line-same-person': {
    zh: '这笔贴息由您批准，停止发放须由另一名资金审批人批准。',
    en: 'You granted this subsidy: another finance approver approves that it is given up.',
  },
  'budget.fund-exceeded': {
    zh: '提出之后该项资金另有安排，未分配的已不够。',
    en: 'The fund was used otherwise since: what is not allotted is not enough any more.',
  },
  'budget.fund-too-small': {
    zh: '提出之后该项资金已分配出去，未分配的已不够调减。',
    en: 'The fund was allotted since: what is not allotted is less than the reduction.',
  },
  'budget.allotment-in-use': {
    zh: '提出之后这里的额度已被使用，剩余的已不够收回。',
    en: 'The allotment was used since: less is left than is to be taken back.',
  },
  'budget.allotment-exceeded': {
    zh: '该项资金在县本级的可用额度不够存入。',
    en: 'What the county itself may use of the fund is not enough for the provision.',
  },
  'money-order.risk-fund-used': {
    zh: '冲回后，基金已不足以支撑该银行的贷款。',
    en: 'Without the provision the fund would not carry what the bank has lent.',
  },
  'payment.not-returned': {
    zh: '提出之后这笔款项已重新付款，不再是退回状态。',
    en: 'The payment was sent again since: it is not returned any more.',
  },
  'payment.part-not-paid': {
    zh: '提出之后这笔款项已退回或整笔追回，或者能追回的已少于这个金额。',
    en: 'The payment was returned or taken back since, or less is left of it.',
  },
  'interest-claim.line-not-waiting': {
    zh: '提出之后这笔贴息已进入付款批次或已办结。',
    en: 'The subsidy has gone into a batch of payments since, or is settled.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export const againstOf = (codes: readonly AgainstCode[]): Against[] => codes.map((code) => ({ code, ...WORDS[code] }));

/** Each condition with its code; of `money_order o`, its fund `f`, payment `p` and line `l`; `$1` is who asks. */
const CONDITIONS: Readonly<Record<AgainstCode, string>> = {
  'money-order.same-person': `o.proposed_by = $1::uuid`,
  'payment.same-person': `o.kind = 'paymentGivenUp' and exists (select from payment_batch_person m
    where m.batch_id = p.batch_id and m.account_id = $1::uuid and m.part in ('enters', 'pays'))`,
  'interest-claim.line-same-person': `o.kind = 'grantGivenUp' and exists (select from interest_claim c where c.id = l.claim_id and c.decided_by = $1::uuid)`,
  'budget.fund-exceeded': `o.kind = 'allotment' and f.amount_fen - f.allotted_fen < o.amount_fen`,
  'budget.fund-too-small': `o.kind = 'reduction' and f.amount_fen - f.allotted_fen < o.amount_fen`,
  'budget.allotment-in-use': `o.kind = 'allotmentReduction' and not exists (select from allotment a
    where a.fund_code = o.fund_code and a.area = o.area and a.amount_fen - a.committed_fen >= o.amount_fen)`,
  'budget.allotment-exceeded': `o.kind = 'provision' and not exists (select from allotment a
    where a.fund_code = o.fund_code and length(a.area) = 6 and a.amount_fen - a.committed_fen >= o.amount_fen)`,
  'money-order.risk-fund-used': `o.kind = 'provisionReversal' and exists (select from risk_fund r
    where r.bank_code = o.bank_code and r.exposure_fen > r.leverage * (r.balance_fen - o.amount_fen))`,
  'payment.not-returned': `o.kind = 'paymentGivenUp' and p.state <> 'returned'`,
  'payment.part-not-paid': `o.kind = 'paymentPart' and (p.state <> 'paid' or p.recovered_fen + o.amount_fen > p.amount_fen)`,
  'interest-claim.line-not-waiting': `o.kind = 'grantGivenUp' and l.state <> 'granted'`,
};

/**
 * SQL: codes of what stands against the approval of an order that waits, for an account of the whole county (`$2`); nothing for others,
 * who see a part of the books and decide nothing.
 */
export const AGAINST = `case when o.state <> 'proposed' or not $2::boolean then array[]::text[] else array_remove(array[
    ${Object.entries(CONDITIONS)
      .map(([code, condition]) => `case when ${condition} then '${code}' end`)
      .join(',\n    ')}
  ], null) end`;
