import type { VillageFinder, VillageSearch } from '@jingzhun/domain/division';
import type { IdNumber } from '@jingzhun/domain/id-number';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Cell } from '@jingzhun/workbooks';
import { problemOf, readRow, type CellProblem } from '../../import/checking/row-values.js';
import type { ColumnMatch } from '../../import/checking/title-matching.js';

/** One entry of an extract: somebody, and the one fact a rule needs. */
export interface RegisterRow {
  readonly name: string | null;
  readonly idNumber: IdNumber | null;
  /** Only where there is no number. */
  readonly villageCode: string | null;
  readonly birthYear: number | null;
  readonly class: string;
  readonly place: string | null;
  readonly from: PlainDate | null;
  readonly to: PlainDate | null;
}

export interface RegisterRowContext {
  readonly today: string;
  /** Day of the extract: names of places are those of this day. */
  readonly asOf: PlainDate;
  readonly villages: VillageFinder;
  readonly isFormula?: (at: number) => boolean;
}

export function checkRegisterRow(
  match: ColumnMatch,
  cells: readonly Cell[],
  context: RegisterRowContext,
): { entry: RegisterRow | null; problems: CellProblem[] } {
  const { row, problems } = readRow(match, cells, context.today, context.isFormula);
  const number = (row['idNumber'] as IdNumber | undefined) ?? null;
  const [from, to] = [row['from'] as PlainDate | undefined, row['to'] as PlainDate | undefined];
  if (from !== undefined && to !== undefined && to < from) problems.push(problemOf(match, 'to', 'register.period-reversed'));
  const noNumber = number === null && !problems.some(({ title }) => title === '证件号码');
  const villageCode = noNumber ? villageOf(match, row, context, problems) : null;
  if (noNumber && (row['name'] === undefined || row['birthYear'] === undefined || villageCode === null) && problems.length === 0)
    problems.push(problemOf(match, 'idNumber', 'register.nobody-named'));
  if (problems.length > 0) return { entry: null, problems };
  return {
    problems,
    entry: {
      name: (row['name'] as string | undefined) ?? null,
      idNumber: number,
      villageCode,
      birthYear: noNumber ? (row['birthYear'] as number) : null,
      class: row['class'] as string,
      place: (row['place'] as string | undefined) ?? null,
      from: from ?? null,
      to: to ?? null,
    },
  };
}

/** By the code or by the full path; a village's name alone never says which one it is. */
function villageOf(
  match: ColumnMatch,
  row: Record<string, unknown>,
  { villages, asOf }: RegisterRowContext,
  problems: CellProblem[],
): string | null {
  const [code, county, township, village] = ['villageCode', 'county', 'township', 'village'].map((key) => row[key] as string | undefined);
  const settled = (search: VillageSearch, key: string): string | null => {
    if (search.found) return search.found.code;
    problems.push(problemOf(match, key, `village.${search.reason}`));
    return null;
  };
  if (code !== undefined) return settled(villages.find({ code }, asOf), 'villageCode');
  if (county === undefined || township === undefined || village === undefined) return null;
  return settled(villages.find({ county, township, village }, asOf), 'village');
}
