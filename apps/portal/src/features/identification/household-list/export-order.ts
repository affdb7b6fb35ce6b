import type { ExportOrder, HouseholdFilter } from '../../../api/identification/households.js';

/** Columns of the file for each column of the screen; the place is written out, so that the file can be imported again. */
const fileColumns: Readonly<Record<string, readonly string[]>> = {
  head: ['headName'],
  number: ['number'],
  place: ['villageCode', 'villageName', 'groupName'],
  members: ['memberCount'],
  category: ['category'],
  cause: ['mainCause', 'secondaryCauses'],
  income: ['incomeYear', 'netIncomePerPersonFen'],
  status: ['status'],
  registered: ['registeredOn'],
  // what is open today is work, not data
  open: [],
};

/** What is on screen, as an order for a file. The file is sorted by household number, whatever the screen is sorted by. */
export function exportOrderOf(
  { area, category, status, mainCause }: HouseholdFilter,
  columns: readonly string[],
): Pick<ExportOrder, 'list' | 'filters' | 'columns'> {
  const filters = Object.entries({ area, category, status, mainCause }).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return { list: 'households', filters: Object.fromEntries(filters), columns: columns.flatMap((column) => fileColumns[column] ?? []) };
}
