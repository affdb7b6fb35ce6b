import { setTimeout as pause } from 'node:timers/promises';
import { plainYuan, type Fen } from '@jingzhun/domain/money';
import type { Caller } from '@jingzhun/service-shell/testing';
import type { Finance } from './service.js';

export interface FileRow {
  contract: string;
  kind?: '放款' | '还款' | '提前还款' | '展期';
  on: string;
  fen?: number;
  principal?: number;
  interest?: number;
  periods?: number;
  effect?: '缩短期限' | '减少每期还款';
  reference: string;
  idNumber?: string;
  bank?: string;
}

const yuan = (fen: number | undefined): string => (fen === undefined ? '' : plainYuan(fen as Fen));
const TITLES = [
  '银行流水号',
  '合同编号',
  '银行',
  '业务种类',
  '日期',
  '金额（元）',
  '本金（元）',
  '利息（元）',
  '展期期数',
  '提前还款后',
  '借款人身份证号',
];

/** A bank's file as CSV, its columns in an order of its own. */
export function bankFile(rows: readonly FileRow[], total = rows.reduce((sum, { fen = 0 }) => sum + fen, 0)): string {
  const lines = rows.map(
    ({ contract, kind = '还款', on, fen, principal, interest, periods, effect, reference, idNumber = '', bank = 'rcb' }) =>
      [reference, contract, bank, kind, on, yuan(fen), yuan(principal), yuan(interest), periods ?? '', effect ?? '', idNumber].join(','),
  );
  return `${TITLES.join(',')}\r\n${lines.join('\r\n')}\r\n合计,,,,,${yuan(total)},,,,,\r\n`;
}

export function declaredOf(rows: readonly FileRow[]): string {
  const names = { 放款: 'drawings', 还款: 'repayments', 提前还款: 'prepayments', 展期: 'extensions' } as const;
  const totals = new Map<string, number>();
  const add = (name: string, by: number) => totals.set(name, (totals.get(name) ?? 0) + by);
  for (const { kind = '还款', fen = 0 } of rows) {
    add(names[kind], 1);
    if (kind !== '展期') add(`${names[kind]}Fen`, fen);
  }
  return new URLSearchParams([...totals].map(([name, value]): [string, string] => [name, String(value)])).toString();
}

export const sendBankFile = (by: Caller, rows: readonly FileRow[]) =>
  by.upload(`/bank-files?${declaredOf(rows)}`, bankFile(rows), 'text/csv');

/** As it is when the work on it is over. */
export async function worked(finance: Finance, by: Caller, id: string, withinMs = 120_000) {
  const end = performance.now() + withinMs;
  for (;;) {
    const [file] = await finance.look<{ state: string }>('select state from bank_file where id = $1', [id]);
    if (file && file.state !== 'checking' && file.state !== 'releasing') return (await by.get(`/bank-files/${id}`).expect(200)).body;
    if (performance.now() > end) throw new Error(`the file is still ${file?.state}`);
    await pause(30);
  }
}
