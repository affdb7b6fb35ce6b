import { z } from 'zod';

const fen = z.int().min(0).max(100_000_000_000);

/** Parts that the transfer and property incomes are made of, in fen a year; absent when the sheet is silent. */
export const IncomeItems = z
  .strictObject({
    assetDividendFen: fen.optional().describe('资产收益扶贫分红'),
    otherPropertyFen: fen.optional().describe('其他财产性收入'),
    familyPlanningFen: fen.optional().describe('计划生育金'),
    livingAllowanceFen: fen.optional().describe('低保金'),
    fiveGuaranteeFen: fen.optional().describe('特困供养（五保）金'),
    pensionFen: fen.optional().describe('养老保险金'),
    ecologicalFen: fen.optional().describe('生态补偿金'),
    otherTransferFen: fen.optional().describe('其他转移性收入'),
  })
  .meta({ id: 'IncomeItems' });
export type IncomeItems = z.infer<typeof IncomeItems>;

/** One year's incomes of a household, in fen. */
export const YearIncome = z
  .strictObject({
    year: z.int().min(2010).max(2100),
    wageFen: fen.describe('工资性收入'),
    businessFen: fen.describe('生产经营性收入'),
    propertyFen: fen.describe('财产性收入'),
    transferFen: fen.describe('转移性收入'),
    businessExpenseFen: fen.describe('生产经营性支出'),
    items: IncomeItems.default({}),
  })
  .meta({ id: 'YearIncome' });
export type YearIncome = z.infer<typeof YearIncome>;
