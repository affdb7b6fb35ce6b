import type { RepaymentMethod } from '../../loan-schedule/loan-terms.js';
import type { MovementKind } from '../loan-movements.js';
import type { StatedSubsidy } from './loan-record.js';

type Words = readonly [string, string];

export const KIND_WORDS: Readonly<Record<MovementKind, Words>> = {
  approval: ['审批额度', 'Approved'],
  lapse: ['未放额度失效', 'Limit lapsed'],
  drawing: ['放款', 'Paid out'],
  repayment: ['还款', 'Repaid'],
  compensation: ['风险缓释基金代偿', 'Compensated by the fund'],
  recovery: ['追回代偿贷款', 'Recovered'],
  writeOff: ['核销', 'Written off'],
  waiver: ['减免罚息', 'Penalty waived'],
  reversal: ['冲销', 'Reversal'],
};

export const METHOD_WORDS: Readonly<Record<RepaymentMethod, Words>> = {
  equalPrincipal: ['等额本金', 'equal principal'],
  equalInstalments: ['等额本息', 'equal instalments'],
  interestOnly: ['按期付息，到期还本', 'interest only, principal at the end'],
  flat: ['等本等息', 'flat'],
};

export const SUBSIDY_WORDS: Readonly<Record<StatedSubsidy['state'], Words>> = {
  paid: ['已到账', 'credited'],
  owed: ['已批准，待发放', 'approved'],
  returned: ['银行退回', 'returned by the bank'],
  cut: ['更正：多付，抵扣以后的贴息', 'too much: set off against what comes next'],
};
