import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { writeXlsx } from 'hucre';
import { CELL_PROBLEMS } from './cell-problems.js';
import { openCsv } from './csv-reader.js';
import { GATE_LIMITS } from './file-gate.js';
import { openWorkbook } from './workbook-reader.js';
import { readScratch, ScratchFile } from './scratch-file.js';
import type { Source } from './sheet-source.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'reading-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function withScratch<T>(content: Buffer, work: (file: ScratchFile) => Promise<T>): Promise<T> {
  const file = await ScratchFile.create(folder, Readable.from([content]));
  try {
    return await work(file);
  } finally {
    file.close();
  }
}

async function rowsOf(source: Source, at = 0): Promise<[number, unknown[]][]> {
  const rows: [number, unknown[]][] = [];
  for await (const batch of source.sheets[at]!.rows()) for (const { row, cells } of batch) rows.push([row, [...cells]]);
  source.close();
  return rows;
}

describe('a scratch file', () => {
  it('has no name and gives any range back', async () => {
    const content = Buffer.from(Array.from({ length: 5000 }, (_, n) => n % 251));
    await withScratch(content, async (file) => {
      expect(readdirSync(folder)).toEqual([]);
      await fc.assert(
        fc.asyncProperty(fc.nat(5000), fc.nat(5000), async (a, b) => {
          const [start, end] = [Math.min(a, b), Math.max(a, b)];
          expect(await buffer(readScratch(file.handle, start, end))).toEqual(content.subarray(start, end));
        }),
        { numRuns: 50 },
      );
    });
  });
});

describe('a CSV file', () => {
  const read = (content: Buffer): Promise<[number, unknown[]][]> =>
    withScratch(content, (file) => rowsOf(openCsv(file.handle, 'a.csv', GATE_LIMITS)));
  const expected = [
    [1, ['户编号', '姓名']],
    [2, ['1', '张三']],
  ];

  it('may be UTF-8 with or without mark, UTF-16 or GB18030', async () => {
    const text = '户编号,姓名\n1,张三\n';
    expect(await read(Buffer.from(text))).toEqual(expected);
    expect(await read(Buffer.from(`\ufeff${text}`))).toEqual(expected);
    expect(await read(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(expected);
    const gbk = Buffer.from('bba7b1e0bac52cd0d5c3fb0a312cd5c5c8fd0a', 'hex');
    expect(await read(gbk)).toEqual(expected);
  });

  it('may have tabs, quotes, line ends in a cell and any size', async () => {
    expect(await read(Buffer.from('a\tb\r\n"x\ny"\t"q""q"\r\n'))).toEqual([
      [1, ['a', 'b']],
      [2, ['x\ny', 'q"q']],
    ]);
    const many = Array.from({ length: 20_000 }, (_, n) => `${n},"张,\n${n}"`).join('\n');
    const rows = await read(Buffer.from(`a,b\n${many}`));
    expect([rows.length, rows[20_000]]).toEqual([20_001, [20_001, ['19999', '张,\n19999']]]);
  });
});

describe('a workbook', () => {
  it('gives every value back, from shared and from inline strings, with empty rows and dates in place', async () => {
    const rows = [['a', 1, true, null, new Date('2014-12-01T00:00:00Z')], [], [null, '<&"\'', -1.5]];
    for (const stringMode of ['shared', 'inline'] as const) {
      const content = Buffer.from(
        await writeXlsx({
          sheets: [
            { name: 's', rows: rows },
            { name: 't', rows: [['x']] },
          ],
          stringMode,
        }),
      );
      await withScratch(content, async (file) => {
        const read = new Map(await rowsOf(await openWorkbook(file.handle, GATE_LIMITS)));
        expect(read.get(1)).toEqual(rows[0]);
        expect(read.get(3)).toEqual(rows[2]);
        const second = await openWorkbook(file.handle, GATE_LIMITS);
        expect(second.sheets.map(({ name }) => name)).toEqual(['s', 't']);
        expect(await rowsOf(second, 1)).toEqual([[1, ['x']]]);
      });
    }
  });

  it('waits for its reader: what is read ahead does not grow with the file', async () => {
    const rows = Array.from({ length: 60_000 }, (_, n) => [n, `text of row ${n}`, 'x'.repeat(40)]);
    const content = Buffer.from(await writeXlsx({ sheets: [{ name: 's', rows }], stringMode: 'inline' }));
    await withScratch(content, async (file) => {
      const source = await openWorkbook(file.handle, GATE_LIMITS);
      const reading = source.sheets[0]!.rows();
      const first = await reading.next();
      const before = process.memoryUsage().heapUsed;
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(process.memoryUsage().heapUsed - before).toBeLessThan(32 * 1024 * 1024);
      expect((first.value as unknown[]).length).toBeLessThan(5_000);
      await reading.return?.(undefined);
      source.close();
    });
  });
});

it('every code of a cell has a text in both languages', () => {
  const sources = ['cell.ts', 'cell-readers.ts', 'read-table.ts'].map((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8'));
  const codes = new Set(sources.flatMap((text) => [...text.matchAll(/'(cell\.[a-z-]+)'/g)].map(([, code]) => code as string)));
  expect(codes.size).toBeGreaterThan(14);
  expect([...codes].filter((code) => !CELL_PROBLEMS.has(code))).toEqual([]);
});
