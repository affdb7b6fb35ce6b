import { z } from 'zod';

const fen = z.int().min(0).max(100_000_000_000);

/** Parts of incomes in fen a year: the transfer items of the domain, and the dividend that is part of the property income. */
export const IncomeItems = z
  .strictObject({
    familyPlanning: fen.optional().describe('计划生育金'),
    livingAllowance: fen.optional().describe('低保金'),
    fiveGuarantee: fen.optional().describe('特困供养（五保）金'),
    pension: fen.optional().describe('养老保险金'),
    ecological: fen.optional().describe('生态补偿金'),
    otherTransfer: fen.optional().describe('其他转移性收入'),
    assetDividend: fen.optional().describe('资产收益扶贫分红, part of the property income'),
  })
  .meta({ id: 'IncomeItems' });
export type IncomeItems = z.infer<typeof IncomeItems>;

/** One year's incomes of a household as they are collected; transfer and net income follow from them and from the policy. */
export const YearIncome = z
  .strictObject({
    year: z.int().min(2010).max(2100),
    wageFen: fen.describe('工资性收入'),
    businessFen: fen.describe('生产经营性收入'),
    propertyFen: fen.describe('财产性收入'),
    businessExpenseFen: fen.describe('生产经营性支出'),
    items: IncomeItems.default({}),
  })
  .meta({ id: 'YearIncome' });
export type YearIncome = z.infer<typeof YearIncome>;
