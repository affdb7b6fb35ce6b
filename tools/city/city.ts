import { loadPack } from '@jingzhun/policy';
import type { Division } from '@jingzhun/domain/division';
import { buildHousehold } from './build-household.js';
import { cityOptions, type CityOptions } from './city-options.js';
import { planCity, type CityPlan, type PlannedTownship } from './city-plan.js';
import type { CityHousehold } from './city-rows.js';
import { IdNumbers, sequenceRanges } from './id-sequence.js';
import { plantDoubts, type PlantedDoubt } from './planted-doubts.js';

export interface City {
  readonly plan: CityPlan;
  readonly townships: readonly CityTownship[];
  /** Doubtful data put in on purpose: one hit and one near miss a rule. */
  readonly planted: readonly PlantedDoubt[];
  /** Every household, by village code. Streamed: nothing is kept. */
  households(): Iterable<CityHousehold>;
}

export interface CityTownship {
  readonly division: Division;
  readonly households: number;
  readonly persons: number;
  /** The township's households, always the same whether or not others are read. */
  rows(): Iterable<CityHousehold>;
}

/** An invented city on the real divisions: exact totals, everything else plausible, the same for the same options. */
export function generateCity(given: Partial<CityOptions> = {}): City {
  const options = cityOptions(given);
  const plan = planCity(options, loadPack('ruijin').divisions);
  const ranges = sequenceRanges(plan.townships.map(({ persons }) => persons));
  const unplanted = (township: PlannedTownship, i: number): Iterable<CityHousehold> => rowsOf(plan, township, new IdNumbers(ranges[i]!));
  const planting = plantDoubts(plan, unplanted);
  const townships = plan.townships.map((township, i) => ({
    division: township.division,
    households: township.to - township.from,
    persons: township.persons,
    rows: () => planting.apply(unplanted(township, i)),
  }));
  return {
    plan,
    townships,
    planted: planting.planted,
    *households() {
      for (const township of townships) yield* township.rows();
    },
  };
}

function* rowsOf(plan: CityPlan, township: PlannedTownship, ids: IdNumbers): Iterable<CityHousehold> {
  for (const village of township.villages) {
    for (let ordinal = village.from; ordinal < village.to; ordinal += 1) yield buildHousehold(plan, township, village, ordinal, ids);
  }
}
