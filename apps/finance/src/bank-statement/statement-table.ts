import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { defineTable, pastDate, rowProblem, textUpTo, yuan, type ReadRow, type RowOf } from '@jingzhun/workbooks';
import type { BankRow } from './match-statement.rules.js';

/** What the bank of the county's own account prints: money in or out, a line each, with its sums under the columns. Of several columns of one meaning the first named here is read. */
export const STATEMENT = defineTable(
  { zh: '专户对账单', en: 'statement of the treasury account', needsTotal: true },
  {
    on: { title: '日期', aliases: ['记账日期', '交易日期'], read: pastDate, required: true, prefersFirstTitle: true },
    inFen: {
      title: '收入（元）',
      aliases: ['收入', '贷方金额', '贷方发生额', '收入金额'],
      read: yuan,
      summed: true,
      prefersFirstTitle: true,
    },
    outFen: {
      title: '支出（元）',
      aliases: ['支出', '借方金额', '借方发生额', '支出金额'],
      read: yuan,
      summed: true,
      prefersFirstTitle: true,
    },
    reference: { title: '编号', aliases: ['付款编号', '凭证号', '流水号', '交易流水号'], read: textUpTo(200), prefersFirstTitle: true },
    remark: { title: '摘要', aliases: ['用途', '附言'], read: textUpTo(200), prefersFirstTitle: true },
  },
);
type Row = RowOf<typeof STATEMENT.columns>;

/** Rows with their sign; whatever is wrong with one is named with its line. */
export function bankRows(
  rows: readonly ReadRow<Row>[],
  from: PlainDate,
  to: PlainDate,
): { rows: BankRow[]; problems: readonly RefusalProblem[] } {
  const problems: RefusalProblem[] = [];
  const read = rows.map(({ line, row }): BankRow => {
    const [inFen, outFen] = [row.inFen ?? 0, row.outFen ?? 0];
    if (inFen > 0 === outFen > 0) problems.push(oneOfBoth(line));
    if (row.on < from || row.on > to) problems.push(outside(line));
    return { line, on: row.on, amountFen: inFen - outFen, reference: row.reference ?? '', remark: row.remark ?? '' };
  });
  return { rows: read, problems };
}

const oneOfBoth = (line: number): RefusalProblem =>
  rowProblem(
    ...([line, { key: 'inFen', title: '收入（元）' }, 'statement.one-of-both'] as const),
    '收入和支出须填且只填一个大于零的金额。',
    'either money in or money out, and more than nothing.',
  );
const outside = (line: number): RefusalProblem =>
  rowProblem(
    ...([line, { key: 'on', title: '日期' }, 'statement.outside-period'] as const),
    '日期不在所选对账期间内。请核对期间，或换一份对账单。',
    'the day is outside the period that is compared; check the period or take another statement.',
  );
