import iconv from 'iconv-lite';
import { plainYuan, type Fen } from '@jingzhun/domain/money';
import { RETURN_TITLES } from './return-file.js';

/** Quotes and control characters break a bank file, and what begins like a formula runs when somebody opens it. */
const UNSAFE = /[\p{Cc}\p{Cf}"]|^[=+\-@]/u;

/** Whether a holder's or bank's name survives both layouts. */
export const unusableInBankFile = (text: string): boolean => UNSAFE.test(text) || column(text, WIDTHS.holderName) === undefined;

export interface BankFileRow {
  /** `000012-01-000123`: batch, file, line. The bank gives it back. */
  reference: string;
  holderName: string;
  accountNumber: string;
  bankName: string;
  amountFen: number;
  /** For whom an institution is paid. */
  remark?: string;
}

export interface BankFile {
  batchNumber: number;
  fileNumber: number;
  purpose: string;
  rows: readonly BankFileRow[];
}

export const referenceOf = (batchNumber: number, fileNumber: number, position: number): string =>
  `${String(batchNumber).padStart(6, '0')}-${String(fileNumber).padStart(2, '0')}-${String(position).padStart(6, '0')}`;

/** The text does not fit the bank's layout. A fault in the data that was let in, found before anything is sent. */
export class BankFileUnwritable extends Error {
  constructor(readonly reference: string) {
    super(`line ${reference} holds text that the layout cannot carry`);
    this.name = 'BankFileUnwritable';
  }
}

const sumOf = (rows: readonly BankFileRow[]): Fen => rows.reduce((sum, { amountFen }) => sum + amountFen, 0) as Fen;

/** UTF-8 with a byte order mark, RFC 4180; last line `合计`, count, sum. Layout: docs/integrate/bank-files.md. */
export function bankFileCsv({ purpose, rows }: BankFile): Buffer {
  const lines = [['付款编号', '户名', '账号', '开户银行', '金额（元）', '用途']];
  for (const row of rows) {
    if ([row.holderName, row.bankName, row.remark ?? ''].some((text) => UNSAFE.test(text))) throw new BankFileUnwritable(row.reference);
    lines.push([
      row.reference,
      row.holderName,
      row.accountNumber,
      row.bankName,
      plainYuan(row.amountFen as Fen),
      [purpose, row.remark].filter(Boolean).join(' '),
    ]);
  }
  lines.push(['合计', String(rows.length), '', '', plainYuan(sumOf(rows)), '']);
  return Buffer.from(`\ufeff${lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`, 'utf8');
}

/**
 * What the bank gives back, begun: every payment of the file with its amount, and 合计. The bank writes 结果 (成功 or 失败), 原因 and 日期;
 * `readReturnFile` takes it then. No name and no account.
 */
export function bankReturnForm({ rows }: BankFile): Buffer {
  const lines = [
    RETURN_TITLES,
    ...rows.map(({ reference, amountFen }) => [reference, plainYuan(amountFen as Fen), '', '', '']),
    ['合计', plainYuan(sumOf(rows)), String(rows.length), '', ''],
  ];
  return Buffer.from(`\ufeff${lines.map((cells) => `${cells.join(',')}\r\n`).join('')}`, 'utf8');
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** Widths in bytes of GB 18030, in which banks keep such files. */
const WIDTHS = { reference: 20, holderName: 60, accountNumber: 32, bankName: 60, amount: 15 } as const;

/**
 * Fixed columns in GB 18030: a head `H` with batch, file, count and sum, a line `D` a payment, a tail `T` that repeats count and sum.
 * Text is filled with blanks to the right, amounts (fen) with zeros to the left. Layout: docs/integrate/bank-files.md.
 */
export function bankFileFixed({ batchNumber, fileNumber, rows }: BankFile): Buffer {
  const totals = `${digits(rows.length, 8)}${digits(sumOf(rows), WIDTHS.amount)}`;
  const lines = [`H${digits(batchNumber, 6)}${digits(fileNumber, 2)}${totals}`, ...rows.map(detail), `T${totals}`];
  return iconv.encode(lines.map((line) => `${line}\r\n`).join(''), 'gb18030');
}

function detail(row: BankFileRow): string {
  const parts = [
    column(row.reference, WIDTHS.reference),
    column(row.holderName, WIDTHS.holderName),
    column(row.accountNumber, WIDTHS.accountNumber),
    column(row.bankName, WIDTHS.bankName),
  ];
  if (parts.includes(undefined) || UNSAFE.test(row.holderName) || UNSAFE.test(row.bankName)) throw new BankFileUnwritable(row.reference);
  return `D${parts.join('')}${digits(row.amountFen, WIDTHS.amount)}`;
}

/** Undefined when it does not fit or the encoding has no such character. */
function column(text: string, width: number): string | undefined {
  const bytes = iconv.encode(text, 'gb18030');
  if (bytes.length > width || iconv.decode(bytes, 'gb18030') !== text) return undefined;
  return text + ' '.repeat(width - bytes.length);
}

const digits = (value: number, width: number): string => String(value).padStart(width, '0');
