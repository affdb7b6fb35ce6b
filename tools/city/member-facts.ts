import type { DisabilityType } from '@jingzhun/domain/disability';
import type { EducationLevel } from '@jingzhun/domain/education';
import type { HealthStatus } from '@jingzhun/domain/health-status';
import type { LabourAbility } from '@jingzhun/domain/labour-ability';
import { ageOn, PlainDate } from '@jingzhun/domain/plain-date';
import type { PovertyCause } from '@jingzhun/domain/poverty-cause';
import type { SchoolStatus } from '@jingzhun/domain/school-status';
import type { WorkPlace } from '@jingzhun/domain/work-place';
import type { CityHousehold, CityMember } from './city-rows.js';
import type { Resident } from './household-members.js';
import type { Random } from './random.js';

type Facts = Omit<CityMember, 'number' | 'name' | 'sex' | 'birthDate' | 'idNumber18' | 'idNumberGiven' | 'relation' | 'ethnicity'>;

/** What the member sheet says about a resident. `struck`: the member whose illness or disability is the household's main cause. */
export function drawFacts(
  random: Random,
  resident: Resident,
  household: Pick<CityHousehold, 'category' | 'mainCause'>,
  struck: boolean,
  on: PlainDate,
): Facts {
  const age = ageOn(resident.birthDate, on);
  const school = drawSchool(random, resident.birthDate, on);
  const health = drawHealth(random, age, household.mainCause, struck);
  const labour = drawLabour(random, age, school !== undefined, health);
  const five = household.category === 'fiveGuarantee';
  const work = five || school !== undefined ? undefined : drawWork(random, age, labour);
  const post = !work && !five && age >= 18 && age <= 60 && labour === '01' && random.chance(0.04);
  const employee = work !== undefined && random.chance(0.05);
  return {
    ...(school === undefined ? { education: drawEducation(random, age) } : { school }),
    health,
    ...(health.includes('04')
      ? {
          disabilityType: random.weighted<DisabilityType>([
            ['4', 48],
            ['1', 12],
            ['2', 12],
            ['5', 10],
            ['6', 10],
            ['3', 4],
            ['7', 4],
          ]),
        }
      : {}),
    labour,
    ...(work && { workPlace: work.place }),
    workMonths: work?.months ?? 0,
    ...(post && { welfarePost: random.pick(['保洁员', '护林员', '护路员', '水库巡查员']) }),
    welfareMonths: post ? random.int(6, 12) : 0,
    political: age >= 24 && random.chance(0.03) ? '01' : age >= 14 && age <= 27 && random.chance(0.35) ? '03' : '13',
    mandarin: age >= 7 && random.chance(age < 45 ? 0.95 : age < 65 ? 0.6 : 0.2),
    livingAllowance: household.category === 'livingAllowance',
    fiveGuarantee: five,
    residentMedical: !employee,
    employeeMedical: employee,
    criticalIllness: true,
    commercialMedical: random.chance(0.06),
    residentPension: age >= 16 && school === undefined && !employee && random.chance(0.86),
    medicalAid: health.includes('03') && random.chance(0.35),
  };
}

/** By the age on the first of September, when school years begin. Everybody of compulsory school age is at school. */
function drawSchool(random: Random, birthDate: PlainDate, on: PlainDate): SchoolStatus | undefined {
  const year = Number(on.slice(0, 4)) - (on.slice(5) < '09-01' ? 1 : 0);
  const age = ageOn(birthDate, PlainDate.parse(`${year}-09-01`));
  if (age < 3 || age > 22) return undefined;
  if (age <= 5) return random.chance(0.75) ? '02' : undefined;
  if (age <= 11) return '03';
  if (age <= 14) return (['04', '05', '06'] as const)[age - 12]!;
  // nobody leaves before sixteen: a year later he would stand there healthy, of working age and without labour capacity
  if (age <= 17)
    return random.chance(0.8) || age === 15
      ? (random.chance(0.6) ? (['07', '08', '09'] as const) : (['10', '11', '12'] as const))[age - 15]!
      : undefined;
  if (age <= 20 && random.chance(0.12)) return (['13', '14', '15'] as const)[age - 18]!;
  return random.chance(0.2) ? '16' : undefined;
}

function drawEducation(random: Random, age: number): EducationLevel {
  if (age < 7) return '06';
  if (age >= 60)
    return random.weighted([
      ['01', 30],
      ['02', 54],
      ['03', 13],
      ['04', 3],
    ]);
  if (age >= 40)
    return random.weighted([
      ['01', 6],
      ['02', 44],
      ['03', 42],
      ['04', 8],
    ]);
  return random.weighted([
    ['02', 18],
    ['03', 60],
    ['04', 15],
    ['05', 7],
  ]);
}

function drawHealth(random: Random, age: number, cause: PovertyCause, struck: boolean): HealthStatus[] {
  if (struck && cause === '01') return random.chance(0.07) ? ['02', '04'] : [random.chance(age >= 60 ? 0.35 : 0.6) ? '03' : '02'];
  if (struck && cause === '02') return random.chance(0.12) ? ['02', '04'] : ['04'];
  const [chronic, serious, disabled] = age >= 60 ? [0.26, 0.015, 0.045] : age >= 16 ? [0.05, 0.006, 0.02] : [0.006, 0.003, 0.006];
  return [
    random.weighted<HealthStatus>([
      ['02', chronic],
      ['03', serious],
      ['04', disabled],
      ['01', 1 - chronic - serious - disabled],
    ]),
  ];
}

function drawLabour(random: Random, age: number, atSchool: boolean, health: readonly HealthStatus[]): LabourAbility {
  if (age < 16 || atSchool || age >= 75) return '04';
  if (health.includes('03') || health.includes('04'))
    return random.weighted([
      ['03', 45],
      ['05', 55],
    ]);
  if (health.includes('02'))
    return random.weighted(
      age >= 60
        ? [
            ['05', 55],
            ['04', 45],
          ]
        : [
            ['05', 60],
            ['01', 40],
          ],
    );
  if (age >= 60)
    return random.weighted([
      ['05', 60],
      ['01', age < 68 ? 30 : 5],
      ['04', age < 68 ? 10 : 35],
    ]);
  return random.chance(0.1) ? '02' : '01';
}

function drawWork(random: Random, age: number, labour: LabourAbility): { place: WorkPlace; months: number } | undefined {
  if (labour === '05' && age < 60 && random.chance(0.08)) return { place: '01', months: random.int(2, 6) };
  if ((labour !== '01' && labour !== '02') || age >= 60) return undefined;
  if (!random.chance(age < 45 ? 0.6 : 0.3)) return undefined;
  return {
    place: random.weighted<WorkPlace>([
      ['01', 18],
      ['02', 22],
      ['03', 14],
      ['04', 46],
    ]),
    months: random.int(3, 11),
  };
}
