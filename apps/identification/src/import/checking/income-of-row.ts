import { problemOf, type CellProblem } from './row-values.js';
import type { TitleMatch } from './title-matching.js';

/** One year's income of a row, in fen; transfers are kept by item. */
export interface IncomeOfRow {
  year: number;
  wageFen: number;
  businessFen: number;
  propertyFen: number;
  businessExpenseFen: number;
  items: Record<string, number>;
}

const PROPERTY = ['assetDividend', 'otherProperty'];
const TRANSFER = ['familyPlanning', 'livingAllowance', 'fiveGuarantee', 'pension', 'ecological', 'otherTransfer'];

/** Sums stand beside their parts in the national list: parts alone make the sum, both must agree, a sum of transfers alone is "other". */
export function readIncome(
  match: TitleMatch,
  row: Record<string, unknown>,
  income: Record<string, number>,
  items: Record<string, number>,
  problems: CellProblem[],
): IncomeOfRow | null {
  if (Object.keys(income).length + Object.keys(items).length === 0) return null;
  const year = row['year'] as number | undefined;
  if (year === undefined && !problems.some(({ title }) => title === '年度')) problems.push(problemOf(match, 'year', 'income.year-missing'));
  const propertyFen = total(match, 'propertyFen', PROPERTY, income, items, problems);
  const transferFen = total(match, 'transferFen', TRANSFER, income, items, problems);
  const { otherProperty: _, ...kept } = items;
  if (transferFen > 0 && TRANSFER.every((item) => kept[item] === undefined)) kept['otherTransfer'] = transferFen;
  return {
    year: year ?? 0,
    wageFen: income['wageFen'] ?? 0,
    businessFen: income['businessFen'] ?? 0,
    propertyFen,
    businessExpenseFen: income['businessExpenseFen'] ?? 0,
    items: kept,
  };
}

function total(
  match: TitleMatch,
  key: string,
  parts: readonly string[],
  income: Record<string, number>,
  items: Record<string, number>,
  problems: CellProblem[],
): number {
  const given = parts.filter((part) => items[part] !== undefined);
  const sum = given.reduce((so, part) => so + (items[part] ?? 0), 0);
  const stated = income[key];
  if (stated === undefined) return sum;
  if (given.length > 0 && sum !== stated) problems.push(problemOf(match, key, 'income.sum-differs-from-parts'));
  return stated;
}
