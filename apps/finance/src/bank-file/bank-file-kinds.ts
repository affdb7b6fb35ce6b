import { codeList, type CodeOf } from '@jingzhun/domain/code-list';

/** What a row of a bank's file tells. */
export const BankEntryKinds = codeList('业务种类', 'kind of entry', [
  { code: 'drawing', zh: '放款', en: 'drawing', aliases: ['贷款发放', '发放'] },
  { code: 'repayment', zh: '还款', en: 'repayment', aliases: ['正常还款', '归还'] },
  { code: 'prepayment', zh: '提前还款', en: 'early repayment', aliases: ['提前归还'] },
  { code: 'extension', zh: '展期', en: 'extension' },
]);
export type BankEntryKind = CodeOf<typeof BankEntryKinds>;

/** What becomes of the instalments after principal was paid before it was due. */
export const PrepaymentEffects = codeList('提前还款后', 'after an early repayment', [
  { code: 'fewerInstalments', zh: '缩短期限', en: 'the loan ends earlier', aliases: ['期限缩短'] },
  { code: 'smallerInstalments', zh: '减少每期还款', en: 'every instalment becomes smaller', aliases: ['期限不变'] },
]);
export type PrepaymentEffect = CodeOf<typeof PrepaymentEffects>;

export const BankFileStates = codeList('银行明细状态', "state of a bank's file", [
  { code: 'checking', zh: '正在核对', en: 'being checked' },
  { code: 'checked', zh: '已核对，待放行', en: 'checked, waits for release' },
  { code: 'releasing', zh: '正在登记', en: 'being booked' },
  { code: 'stopped', zh: '登记中止，待重新核对', en: 'stopped, to be checked again' },
  { code: 'booked', zh: '已登记', en: 'booked' },
  { code: 'withdrawn', zh: '已撤回', en: 'withdrawn' },
]);
export type BankFileState = CodeOf<typeof BankFileStates>;

export const ROW_RESULTS = ['waiting', 'book', 'differs', 'already', 'refused'] as const;
export type RowResult = (typeof ROW_RESULTS)[number];

/** Rows of one loan in the order in which they happened; within a day money goes out before it comes back. */
export const ORDER_OF_ROWS = `r.on_date, array_position(array['drawing', 'repayment', 'prepayment', 'extension'], r.kind), r.reference, r.position`;
