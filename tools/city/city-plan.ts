import { isValidOn, type Division } from '@jingzhun/domain/division';
import type { HouseholdCategory } from '@jingzhun/domain/household-category';
import type { PovertyCause } from '@jingzhun/domain/poverty-cause';
import type { CityOptions } from './city-options.js';
import { Random } from './random.js';

/** The frame of every household, a few bytes each: village, size, category and main cause add up to the city's totals exactly. */
export interface CityPlan {
  readonly options: CityOptions;
  readonly villages: readonly PlannedVillage[];
  readonly townships: readonly PlannedTownship[];
  /** Per household. */
  readonly sizes: Uint8Array;
  readonly categories: Uint8Array;
  readonly causes: Uint8Array;
}

export interface PlannedVillage {
  readonly division: Division;
  /** Ordinal of its first household, and of the first that is not its own. */
  readonly from: number;
  readonly to: number;
}

export interface PlannedTownship {
  readonly division: Division;
  readonly villages: readonly PlannedVillage[];
  readonly from: number;
  readonly to: number;
  readonly persons: number;
}

export const CATEGORIES: readonly HouseholdCategory[] = ['general', 'livingAllowance', 'fiveGuarantee'];
const FIVE = 2;
export const ILLNESS = 0;
/** Main causes by index; illness first. */
export const CAUSES: readonly PovertyCause[] = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '99'];

/** 凤岗村 (Fenggang), in which the accounts of the demonstration work. */
const STAGE = '360781102208';
const STAGE_HOUSEHOLDS = 40;
const MAX_SIZE = 9;
const SIZE_WEIGHTS = [1, 2, 3, 4, 5, 6, 7, 8].map((size, i) => [size, [10, 22, 24, 24, 12, 5, 2, 1][i]!] as const);
const OTHER_CAUSES = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n, i) => [n - 1, [14, 12, 4, 3, 0.5, 25, 18, 15, 4, 3, 1.5][i]!] as const);
const FIVE_CAUSES = [
  [7, 62],
  [1, 30],
  [10, 3],
  [11, 5],
] as const;
/** So that three in four five-guarantee households have another cause than illness. */
const FIVE_ILLNESS = 0.25;

export function planCity(options: CityOptions, divisions: readonly Division[]): CityPlan {
  const random = new Random(options.seed, 1);
  const villages = placeHouseholds(options, divisions, random);
  const categories = drawCategories(options, random);
  const sizes = drawSizes(options, categories, random);
  const causes = drawCauses(options, categories, sizes, random);
  return { options, villages, townships: townshipsOf(villages, divisions, sizes), sizes, categories, causes };
}

/** Rural villages have most of the poor; 49 of them, chosen by the seed, twice as many; town communities few. */
function placeHouseholds(options: CityOptions, divisions: readonly Division[], random: Random): PlannedVillage[] {
  const valid = divisions.filter((division) => isValidOn(division, options.on));
  const kinds = new Map(valid.map((division) => [division.code, division.kind]));
  const places = valid.filter(({ level }) => level === 'village').sort((a, b) => (a.code < b.code ? -1 : 1));
  const poor = new Set(shuffled(places.filter(({ kind }) => kind === 'village').length, random).slice(0, 49));
  let rural = 0;
  const weights = places.map(({ kind, parentCode }) => {
    const spread = 0.55 + 0.9 * random.fraction();
    if (kind === 'village') return spread * (poor.has(rural++) ? 2 : 1);
    return spread * (kinds.get(parentCode!) === 'zone' ? 0.25 : 0.06);
  });
  const counts = apportion(options.households, weights);
  fillStage(
    counts,
    places.findIndex(({ code }) => code === STAGE),
  );
  let from = 0;
  return counts.map((count, i) => ({ division: places[i]!, from, to: (from += count) }));
}

