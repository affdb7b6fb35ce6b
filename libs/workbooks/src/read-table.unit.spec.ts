import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { writeXlsx } from 'hucre';
import { bankAccount, identifier, textUpTo, yuan } from './cell-readers.js';
import { defineTable } from './define-table.js';
import { FileRefused } from './file-refusals.js';
import { readTable } from './read-table.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'table-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PAYMENTS = defineTable(
  { zh: '付款表', en: 'list of payments' },
  {
    number: { title: '户编号', aliases: ['户号'], read: identifier, required: true },
    account: { title: '账号', read: bankAccount, required: true },
    amountFen: { title: '金额（元）', read: yuan, required: true, summed: true },
    note: { title: '备注', read: textUpTo(20) },
  },
);
const STRICT = defineTable({ zh: '付款表', en: 'list of payments', needsTotal: true }, PAYMENTS.columns);
const ACCOUNT = '6222021502000000013';

const read = (content: Buffer | string, fileName = '付款.csv', table = PAYMENTS) =>
  readTable(Buffer.from(content as string), table, { fileName, folder, today: '2016-06-01' });
const csv = (...lines: string[]): string => ['户编号,账号,金额（元）,备注', ...lines].join('\n');
const workbook = async (rows: (string | number | null)[][], name = '第一张'): Promise<Buffer> =>
  Buffer.from(await writeXlsx({ sheets: [{ name, rows }] }));
const refusalOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'taken',
    (error: unknown) => (error instanceof FileRefused ? error.what : String(error)),
  );

describe('a list in a file', () => {
  it('is read by its titles, in any order and below a heading, from a workbook or CSV alike', async () => {
    const rows = [
      ['瑞金市付款表', null, null],
      ['金额（元）', '户号', '账号'],
      [100.5, 'H-1', ACCOUNT],
      ['200', 'H-2', ` ${ACCOUNT}`],
      [null, null, null],
      [300.5, '合计', null],
    ];
    const expected = [
      { line: 3, row: { number: 'H-1', account: ACCOUNT, amountFen: 10_050 } },
      { line: 4, row: { number: 'H-2', account: ACCOUNT, amountFen: 20_000 } },
    ];
    expect(await read(await workbook(rows), '付款.xlsx')).toEqual({ rows: expected, problems: [] });
    const text = rows.map((cells) => cells.map((cell) => cell ?? '').join(',')).join('\n');
    expect(await read(text)).toEqual({ rows: expected, problems: [] });
  });

  it('is refused whole, every wrong cell named by row and title and none shown', async () => {
    const { rows, problems } = await read(
      csv(`H-1,${ACCOUNT},1`, `,${ACCOUNT},2`, `H-3,6.22202E+18,3`, `H-4,${ACCOUNT},vier`, `H-5,${ACCOUNT},-5`),
    );
    expect(rows).toEqual([]);
    expect(problems.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/rows/3/number', 'cell.required'],
      ['/rows/4/account', 'cell.digits-lost'],
      ['/rows/5/amountFen', 'cell.number'],
      ['/rows/6/amountFen', 'cell.negative'],
    ]);
    expect(problems[0]!.zh).toBe('第3行“户编号”：该列必填，此格为空。请填写后重新上传。');
    expect(JSON.stringify(problems)).not.toMatch(/6\.22202|vier/);
  });

  it('must add up where it has a last row 合计, and have one where the list needs it', async () => {
    const codes = async (table: typeof PAYMENTS, ...lines: string[]) =>
      (await read(csv(...lines), '付款.csv', table)).problems.map(({ pointer, code }) => [pointer, code]);
    expect(await codes(PAYMENTS, `H-1,${ACCOUNT},1`, `H-2,${ACCOUNT},2`, '合计,,3')).toEqual([]);
    expect(await codes(PAYMENTS, `H-1,${ACCOUNT},1`, `H-2,${ACCOUNT},2`, '合计,,3.01')).toEqual([
      ['/rows/4/amountFen', 'table.total-differs'],
    ]);
    expect(await codes(STRICT, `H-1,${ACCOUNT},1`)).toEqual([['/rows/3/number', 'table.total-missing']]);
    expect(await codes(STRICT, `H-1,${ACCOUNT},1`, '合计,,')).toEqual([['/rows/3/amountFen', 'table.total-differs']]);
    expect(await codes(PAYMENTS, `H-1,${ACCOUNT},1`, '合计,,1', `H-2,${ACCOUNT},2`)).toEqual([['/rows/4/number', 'table.after-total']]);
    expect(await codes(PAYMENTS)).toEqual([['/rows/2/number', 'table.no-rows']]);
  });

  it('lists no more problems than anybody reads', async () => {
    const { problems } = await read(csv(...Array.from({ length: 250 }, (_, i) => `H-${i},${ACCOUNT},x`)));
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)).toMatchObject({ code: 'table.more-problems', zh: expect.stringContaining('50处') });
  });

  it('is not taken from a file that is something else, damaged, or lacks a title', async () => {
    const good = await workbook([
      ['户编号', '账号', '金额（元）'],
      ['H-1', ACCOUNT, 1],
    ]);
    expect(await refusalOf(read(good, '付款.xlsx'))).toBe('taken');
    expect(await refusalOf(read(good.subarray(0, good.length - 200), '付款.xlsx'))).toBe('file-damaged');
    expect(await refusalOf(read('%PDF-1.7 …', '付款.xlsx'))).toBe('not-a-workbook');
    expect(await refusalOf(read('', '付款.csv'))).toBe('file-empty');
    expect(await refusalOf(read('户编号,账号\nH-1,1'))).toBe('titles-missing');
    expect(await refusalOf(read('姓名,年龄\n甲,1'))).toBe('table-missing');
    expect(await refusalOf(read('户编号,户号,账号,金额（元）\nH-1,H-1,1,1'))).toBe('titles-twice');
    expect(await refusalOf(read('户编号,户编号,账号,金额（元）\nH-1,H-1,1,1'))).toBe('titles-twice');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gives every row back as it was written, whatever stands in it', async () => {
    const rows = fc.array(
      fc.record({
        number: fc.stringMatching(/^[A-Z0-9]{1,12}$/),
        fen: fc.integer({ min: 0, max: 99_999_999 }),
        note: fc.string({ maxLength: 12 }),
      }),
      { minLength: 1, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (list) => {
        const file = await workbook([
          ['户编号', '账号', '金额（元）', '备注'],
          ...list.map(({ number, fen }) => [number, ACCOUNT, (fen / 100).toFixed(2), null]),
          ['合计', null, (list.reduce((sum, { fen }) => sum + fen, 0) / 100).toFixed(2), null],
        ]);
        const result = await read(file, '付款.xlsx');
        expect(result.problems).toEqual([]);
        expect(result.rows.map(({ row }) => [row.number, row.amountFen])).toEqual(list.map(({ number, fen }) => [number, fen]));
      }),
      { numRuns: 30, seed: 7 },
    );
  });
});
