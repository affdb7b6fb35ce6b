import { defineEntity, p } from '@mikro-orm/postgresql';
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
    members: p.integer(),
    netPerPersonFen: p.bigint('number'),
    recordedAt: p.datetime(),
    accountId: p.uuid().nullable(),
  },
});

/** A year's incomes (the database computes `net_fen`); a correction is a further revision, never a change of a row. */
export class HouseholdIncomeEntity extends HouseholdIncomeSchema.class {}
HouseholdIncomeSchema.setClass(HouseholdIncomeEntity);
