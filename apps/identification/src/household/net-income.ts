import type { TransferItem } from '@jingzhun/domain/income-item';
import type { Fen } from '@jingzhun/domain/money';
import { netIncome, type NetIncome } from '@jingzhun/domain/net-income';
import type { YearIncome } from './income-items.js';

/** What follows from a year's incomes. Which transfer items count is policy (parameter `income.countedTransfers`). */
export function decideIncome(income: YearIncome, members: number, counted: readonly TransferItem[]): NetIncome {
  const { assetDividend: _, ...transfers } = income.items;
  return netIncome(
    {
      wage: income.wageFen as Fen,
      business: income.businessFen as Fen,
      property: income.propertyFen as Fen,
      businessExpense: income.businessExpenseFen as Fen,
      transfers: transfers as Partial<Record<TransferItem, Fen>>,
    },
    members,
    counted,
  );
}
