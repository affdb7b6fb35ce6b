import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { yuanToFen } from '@jingzhun/domain/money';
import { parsePlainDate, type PlainDate } from '@jingzhun/domain/plain-date';
import type { RefusalProblem } from '@jingzhun/domain/refusal';
import { inspectFile, ScratchFile, TABLE_LIMITS } from '@jingzhun/workbooks';
import type { ReturnReason } from './payment-lifecycle.js';

export interface ReturnRow {
  /** Line in the file, the titles being 1. */
  line: number;
  reference: string;
  amountFen: number;
  outcome: 'paid' | 'returned';
  reason: ReturnReason | null;
  on: PlainDate;
}

export type ReadReturn = { rows: ReturnRow[]; problems: readonly [] } | { rows: readonly []; problems: RefusalProblem[] };

export const RETURN_TITLES = ['付款编号', '金额（元）', '结果', '原因', '日期'] as const;
const OUTCOMES: Readonly<Record<string, ReturnRow['outcome']>> = { 成功: 'paid', 失败: 'returned' };
const REASONS: Readonly<Record<string, ReturnReason>> = {
  已销户: 'accountClosed',
  账户已销户: 'accountClosed',
  户名不符: 'nameDiffers',
  账号不存在: 'accountUnknown',
  无此账号: 'accountUnknown',
};
/** A bank's answer to one batch; more is a mistake. */
const MAX_ROWS = 50_000;

const problem = (line: number, field: string, code: string, zh: string, en: string): RefusalProblem => ({
  pointer: `/rows/${line}/${field}`,
  code: `return-file.${code}`,
  zh: `第${line}行：${zh}`,
  en: `Line ${line}: ${en}`,
});

/** @throws FileRefused for what is protected, damaged or no list at all */
export async function whyNotCsv(bytes: Buffer): Promise<RefusalProblem | undefined> {
  const file = await ScratchFile.create(tmpdir(), Readable.from([bytes]));
  try {
    if ((await inspectFile(file.handle, 'return.csv', TABLE_LIMITS)) === 'csv') return undefined;
  } finally {
    file.close();
  }
  return problem(
    ...([1, 'file', 'not-csv'] as const),
    '这是工作簿或压缩包。请在表格软件中另存为“CSV UTF-8”后上传，或请银行出具 CSV 回盘文件。',
    'this is a workbook or an archive; save it as CSV UTF-8, or ask the bank for a CSV file.',
  );
}

/**
 * Reads the bank's return file (CSV, UTF-8 or GB 18030): one line a payment; in the last, `合计`, the sum under the amounts and the count
 * under the results. A file without a result is refused. It is taken whole or not at all; every wrong line is named.
 */
export function readReturnFile(bytes: Buffer): ReadReturn {
  const text = textOf(bytes);
  if (text === undefined)
    return refused([
      problem(
        1,
        'file',
        'encoding',
        '文件编码无法识别，请用UTF-8或GB18030保存为CSV。',
        'the encoding is unknown; save it as CSV in UTF-8 or GB 18030.',
      ),
    ]);
  // empty lines are counted: the line that is named is the one a person finds in the file
  const [titles, ...lines] = Papa.parse<string[]>(text)
    .data.map((cells, i): Line => ({ line: i + 1, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const columns = RETURN_TITLES.map((title) => titles?.cells.indexOf(title) ?? -1);
  const missing = RETURN_TITLES.filter((_, i) => columns[i] === -1);
  if (missing.length > 0)
    return refused([problem(1, 'titles', 'titles', `缺少列：${missing.join('、')}。`, `columns are missing: ${missing.join(', ')}.`)]);
  if (lines.length > MAX_ROWS) return refused([problem(1, 'rows', 'too-many', `超过${MAX_ROWS}行。`, `more than ${MAX_ROWS} lines.`)]);
  return readLines(lines, columns);
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

function readLines(lines: readonly Line[], columns: readonly number[]): ReadReturn {
  const problems: RefusalProblem[] = [];
  const rows: ReturnRow[] = [];
  const seen = new Map<string, number>();
  const last = lines.at(-1);
  const total = last?.cells[0] === '合计' ? last : undefined;
  const told = total ? lines.slice(0, -1) : lines;
  if (total && told.length === 0)
    return refused([
      problem(
        total.line,
        'rows',
        'no-rows',
        '文件里没有一笔结果。请银行填写结果后重新出具。',
        'the file has no result; ask the bank for one with results.',
      ),
    ]);
  for (const { line, cells } of told) {
    const row = readRow(
      line,
      columns.map((column) => cells[column] ?? ''),
      problems,
    );
    if (!row) continue;
    const earlier = seen.get(row.reference);
    if (earlier !== undefined)
      problems.push(problem(line, 'reference', 'twice', `付款编号与第${earlier}行重复。`, `the same payment as in line ${earlier}.`));
    seen.set(row.reference, line);
    rows.push(row);
  }
  problems.push(...totalProblems(total?.cells, rows, total?.line ?? (last?.line ?? 1) + 1, columns));
  return problems.length > 0 ? refused(problems) : { rows, problems: [] };
}

function readRow(
  line: number,
  [reference = '', amount = '', result = '', reason = '', date = '']: string[],
  problems: RefusalProblem[],
): ReturnRow | undefined {
  const before = problems.length;
  const amountFen = yuanToFen(amount);
  const outcome = OUTCOMES[result];
  const on = parsePlainDate(date);
  if (!/^\d{6}-\d{2}-\d{6}$/.test(reference))
    problems.push(problem(line, 'reference', 'reference', '付款编号格式不对。', 'the payment reference has the wrong form.'));
  if (amountFen === undefined || amountFen <= 0)
    problems.push(
      problem(line, 'amount', 'amount', '金额不是正数或超过两位小数。', 'the amount is not positive or has more than two decimals.'),
    );
  if (!outcome) problems.push(problem(line, 'result', 'result', '结果应为“成功”或“失败”。', 'the result is 成功 or 失败.'));
  if (!on) problems.push(problem(line, 'date', 'date', '日期无法识别。', 'the date cannot be read.'));
  if (problems.length > before || amountFen === undefined || !outcome || !on) return undefined;
  return { line, reference, amountFen, outcome, reason: outcome === 'returned' ? (REASONS[reason] ?? 'other') : null, on };
}

function totalProblems(
  total: readonly string[] | undefined,
  rows: readonly ReturnRow[],
  line: number,
  columns: readonly number[],
): RefusalProblem[] {
  if (!total)
    return [problem(line, 'total', 'total-missing', '缺少“合计”行（笔数、总金额）。', 'the last line 合计 with count and sum is missing.')];
  // the sum stands under the amounts, the count under the results
  const [sum, count] = [yuanToFen(total[columns[1] ?? -1] ?? ''), Number(total[columns[2] ?? -1] ?? Number.NaN)];
  const actual = rows.reduce((all, { amountFen }) => all + amountFen, 0);
  if (count === rows.length && sum === actual) return [];
  return [
    problem(line, 'total', 'total-differs', '合计行的笔数或总金额与明细不一致。', 'count or sum of the last line differ from the lines.'),
  ];
}

export const countOutcomes = (rows: readonly ReturnRow[]): { paid: number; returned: number } => {
  const paid = rows.filter(({ outcome }) => outcome === 'paid').length;
  return { paid, returned: rows.length - paid };
};

const refused = (problems: RefusalProblem[]): ReadReturn => ({ rows: [], problems });

function textOf(bytes: Buffer): string | undefined {
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next one
    }
  return undefined;
}
