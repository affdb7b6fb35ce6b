import { createReadStream } from 'node:fs';
import { fork } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import ExcelJS from 'exceljs';
import { GATE_LIMITS, openSource, ScratchFile } from '@jingzhun/workbooks';
import { writeMembers } from './import/city-files.js';
import { interleave, ratios } from './interleave.js';
import type { Benchmark } from './main.js';
import { resultOf } from './result.js';

const MEMORY_LIMIT_MB = 200;

const readers: Benchmark = {
  name: 'Import: readers',
  async run({ rounds, folder }) {
    const { xlsx, csv } = await writeMembers(folder, 0.5);
    const timings = await interleave(
      [
        { name: 'exceljs', run: () => readWithExcelJs(xlsx) },
        { name: 'workbook reader', run: () => readAll(folder, xlsx, 'xlsx') },
        { name: 'readline', run: () => readLines(csv) },
        { name: 'CSV reader', run: () => readAll(folder, csv, 'csv') },
      ],
      rounds,
    );
    const large = await writeMembers(folder, 10);
    const peak = { xlsx: await peakMegabytes(folder, large.xlsx, 'xlsx'), csv: await peakMegabytes(folder, large.csv, 'csv') };
    return [
      resultOf('reading a workbook', 'exceljs, its streaming reader', ratios(timings, 'exceljs', 'workbook reader'), 1),
      resultOf('reading CSV', 'readline and split, which understands no quotes', ratios(timings, 'readline', 'CSV reader'), 0.7),
      resultOf(
        'reading a workbook of 789,140 rows: memory',
        `limit of ${MEMORY_LIMIT_MB} MB above the empty process`,
        [MEMORY_LIMIT_MB / peak.xlsx],
        1,
        'limit ÷ used',
      ),
      resultOf('reading CSV of 789,140 rows: memory', 'limit of 100 MB above the empty process', [100 / peak.csv], 1, 'limit ÷ used'),
    ];
  },
};
export default readers;

export async function readAll(folder: string, file: string, kind: 'xlsx' | 'csv'): Promise<void> {
  const scratch = await ScratchFile.create(path.join(folder, 'scratch'), createReadStream(file));
  const source = await openSource(scratch.handle, kind, file, GATE_LIMITS);
  let cells = 0;
  for (const sheet of source.sheets) for await (const batch of sheet.rows()) for (const row of batch) cells += row.cells.length;
  source.close();
  scratch.close();
  if (cells === 0) throw new Error('nothing was read');
}

async function readWithExcelJs(file: string): Promise<void> {
  let cells = 0;
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(file, {
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    worksheets: 'emit',
    entries: 'emit',
  });
  for await (const sheet of reader) for await (const row of sheet) cells += row.cellCount;
  if (cells === 0) throw new Error('nothing was read');
}

async function readLines(file: string): Promise<void> {
  let cells = 0;
  for await (const line of readline.createInterface({ input: createReadStream(file) })) cells += line.split(',').length;
  if (cells === 0) throw new Error('nothing was read');
}

/** Growth of a process of its own, with the heap the checking thread is given. */
function peakMegabytes(folder: string, file: string, kind: 'xlsx' | 'csv'): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./import/peak-memory.ts', import.meta.url), [folder, file, kind], {
      execArgv: [...process.execArgv, '--max-semi-space-size=8', '--max-old-space-size=768'],
    });
    let peak: number | undefined;
    child.on('message', (message) => (peak = Number(message)));
    child.on('exit', (code) => (peak === undefined ? reject(new Error(`reading ended with ${code}`)) : resolve(peak)));
  });
}
