import { divideFen, type Fen } from '@jingzhun/domain/money';
import type { YearIncome } from './income-items.js';

/** Net income: wage, business, property and transfer incomes less the expense of the business. */
export const netIncome = (income: Omit<YearIncome, 'items' | 'year'>): Fen =>
  (income.wageFen + income.businessFen + income.propertyFen + income.transferFen - income.businessExpenseFen) as Fen;

/** Per person of the card, rounded half away from zero to the fen. */
export const netIncomePerPerson = (income: Omit<YearIncome, 'items' | 'year'>, members: number): Fen => divideFen(netIncome(income), members);
