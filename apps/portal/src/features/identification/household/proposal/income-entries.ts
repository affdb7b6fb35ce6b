import type { IncomeChange } from '../../../../api/identification/corrections.js';
import type { Income } from '../../../../api/identification/households.js';

export const propertyItems = ['assetDividendFen', 'otherPropertyFen'] as const;
export const transferItems = [
  'familyPlanningFen',
  'livingAllowanceFen',
  'fiveGuaranteeFen',
  'pensionFen',
  'ecologicalFen',
  'otherTransferFen',
] as const;
export type IncomeItem = (typeof propertyItems)[number] | (typeof transferItems)[number];

/** What a person types: the parts. Sums of property and transfer income are never typed. */
export interface IncomeEntries {
  year?: number | null;
  wageFen?: number | null;
  businessFen?: number | null;
  businessExpenseFen?: number | null;
  items?: Partial<Record<IncomeItem, number | null>>;
}

export function sumOf(entries: IncomeEntries, items: readonly IncomeItem[]): number {
  return items.reduce((sum, item) => sum + (entries.items?.[item] ?? 0), 0);
}

export function netOf(entries: IncomeEntries): number {
  return (
    (entries.wageFen ?? 0) +
    (entries.businessFen ?? 0) +
    sumOf(entries, propertyItems) +
    sumOf(entries, transferItems) -
    (entries.businessExpenseFen ?? 0)
  );
}

export function incomeChange(entries: IncomeEntries): IncomeChange {
  const items = Object.fromEntries(
    [...propertyItems, ...transferItems].flatMap((item) => (entries.items?.[item] ? [[item, entries.items[item]]] : [])),
  ) as Record<string, number>;
  return {
    year: entries.year ?? 0,
    wageFen: entries.wageFen ?? 0,
    businessFen: entries.businessFen ?? 0,
    propertyFen: sumOf(entries, propertyItems),
    transferFen: sumOf(entries, transferItems),
    businessExpenseFen: entries.businessExpenseFen ?? 0,
    items,
  };
}

/** A recorded year as entries; what its parts do not explain stands under "other", so that no yuan is lost. */
export function entriesOf(income: Income): IncomeEntries {
  const given = (item: IncomeItem) => income.items[item] ?? 0;
  const unexplainedProperty = income.propertyFen - propertyItems.reduce((sum, item) => sum + given(item), 0);
  const unexplainedTransfer = income.transferFen - transferItems.reduce((sum, item) => sum + given(item), 0);
  return {
    year: income.year,
    wageFen: income.wageFen,
    businessFen: income.businessFen,
    businessExpenseFen: income.businessExpenseFen,
    items: {
      ...(income.items as Partial<Record<IncomeItem, number>>),
      otherPropertyFen: given('otherPropertyFen') + Math.max(0, unexplainedProperty),
      otherTransferFen: given('otherTransferFen') + Math.max(0, unexplainedTransfer),
    },
  };
}
