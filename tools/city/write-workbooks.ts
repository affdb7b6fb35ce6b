import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { City, CityTownship } from './city.js';
import { NOT_CHECKED, REFUSED_AT_IMPORT } from './doubts.js';
import { HOUSEHOLD_COLUMNS, MEMBER_COLUMNS } from './workbook-columns.js';
import { XlsxFile, type SheetPart } from './xlsx-file.js';

/** Most rows the import takes from one sheet, and a few below what a worksheet can hold. */
export const MAX_ROWS = 900_000;
export const HOUSEHOLD_SHEET = '贫困户';
export const MEMBER_SHEET = '家庭成员';

export interface WrittenWorkbook {
  readonly file: string;
  readonly townshipCode: string;
  readonly township: string;
  readonly households: number;
  readonly persons: number;
}

/** One workbook a township unit (more where a sheet would get too long) and `manifest.json`, into a folder. */
export async function writeCity(city: City, folder: string, maxRows = MAX_ROWS): Promise<WrittenWorkbook[]> {
  await mkdir(folder, { recursive: true });
  const written: WrittenWorkbook[] = [];
  for (const township of city.townships) written.push(...(await writeTownship(township, folder, maxRows)));
  const manifest = {
    options: city.plan.options,
    workbooks: written,
    planted: city.planted,
    hitsRefused: REFUSED_AT_IMPORT,
    notChecked: NOT_CHECKED,
  };
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return written;
}

async function writeTownship({ division, rows }: CityTownship, folder: string, maxRows: number): Promise<WrittenWorkbook[]> {
  const written: WrittenWorkbook[] = [];
  let book: OpenWorkbook | undefined;
  const finish = async (): Promise<void> => {
    if (!book) return;
    await book.xlsx.finish();
    const { file, households, persons } = book;
    written.push({ file, townshipCode: division.code, township: division.name, households, persons });
    book = undefined;
  };
  for (const household of rows()) {
    // titles take a row
    if (book && book.persons + household.members.length >= maxRows) await finish();
    book ??= openWorkbook(
      folder,
      `${division.code.slice(0, 9)}-${division.name}${written.length > 0 ? `-${written.length + 1}` : ''}.xlsx`,
    );
    await book.householdSheet.write(HOUSEHOLD_COLUMNS.map(([, cell]) => cell(household)));
    for (const member of household.members) await book.memberSheet.write(MEMBER_COLUMNS.map(([, cell]) => cell({ household, member })));
    book.households += 1;
    book.persons += household.members.length;
  }
  await finish();
  return written;
}

interface OpenWorkbook {
  readonly file: string;
  readonly xlsx: XlsxFile;
  readonly householdSheet: SheetPart;
  readonly memberSheet: SheetPart;
  households: number;
  persons: number;
}

function openWorkbook(folder: string, file: string): OpenWorkbook {
  const xlsx = new XlsxFile(join(folder, file));
  const householdSheet = xlsx.addSheet(
    HOUSEHOLD_SHEET,
    HOUSEHOLD_COLUMNS.map(([title]) => title),
  );
  const memberSheet = xlsx.addSheet(
    MEMBER_SHEET,
    MEMBER_COLUMNS.map(([title]) => title),
  );
  return { file, xlsx, householdSheet, memberSheet, households: 0, persons: 0 };
}

/** Digest of all rows in order: two cities are the same when their digests are. */
export function digestOf(city: City): string {
  const hash = createHash('sha256');
  for (const household of city.households()) hash.update(JSON.stringify(household));
  return hash.digest('hex');
}
