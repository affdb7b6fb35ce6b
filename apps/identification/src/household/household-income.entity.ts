import { defineEntity, p, PrimaryKeyProp } from '@mikro-orm/postgresql';
import type { IncomeItems } from './income-items.js';

const HouseholdIncomeSchema = defineEntity({
  name: 'HouseholdIncomeEntity',
  tableName: 'household_income',
  properties: {
    householdId: p.uuid().primary(),
    year: p.integer().primary(),
    revision: p.integer().primary(),
    villageCode: p.text(),
    wageFen: p.bigint('number'),
    businessFen: p.bigint('number'),
    propertyFen: p.bigint('number'),
    transferFen: p.bigint('number'),
    businessExpenseFen: p.bigint('number'),
    items: p.json<IncomeItems>(),
    netFen: p.bigint('number').generated('(wage_fen + business_fen + property_fen + transfer_fen - business_expense_fen) stored'),
    members: p.integer(),
    netPerPersonFen: p.bigint('number'),
    recordedAt: p.datetime(),
    accountId: p.uuid().nullable(),
  },
});

/** A year's incomes; a correction is a further revision, never a change of a row. */
export class HouseholdIncomeEntity extends HouseholdIncomeSchema.class {
  [PrimaryKeyProp]?: ['householdId', 'year', 'revision'];
}
HouseholdIncomeSchema.setClass(HouseholdIncomeEntity);
