import { ageOn, type PlainDate } from '@jingzhun/domain/plain-date';
import { attendsSchool } from '@jingzhun/domain/school-status';
import type { CityHousehold, CityMember } from './city-rows.js';

/** The rules of doubtful data that a registered household can break, written here a second time to check the generator by. */
export function doubtsOf(household: CityHousehold, on: PlainDate): string[] {
  return [...aboutHousehold(household), ...household.members.flatMap((member) => aboutMember(member, household, on))];
}

function aboutHousehold({ members, phone, living, income }: CityHousehold): string[] {
  const spouses = members.filter(({ relation }) => relation === '02');
  const heads = members.filter(({ relation }) => relation === '01');
  const land =
    living.returnedForest > living.forest + living.pasture || ((income.transfers.ecological ?? 0) > 0 && living.returnedForest === 0);
  const { livingAllowance = 0, pension = 0, fiveGuarantee = 0, familyPlanning = 0 } = income.transfers;
  const small = low(livingAllowance, 20_000) || low(pension, 8_800) || low(fiveGuarantee, 20_000) || low(familyPlanning, 10_000);
  const wage = income.wage > 0 && (income.wage < 30_000 || income.wage > 30_000_000);
  return list({
    Q4: heads.length !== 1 || spouses.length > 1 || spouses[0]?.sex === heads[0]?.sex,
    Q8: phone !== undefined && !/^1\d{10}$/.test(phone.replace(/^\+86|\s/g, '')),
    Q11: living.mainRoadMetres > 5_000,
    Q12: land || small || wage || (income.business > 0 && income.businessExpense === 0),
  });
}

function aboutMember(member: CityMember, { category }: CityHousehold, on: PlainDate): string[] {
  const age = ageOn(member.birthDate, on);
  const pupil = attendsSchool(member.school);
  const works = member.workMonths > 0;
  const weak = member.labour === '04' || member.labour === '05';
  return list({
    Q6: pupil === (member.education !== undefined),
    Q7: works !== (member.workPlace !== undefined),
    Q9: member.residentMedical === member.employeeMedical,
    Q14: member.school === '03' && (age < 6 || age > 14),
    Q15: age >= 16 && age <= 59 && member.health[0] === '01' && !pupil && weak,
    Q16: (works && (member.labour === '03' || member.labour === '04' || pupil)) || (member.welfareMonths > 0 && age < 16),
    Q18: category === 'fiveGuarantee' && works,
  });
}

const low = (fen: number, least: number): boolean => fen > 0 && fen < least;
const list = (broken: Record<string, boolean>): string[] => Object.keys(broken).filter((rule) => broken[rule]);
