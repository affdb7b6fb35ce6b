import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { csvLine } from '../../../apps/identification/src/export/csv-text.js';
import { xlsxStream, type OutCell, type OutRow } from '../../../apps/identification/src/import/marked/xlsx-stream.js';
import { householdRows, memberRows } from './city-rows.js';

function* rowsOf(cells: Iterable<OutCell[]>): Generator<OutRow> {
  for (const row of cells) yield { cells: row };
}

/** Both sheets as a workbook. */
export async function writeCityWorkbook(folder: string, villages: readonly string[], scale: number): Promise<string> {
  const file = path.join(folder, `city-${scale}.xlsx`);
  const sheets = [
    { name: '贫困户', rows: rowsOf(householdRows(villages, scale)) },
    { name: '家庭成员', rows: rowsOf(memberRows(scale)) },
  ];
  await pipeline(xlsxStream(sheets), createWriteStream(file));
  return file;
}

/** The member sheet alone, as a workbook and as CSV: what readers are compared on. */
export async function writeMembers(folder: string, scale: number): Promise<{ xlsx: string; csv: string }> {
  const xlsx = path.join(folder, `members-${scale}.xlsx`);
  const csv = path.join(folder, `members-${scale}.csv`);
  await pipeline(xlsxStream([{ name: '家庭成员', rows: rowsOf(memberRows(scale)) }]), createWriteStream(xlsx));
  await pipeline(Readable.from(lines(memberRows(scale))), createWriteStream(csv));
  return { xlsx, csv };
}

function* lines(rows: Iterable<OutCell[]>): Generator<string> {
  for (const row of rows) yield csvLine(row as (string | number | null)[]);
}
