import { passesLuhn } from '@jingzhun/domain/bank-account';
import { addDays, PlainDate } from '@jingzhun/domain/plain-date';
import type { PovertyCause } from '@jingzhun/domain/poverty-cause';
import { CATEGORIES, CAUSES, type CityPlan, type PlannedTownship, type PlannedVillage } from './city-plan.js';
import type { CityHousehold, CityMember } from './city-rows.js';
import { drawIncome } from './household-income.js';
import { drawLiving } from './household-living.js';
import { drawResidents, type Resident } from './household-members.js';
import type { IdNumbers } from './id-sequence.js';
import { drawFacts } from './member-facts.js';
import { givenName, surname } from './names.js';
import { Random } from './random.js';

/** Taken to be issued by no bank (not verified); the check digit fits all the same. */
const UNISSUED_BIN = '629999';
/** The register was drawn up from April to October 2014. */
const SURVEY = { from: PlainDate.parse('2014-04-10'), days: 200 };
const GROUPS = 14;

/** One household, always the same for its ordinal; `ids` gives the ID numbers of its township. */
export function buildHousehold(
  plan: CityPlan,
  township: PlannedTownship,
  village: PlannedVillage,
  ordinal: number,
  ids: IdNumbers,
): CityHousehold {
  const { seed, on } = plan.options;
  const random = new Random(seed, 2, ordinal);
  const category = CATEGORIES[plan.categories[ordinal]!]!;
  const mainCause = CAUSES[plan.causes[ordinal]!]!;
  const number = `${village.division.code}${String(ordinal - village.from + 1).padStart(5, '0')}`;
  const urban = village.division.kind === 'community';
  const residents = drawResidents(random, plan.sizes[ordinal]!, category, on);
  const struck = struckBy(random, residents, mainCause);
  const names = nameAll(random, residents);
  const ethnicity = random.chance(0.006) ? '22' : '01';
  const members = residents.map((resident, i): CityMember => {
    const { idNumber, birthDate } = ids.give(resident.birthDate, resident.sex);
    const facts = drawFacts(random, resident, { category, mainCause }, i === struck, on);
    return {
      number: `${number}${String(i + 1).padStart(2, '0')}`,
      name: names[i]!,
      sex: resident.sex,
      birthDate,
      idNumber18: idNumber,
      idNumberGiven: givenForm(random, idNumber, facts),
      relation: resident.relation,
      ethnicity,
      ...facts,
    };
  });
  const living = drawLiving(random, members.length, category, urban);
  return {
    ordinal,
    number,
    county: '瑞金市',
    township: township.division.name,
    village: village.division.name,
    villageCode: village.division.code,
    groupName: groupName(random, village),
    category,
    mainCause,
    secondaryCauses: secondary(random, mainCause),
    registeredOn: earlier(addDays(SURVEY.from, random.int(0, SURVEY.days)), on),
    ...(random.chance(0.92) && { phone: `1990${String(ordinal % 10_000_000).padStart(7, '0')}` }),
    bankName: random.weighted([
      ['江西瑞金农村商业银行', 70],
      ['中国邮政储蓄银行瑞金市支行', 20],
      ['中国农业银行瑞金市支行', 10],
    ]),
    bankAccount: bankAccount(ordinal),
    income: drawIncome(random, { category, members }, living, on),
    living,
    members,
  };
}

function struckBy(random: Random, residents: readonly Resident[], cause: PovertyCause): number {
  if (cause !== '01' && cause !== '02') return -1;
  const grown = residents.flatMap(({ birthDate }, i) => (birthDate < '1997' ? [i] : []));
  return grown.length > 0 && random.chance(0.94) ? random.pick(grown) : random.int(0, residents.length - 1);
}

/** Children and the father's side bear the head's name when the head is a man, the father's otherwise. */
function nameAll(random: Random, residents: readonly Resident[]): string[] {
  const head = surname(random);
  const family = residents[0]!.sex === 'male' ? head : surname(random);
  const own = new Set(['03', '04', '07', '08']);
  return residents.map(({ relation, sex }) => {
    const name = relation === '01' || relation === '21' || relation === '11' ? head : own.has(relation) ? family : surname(random);
    return name + givenName(random, sex);
  });
}

/** A few still show the old card, and disabled people their certificate. */
function givenForm(random: Random, id: string, { disabilityType, health }: Pick<CityMember, 'disabilityType' | 'health'>): string {
  if (disabilityType && health.includes('04') && random.chance(0.6)) {
    const certificate = `${id}${disabilityType}${random.int(1, 4)}`;
    return random.chance(0.08) ? `${certificate}B${random.int(1, 2)}` : certificate;
  }
  return id.slice(6, 8) === '19' && id < '36079919700101' && random.chance(0.0015) ? id.slice(0, 6) + id.slice(8, 17) : id;
}

const earlier = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? a : b);

function groupName(random: Random, village: PlannedVillage): string {
  return village.division.name.startsWith('黄沙') && random.chance(0.15) ? '华屋小组' : `第${random.int(1, GROUPS)}小组`;
}

function secondary(random: Random, main: PovertyCause): PovertyCause[] {
  const count = random.weighted([
    [0, 45],
    [1, 35],
    [2, 20],
  ]);
  const causes = new Set<PovertyCause>();
  for (let i = 0; i < count; i += 1)
    causes.add(
      random.weighted<PovertyCause>([
        ['07', 26],
        ['09', 24],
        ['08', 20],
        ['03', 12],
        ['02', 6],
        ['05', 5],
        ['10', 4],
        ['11', 3],
      ]),
    );
  causes.delete(main);
  return [...causes].sort();
}

function bankAccount(ordinal: number): string {
  const beginning = UNISSUED_BIN + String(ordinal + 1).padStart(12, '0');
  for (let digit = 0; digit < 10; digit += 1) if (passesLuhn(beginning + digit)) return beginning + digit;
  throw new Error('one digit of ten always fits');
}
