import { TransferItems, type TransferItem } from '@jingzhun/domain/income-item';
import type { Fen } from '@jingzhun/domain/money';
import { netIncome } from '@jingzhun/domain/net-income';
import { ageOn, type PlainDate } from '@jingzhun/domain/plain-date';
import type { CityHousehold, CityIncome, CityLiving } from './city-rows.js';
import type { Random } from './random.js';

/** Poor households of 2014 lay below 2,800 yuan a person; some just above, for other reasons than income. */
const LINE = 2_800;
const yuan = (amount: number): Fen => (Math.round(amount) * 100) as Fen;

/** Incomes whose net amount a person lies where the household's category lies, by the formula of the register. */
export function drawIncome(
  random: Random,
  household: Pick<CityHousehold, 'category' | 'members'>,
  living: CityLiving,
  on: PlainDate,
): CityIncome {
  const { category, members } = household;
  const transfers = drawTransfers(random, household, living, on);
  const granted = Object.values(transfers).reduce((sum, fen) => sum + fen, 0) / 100;
  const wanted =
    members.length * (random.chance(0.03) ? random.int(LINE, LINE + 400) : random.int(category === 'general' ? 1_450 : 1_700, LINE - 30));
  const workers = members.filter(({ workMonths }) => workMonths > 0).length;
  const assetDividend = random.chance(0.03) ? random.int(50, 300) : 0;
  const otherProperty = random.chance(0.08) ? random.int(50, 400) : 0;
  const rest = Math.max(wanted - granted - assetDividend - otherProperty, workers > 0 ? 900 * workers : 0);
  const wage = workers > 0 ? Math.max(300, Math.round(rest * (0.45 + 0.4 * random.fraction()))) : 0;
  const farms = category !== 'fiveGuarantee' && rest - wage > 50;
  const expense = farms ? Math.round((rest - wage) * (0.2 + 0.4 * random.fraction())) + 1 : 0;
  const income = {
    wage: yuan(wage),
    business: yuan(farms ? rest - wage + expense : 0),
    property: yuan(assetDividend + otherProperty),
    transfers,
    businessExpense: yuan(expense),
  };
  return {
    ...income,
    ...netIncome(income, members.length, TransferItems.codes),
    year: Number(on.slice(0, 4)),
    assetDividend: yuan(assetDividend),
  };
}

function drawTransfers(
  random: Random,
  { category, members }: Pick<CityHousehold, 'category' | 'members'>,
  living: CityLiving,
  on: PlainDate,
): Partial<Record<TransferItem, Fen>> {
  const pensioners = members.filter(({ birthDate, residentPension }) => residentPension && ageOn(birthDate, on) >= 60).length;
  const transfers: Partial<Record<TransferItem, Fen>> = {};
  if (category === 'livingAllowance') transfers.livingAllowance = yuan(members.length * random.int(70, 135) * 12);
  if (category === 'fiveGuarantee') transfers.fiveGuarantee = yuan(members.length * random.int(140, 190) * 12);
  if (pensioners > 0 && category !== 'fiveGuarantee') transfers.pension = yuan(pensioners * random.int(55, 80) * 12);
  if (living.returnedForest > 0) transfers.ecological = yuan((living.returnedForest / 100) * 125);
  if (members.length <= 4 && category === 'general' && random.chance(0.04)) transfers.familyPlanning = yuan(random.int(100, 960));
  if (random.chance(0.1)) transfers.otherTransfer = yuan(random.int(60, 500));
  return transfers;
}
