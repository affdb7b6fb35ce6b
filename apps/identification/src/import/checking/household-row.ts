import type { VillageFinder, VillageSearch } from '@jingzhun/domain/division';
import type { IdNumber } from '@jingzhun/domain/id-number';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Cell } from '@jingzhun/workbooks';
import { readIncome, type IncomeOfRow } from './income-of-row.js';
import { problemOf, readRow, type CellProblem } from './row-values.js';
import type { TitleMatch } from './title-matching.js';

/** A household as its row says it, checked. Money in fen, land in 0.01 mu. */
export interface HouseholdRow {
  number: string;
  villageCode: string;
  groupName: string | null;
  headName: string;
  headIdNumber: IdNumber;
  memberCount: number | null;
  category: string;
  registeredOn: string;
  standard: string;
  mainCause: string;
  secondaryCauses: string[];
  living: Record<string, unknown>;
  income: IncomeOfRow | null;
  bankName: string | null;
  bankAccount: string | null;
  address: string | null;
  sourceDocument: string | null;
}

/** `number` is there whenever its cell can be read, so that a bad row still refuses the members that name it. */
export interface CheckedHousehold {
  number: string | null;
  household: HouseholdRow | null;
  problems: CellProblem[];
}

export interface RowContext {
  today: string;
  villages: VillageFinder;
  /** Division prefix of the account that uploaded: rows elsewhere are refused. */
  area: string;
  isFormula?: (at: number) => boolean;
}

export function checkHousehold(match: TitleMatch, cells: readonly Cell[], context: RowContext): CheckedHousehold {
  const { row, living, income, items, problems } = readRow(match, cells, context.today, context.isFormula);
  const found = problems.some(({ title }) => PLACE.has(title)) ? undefined : findVillageOf(match, row, context, problems);
  if (context.area && found && !found.startsWith(context.area))
    problems.push(problemOf(match, placeKey(match), 'village.outside-your-area'));
  addHouseSafety(match, row, living, problems);
  const causes = (row['secondaryCauses'] as string[] | undefined) ?? [];
  if (causes.includes(row['mainCause'] as string)) problems.push(problemOf(match, 'secondaryCauses', 'cause.repeated'));
  const yearly = readIncome(match, row, income, items, problems);
  const number = (row['number'] as string | undefined) ?? null;
  if (problems.length > 0 || number === null || !found) return { number, household: null, problems };
  return {
    number,
    problems,
    household: {
      number,
      villageCode: found,
      groupName: textOf(row['groupName']),
      headName: row['headName'] as string,
      headIdNumber: row['headIdNumber'] as IdNumber,
      memberCount: (row['memberCount'] as number | undefined) ?? null,
      category: row['category'] as string,
      registeredOn: row['registeredOn'] as string,
      standard: row['standard'] as string,
      mainCause: row['mainCause'] as string,
      secondaryCauses: causes,
      living,
      income: yearly,
      bankName: textOf(row['bankName']),
      bankAccount: textOf(row['bankAccount']),
      address: textOf(row['address']),
      sourceDocument: textOf(row['sourceDocument']),
    },
  };
}

const textOf = (of: unknown): string | null => (of as string | undefined) ?? null;
const PLACE = new Set(['行政区划代码', '县', '乡', '村', '识别时间']);

const placeKey = (match: TitleMatch): string =>
  match.positions.some(({ column, at }) => column.key === 'villageCode' && at >= 0) ? 'villageCode' : 'village';

/** By the 12-digit code where the column is there, else by the full path; never by the village's name alone. */
function findVillageOf(match: TitleMatch, row: Record<string, unknown>, context: RowContext, problems: CellProblem[]): string | undefined {
  const on = row['registeredOn'] as PlainDate;
  const key = placeKey(match);
  if (key === 'villageCode') {
    if (row['villageCode'] === undefined) return void problems.push(problemOf(match, key, 'cell.required'));
    return settle(context.villages.find({ code: row['villageCode'] as string }, on), match, key, problems);
  }
  const missing = ['county', 'township', 'village'].filter((place) => row[place] === undefined);
  for (const place of missing) problems.push(problemOf(match, place, 'village.path-incomplete'));
  if (missing.length > 0) return undefined;
  const path = { county: row['county'] as string, township: row['township'] as string, village: row['village'] as string };
  return settle(context.villages.find(path, on), match, key, problems);
}

function settle(search: VillageSearch, match: TitleMatch, key: string, problems: CellProblem[]): string | undefined {
  if (search.found) return search.found.code;
  problems.push(problemOf(match, key, `village.${search.reason}`));
  return undefined;
}

/** Two columns of the sheet, one fact of the register. */
function addHouseSafety(match: TitleMatch, row: Record<string, unknown>, living: Record<string, unknown>, problems: CellProblem[]): void {
  const dangerous = row['dangerousHouse'] as boolean | undefined;
  const grade = row['dangerousGrade'] as string | undefined;
  const gradeIsBad = grade !== undefined && grade !== '01';
  if (dangerous === true && !gradeIsBad) {
    if (!problems.some(({ title }) => title === '危房级别')) problems.push(problemOf(match, 'dangerousGrade', 'house.grade-missing'));
  } else if (dangerous === false && gradeIsBad) problems.push(problemOf(match, 'dangerousGrade', 'house.grade-of-safe-house'));
  else if (gradeIsBad) living['houseSafety'] = grade;
  else if (dangerous === false || grade === '01') living['houseSafety'] = '01';
}
