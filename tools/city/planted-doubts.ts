import type { CityPlan, PlannedTownship } from './city-plan.js';
import type { CityHousehold } from './city-rows.js';
import { DOUBTS, type Doubt } from './doubts.js';

/** One line of the manifest. */
export interface PlantedDoubt {
  readonly rule: `Q${number}`;
  /** `hit`: the rule must find it; `near-miss`: it must not. */
  readonly kind: 'hit' | 'near-miss';
  readonly whatZh: string;
  readonly householdNumber: string;
  /** 人口编号; absent for a rule about the household. */
  readonly memberNumber?: string;
}

export interface Planting {
  readonly planted: readonly PlantedDoubt[];
  apply(households: Iterable<CityHousehold>): Iterable<CityHousehold>;
}

/**
 * Puts every doubt into a fitting household, each into another one, spread over the townships; sizes, categories and main causes
 * stay. A city of a few hundred households may have none that fits a rare one: it is then not in the list.
 */
export function plantDoubts(plan: CityPlan, rowsOf: (township: PlannedTownship, i: number) => Iterable<CityHousehold>): Planting {
  const byOrdinal = new Map<number, Doubt>();
  const planted: PlantedDoubt[] = [];
  const count = plan.townships.length;
  let waiting: Doubt[] = [];
  // what found no place goes on to the next township, and from the last once more to the first
  for (let turn = 0; turn < 2 * count && (turn < count || waiting.length > 0); turn += 1) {
    const i = turn % count;
    if (turn < count) waiting = [...waiting, ...DOUBTS.filter((_, d) => d % count === i)];
    if (waiting.length > 0) waiting = plantIn(rowsOf(plan.townships[i]!, i), waiting);
  }
  return { planted, apply: applyPlanted };

  function plantIn(households: Iterable<CityHousehold>, wanted: readonly Doubt[]): Doubt[] {
    const left = [...wanted];
    for (const household of households) {
      if (left.length === 0) break;
      if (byOrdinal.has(household.ordinal)) continue;
      for (const [at, doubt] of left.entries()) {
        const member = doubt.plant(household, plan.options.on);
        if (member === undefined) continue;
        left.splice(at, 1);
        byOrdinal.set(household.ordinal, doubt);
        const { rule, kind, whatZh } = doubt;
        planted.push({ rule, kind, whatZh, householdNumber: household.number, ...(member && { memberNumber: member.number }) });
        break;
      }
    }
    return left;
  }

  function* applyPlanted(households: Iterable<CityHousehold>): Iterable<CityHousehold> {
    for (const household of households) {
      byOrdinal.get(household.ordinal)?.plant(household, plan.options.on);
      yield household;
    }
  }
}