/** A small city keeps enough households in the village whose cadres the demonstration shows at work; the largest others give them. */
function fillStage(counts: number[], stage: number): void {
  const wanted = Math.min(STAGE_HOUSEHOLDS, Math.floor(counts.reduce((a, b) => a + b, 0) / 40));
  while (stage >= 0 && counts[stage]! < wanted) {
    const largest = counts.reduce((best, count, i) => (i !== stage && count > (counts[best] ?? 0) ? i : best), stage === 0 ? 1 : 0);
    counts[largest]! -= 1;
    counts[stage]! += 1;
  }
}

/** Whole shares by largest remainder, summing to the total exactly. */
function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const shares = exact.map(Math.floor);
  const left = total - shares.reduce((a, b) => a + b, 0);
  const byRemainder = exact.map((value, i) => [value - shares[i]!, i] as const).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  for (const [, i] of byRemainder.slice(0, left)) shares[i]! += 1;
  return shares;
}

function drawCategories({ households, fiveGuaranteeHouseholds }: CityOptions, random: Random): Uint8Array {
  const categories = new Uint8Array(households);
  for (let i = 0; i < households; i += 1) categories[i] = random.chance(0.42) ? 1 : 0;
  for (const i of shuffled(households, random).subarray(0, fiveGuaranteeHouseholds)) categories[i] = FIVE;
  return categories;
}

function drawSizes({ households, persons }: CityOptions, categories: Uint8Array, random: Random): Uint8Array {
  const sizes = new Uint8Array(households);
  let drawn = 0;
  for (let i = 0; i < households; i += 1)
    drawn += sizes[i] = categories[i] === FIVE ? (random.chance(0.06) ? 2 : 1) : random.weighted(SIZE_WEIGHTS);
  while (drawn !== persons) {
    const i = random.int(0, households - 1);
    const step = drawn < persons ? 1 : -1;
    const size = sizes[i]! + step;
    if (categories[i] === FIVE || size < 1 || size > MAX_SIZE) continue;
    sizes[i] = size;
    drawn += step;
  }
  return sizes;
}

function drawCauses({ illnessPersons, households }: CityOptions, categories: Uint8Array, sizes: Uint8Array, random: Random): Uint8Array {
  const causes = new Uint8Array(households);
  for (let i = 0; i < households; i += 1) causes[i] = random.weighted<number>(categories[i] === FIVE ? FIVE_CAUSES : OTHER_CAUSES);
  let ill = 0;
  for (const i of shuffled(households, random)) {
    if (ill + sizes[i]! > illnessPersons || (categories[i] === FIVE && !random.chance(FIVE_ILLNESS))) continue;
    causes[i] = ILLNESS;
    ill += sizes[i]!;
  }
  // what is still missing moves person by person from a household with another cause to one with this one: both totals stay exact
  while (ill < illnessPersons) {
    const [from, to] = [random.int(0, households - 1), random.int(0, households - 1)];
    if (categories[from] === FIVE || categories[to] === FIVE || causes[from] === ILLNESS || causes[to] !== ILLNESS) continue;
    if (sizes[from]! < 2 || sizes[to]! >= MAX_SIZE) continue;
    sizes[from]! -= 1;
    sizes[to]! += 1;
    ill += 1;
  }
  return causes;
}

function townshipsOf(villages: readonly PlannedVillage[], divisions: readonly Division[], sizes: Uint8Array): PlannedTownship[] {
  const byParent = new Map<string, PlannedVillage[]>();
  for (const village of villages) {
    const parent = village.division.parentCode!;
    byParent.set(parent, [...(byParent.get(parent) ?? []), village]);
  }
  return [...byParent].map(([code, own]) => {
    const [from, to] = [own[0]!.from, own.at(-1)!.to];
    return {
      division: divisions.find((division) => division.code === code)!,
      villages: own,
      from,
      to,
      persons: sum(sizes.subarray(from, to)),
    };
  });
}

const sum = (numbers: Uint8Array): number => numbers.reduce((a, b) => a + b, 0);

function shuffled(length: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i -= 1) {
    const j = random.int(0, i);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
