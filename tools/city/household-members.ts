import { ageOn, daysBetween, addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import type { HouseholdCategory } from '@jingzhun/domain/household-category';
import type { RelationToHead } from '@jingzhun/domain/relation-to-head';
import type { Sex } from '@jingzhun/domain/sex';
import type { Random } from './random.js';

/** Who lives in a household: relation, sex and date of birth fit each other. */
export interface Resident {
  relation: RelationToHead;
  sex: Sex;
  birthDate: PlainDate;
}

const YEAR = 365.2425;
/** A parent is 18 to 45 at the birth of a child. */
const PARENT = { youngest: 18.1, oldest: 45 };
const OLDEST = 97;

export function drawResidents(random: Random, size: number, category: HouseholdCategory, on: PlainDate): Resident[] {
  const residents = [drawHead(random, size, category, on)];
  while (residents.length < size) residents.push(drawNext(random, residents, category, on));
  return residents;
}

function drawHead(random: Random, size: number, category: HouseholdCategory, on: PlainDate): Resident {
  const [least, most] =
    category === 'fiveGuarantee' ? [random.chance(0.93) ? 60 : 30, 88] : size === 1 ? [40, 86] : size === 2 ? [32, 82] : [28, 68];
  return { relation: '01', sex: random.chance(size === 1 ? 0.72 : 0.86) ? 'male' : 'female', birthDate: born(random, on, least, most) };
}

function drawNext(random: Random, residents: readonly Resident[], category: HouseholdCategory, on: PlainDate): Resident {
  const ways = category === 'fiveGuarantee' ? [brotherOrSister] : orderedWays(random, residents);
  for (const way of ways) {
    const resident = way(random, residents, on);
    if (resident) return resident;
  }
  return brotherOrSister(random, residents, on);
}

type Way = (random: Random, residents: readonly Resident[], on: PlainDate) => Resident | undefined;

function orderedWays(random: Random, residents: readonly Resident[]): Way[] {
  const first: Way =
    residents.length === 1 && random.chance(0.8)
      ? spouse
      : random.weighted<Way>([
          [child, 58],
          [grandchild, 18],
          [childInLaw, 12],
          [parent, 12],
        ]);
  return [first, child, grandchild, parent, childInLaw, spouse];
}

const of = (residents: readonly Resident[], ...relations: RelationToHead[]): Resident[] =>
  residents.filter(({ relation }) => relations.includes(relation));
const other = (sex: Sex): Sex => (sex === 'male' ? 'female' : 'male');

const spouse: Way = (random, residents, on) => {
  const head = residents[0]!;
  if (of(residents, '02').length > 0 || of(residents, '03', '04').length > 0) return undefined;
  const older = head.sex === 'male' ? random.int(-3, 8) : random.int(-8, 3);
  const birthDate = addDays(head.birthDate, Math.round(older * YEAR) + random.int(-180, 180));
  const age = ageOn(birthDate, on);
  return age < 20 || age > OLDEST ? undefined : { relation: '02', sex: other(head.sex), birthDate };
};

const child: Way = (random, residents, on) => {
  if (of(residents, '03', '04').length >= 4) return undefined;
  const parents = of(residents, '01', '02');
  const birthDate = childOf(random, parents, of(residents, '03', '04'), on);
  if (!birthDate) return undefined;
  const sex: Sex = random.chance(ageOn(birthDate, on) > 22 ? 0.82 : 0.53) ? 'male' : 'female';
  return { relation: sex === 'male' ? '03' : '04', sex, birthDate };
};

const childInLaw: Way = (random, residents, on) => {
  const son = of(residents, '03').find(({ birthDate }) => ageOn(birthDate, on) >= 23);
  if (!son || of(residents, '05').length > 0) return undefined;
  const birthDate = addDays(son.birthDate, Math.round(random.int(-1, 2) * YEAR) + random.int(0, 180));
  return ageOn(birthDate, on) < 20 ? undefined : { relation: '05', sex: 'female', birthDate };
};

const grandchild: Way = (random, residents, on) => {
  const sons = of(residents, '03').filter(({ birthDate }) => ageOn(birthDate, on) >= 20);
  if (of(residents, '07', '08').length >= 3) return undefined;
  const parents = sons.length > 0 ? [sons.reduce((a, b) => (a.birthDate < b.birthDate ? a : b)), ...of(residents, '05')] : [];
  const birthDate = parents.length > 0 ? childOf(random, parents, of(residents, '07', '08'), on) : leftBehind(random, residents, on);
  if (!birthDate) return undefined;
  const sex: Sex = random.chance(0.53) ? 'male' : 'female';
  return { relation: sex === 'male' ? '07' : '08', sex, birthDate };
};

const parent: Way = (random, residents, on) => {
  const known = of(residents, '11', '12');
  if (known.length >= 2) return undefined;
  const sex: Sex = known[0] ? other(known[0].sex) : random.chance(0.35) ? 'male' : 'female';
  const birthDate = addDays(residents[0]!.birthDate, -Math.round((19 + random.fraction() * 22) * YEAR));
  if (ageOn(birthDate, on) > OLDEST) return undefined;
  return { relation: sex === 'male' ? '11' : '12', sex, birthDate };
};

const brotherOrSister = (random: Random, residents: readonly Resident[], on: PlainDate): Resident => {
  let birthDate = addDays(residents[0]!.birthDate, random.int(-4000, 4000));
  const age = ageOn(birthDate, on);
  if (age > OLDEST || age < 16) birthDate = residents[0]!.birthDate;
  return { relation: '21', sex: random.chance(0.75) ? 'male' : 'female', birthDate };
};

/** A day on which both parents were of an age to have a child, apart from its brothers and sisters, and before the survey. */
function childOf(random: Random, parents: readonly Resident[], siblings: readonly Resident[], on: PlainDate): PlainDate | undefined {
  const births = parents.map(({ birthDate }) => birthDate).sort();
  const from = addDays(births.at(-1)!, Math.ceil(PARENT.youngest * YEAR));
  const to = min(addDays(births[0]!, Math.floor(PARENT.oldest * YEAR)), addDays(on, -100));
  const room = daysBetween(from, to);
  for (let attempt = 0; room >= 0 && attempt < 5; attempt += 1) {
    // early in that time rather than late
    const birthDate = addDays(from, Math.floor(room * random.fraction() * random.fraction()));
    if (siblings.every((sibling) => Math.abs(daysBetween(sibling.birthDate, birthDate)) > 330)) return birthDate;
  }
  return undefined;
}

/** A grandchild whose parents work elsewhere. */
function leftBehind(random: Random, residents: readonly Resident[], on: PlainDate): PlainDate | undefined {
  const youngest = of(residents, '01', '02')
    .map(({ birthDate }) => birthDate)
    .sort()
    .at(-1)!;
  if (ageOn(youngest, on) < 46) return undefined;
  return born(random, on, 1, Math.min(17, ageOn(youngest, on) - 40));
}

/** A day of birth of somebody of that many completed years. */
function born(random: Random, on: PlainDate, least: number, most: number): PlainDate {
  return addDays(on, -Math.floor((least + random.fraction() * (most + 1 - least)) * YEAR) - 2);
}

const min = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? a : b);
