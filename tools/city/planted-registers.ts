import { checkCharacter } from '@jingzhun/domain/id-number';
import { addDays, ageOn, type PlainDate } from '@jingzhun/domain/plain-date';
import type { City } from './city.js';
import type { CityHousehold, CityMember } from './city-rows.js';
import { givenName, surname } from './names.js';
import { Random } from './random.js';
import { REGISTER_PLANS, type Expected, type RegisterPlan } from './register-kinds.js';

/** How somebody stands in a register: with the number and the name, in three ways that leave a doubt, or as nobody of the city. */
export type Manner = 'sure' | 'name-differs' | 'old-number' | 'no-number' | 'nobody';

/** One row of an extract, as its authority writes it. */
export interface RegisterLine {
  readonly name: string;
  readonly number?: string;
  readonly birthYear?: number;
  readonly villageCode?: string;
  readonly class: string;
  readonly place?: string;
  readonly from: PlainDate;
}

/** What the import and the rule must make of a planted row. */
export interface RegisterAnswer {
  /** As the spreadsheet shows it. */
  readonly row: number;
  readonly manner: Exclude<Manner, 'nobody'>;
  readonly householdNumber: string;
  readonly memberNumber: string;
  readonly expected: Expected;
  /** Persons the city has under name, village and year of birth; only without a number. */
  readonly namesakes?: number;
}

export interface PlantedRegister {
  readonly plan: RegisterPlan;
  readonly asOf: PlainDate;
  readonly lines: readonly RegisterLine[];
  readonly answers: readonly RegisterAnswer[];
  readonly expected: { readonly rows: number; readonly matched: number; readonly unsure: number; readonly unmatched: number };
}

interface Planted {
  readonly household: CityHousehold;
  readonly member: CityMember;
  readonly manner: RegisterAnswer['manner'];
  readonly at: number;
}

const MANNERS = ['sure', 'sure', 'name-differs', 'sure', 'old-number', 'sure', 'no-number', 'sure'] as const;
const STRANGERS = 3;
/** No county has this code either; nobody of the city has it. */
const STRANGERS_PREFIX = '360798';

/** An extract of every register as of a day: members of the city's households among strangers, the same for the same city. */
export function plantRegisters(city: City, asOf: PlainDate): PlantedRegister[] {
  const planted = chosen(city, asOf);
  const namesakes = countNamesakes(city, planted.flat());
  return REGISTER_PLANS.map((plan, k) =>
    written(plan, planted[k] ?? [], { asOf, random: new Random(city.plan.options.seed, 77, k), namesakes }),
  );
}

/** One pass over the city: at even distances a household of every register, its first member of a fitting age. */
function chosen(city: City, asOf: PlainDate): Planted[][] {
  const { households: size } = city.plan.options;
  const chosenOf: Planted[][] = REGISTER_PLANS.map(() => []);
  const due = REGISTER_PLANS.map(() => false);
  let seen = 0;
  for (const household of city.households()) {
    for (const [k, { share, ages }] of REGISTER_PLANS.entries()) {
      const wanted = Math.max(MANNERS.length, Math.round((size * share) / 1000));
      const step = Math.max(1, Math.floor(size / wanted));
      if (seen % step === (k * 7) % step) due[k] = true;
      if (!due[k]) continue;
      const member = household.members.find(({ birthDate }) => {
        const age = ageOn(birthDate, asOf);
        return age >= ages[0] && age <= ages[1];
      });
      if (!member) continue;
      due[k] = false;
      const list = chosenOf[k]!;
      const manner = MANNERS[list.length % MANNERS.length]!;
      // numbers of 15 digits were given in the last century only
      const fits = manner !== 'old-number' || member.birthDate < '2000-01-01';
      list.push({ household, member, manner: fits ? manner : 'sure', at: list.length });
    }
    seen += 1;
  }
  return chosenOf;
}

const keyOf = (household: CityHousehold, member: CityMember): string =>
  `${household.villageCode} ${member.name} ${member.birthDate.slice(0, 4)}`;

function countNamesakes(city: City, planted: readonly Planted[]): Map<string, number> {
  const counts = new Map(
    planted.filter(({ manner }) => manner === 'no-number').map(({ household, member }) => [keyOf(household, member), 0]),
  );
  for (const household of city.households())
    for (const member of household.members) {
      const key = keyOf(household, member);
      const count = counts.get(key);
      if (count !== undefined) counts.set(key, count + 1);
    }
  return counts;
}

interface Writing {
  readonly asOf: PlainDate;
  readonly random: Random;
  readonly namesakes: ReadonlyMap<string, number>;
}

function written(plan: RegisterPlan, planted: readonly Planted[], { asOf, random, namesakes }: Writing): PlantedRegister {
  const lines: RegisterLine[] = [];
  const answers: RegisterAnswer[] = [];
  for (const one of planted) {
    for (let i = 0; i < STRANGERS; i += 1) lines.push(stranger(plan, asOf, random, lines.length));
    const { household, member, manner } = one;
    // those that are sure go through all classes, a doubtful one is worth a decision
    const planned = plan.classes[manner === 'sure' ? one.at % plan.classes.length : 0]!;
    lines.push({
      ...whoOf(one),
      class: planned.word,
      ...(planned.place && { place: planned.place }),
      from: addDays(asOf, -random.int(40, 300)),
    });
    answers.push({
      row: lines.length + 1,
      manner,
      householdNumber: household.number,
      memberNumber: member.number,
      expected: planned.expected,
      ...(manner === 'no-number' && { namesakes: namesakes.get(keyOf(household, member)) ?? 0 }),
    });
  }
  const count = (of: (manner: Manner) => boolean): number => answers.filter(({ manner }) => of(manner)).length;
  const matched = count((manner) => manner === 'sure');
  const unsure = answers.length - matched;
  return { plan, asOf, lines, answers, expected: { rows: lines.length, matched, unsure, unmatched: lines.length - answers.length } };
}

function whoOf({ household, member, manner }: Planted): Pick<RegisterLine, 'name' | 'number' | 'birthYear' | 'villageCode'> {
  const { name, idNumber18: number, birthDate } = member;
  if (manner === 'name-differs') return { name: otherName(name), number };
  if (manner === 'old-number') return { name, number: number.slice(0, 6) + number.slice(8, 17) };
  if (manner === 'no-number') return { name, birthYear: Number(birthDate.slice(0, 4)), villageCode: household.villageCode };
  return { name, number };
}

/** As a clerk mishears it. */
const otherName = (name: string): string => name.slice(0, -1) + (name.endsWith('英') ? '鹰' : '英');

export function strangersNumber(birth: string, sequence: string): string {
  const first17 = STRANGERS_PREFIX + birth + sequence;
  return first17 + checkCharacter(first17);
}

function stranger(plan: RegisterPlan, asOf: PlainDate, random: Random, at: number): RegisterLine {
  const sex = random.chance(0.5) ? 'male' : 'female';
  const birth = addDays(asOf, -random.int(25 * 365, 60 * 365));
  const sequence = String(2 * (at % 499) + (sex === 'male' ? 1 : 0)).padStart(3, '0');
  const planned = plan.classes[at % plan.classes.length]!;
  return {
    name: surname(random) + givenName(random, sex),
    number: strangersNumber(birth.replaceAll('-', ''), sequence),
    class: planned.word,
    ...(planned.place && { place: planned.place }),
    from: addDays(asOf, -random.int(30, 3000)),
  };
}
