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

/** Puts every doubt into a fitting household, each into another one; sizes, categories and main causes stay. */
export function plantDoubts(plan: CityPlan, rowsOf: (township: PlannedTownship, i: number) => Iterable<CityHousehold>): Planting {
  const byOrdinal = new Map<number, Doubt>();
  const planted: PlantedDoubt[] = [];
  const waiting = [...DOUBTS];
  for (const [i, township] of plan.townships.entries()) {
    // a handful a township, so that every area has something to find
    const share = Math.ceil(waiting.length / (plan.townships.length - i));
    const end = waiting.length - share;
    for (const household of rowsOf(township, i)) {
      if (waiting.length <= end) break;
      for (const [at, doubt] of waiting.entries()) {
        const member = doubt.plant(household, plan.options.on);
        if (member === undefined) continue;
        waiting.splice(at, 1);
        byOrdinal.set(household.ordinal, doubt);
        const { rule, kind, whatZh } = doubt;
        planted.push({ rule, kind, whatZh, householdNumber: household.number, ...(member && { memberNumber: member.number }) });
        break;
      }
    }
  }
  if (waiting.length > 0) throw new Error(`no household fits ${waiting.map(({ rule, kind }) => `${rule} ${kind}`).join(', ')}`);
  return { planted, apply: applyPlanted };

  function* applyPlanted(households: Iterable<CityHousehold>): Iterable<CityHousehold> {
    for (const household of households) {
      byOrdinal.get(household.ordinal)?.plant(household, plan.options.on);
      yield household;
    }
  }
}
