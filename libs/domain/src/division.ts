import { z } from 'zod';
import { DivisionCode, DivisionLevel } from './division-code.js';
import { PlainDate } from './plain-date.js';
import { plainText } from './plain-text.js';

/** One division during one stretch of time. Valid from `validFrom` on and before `validTo`; a village changes its code when its township does. */
export const Division = z.object({
  code: DivisionCode,
  name: z.string().min(1),
  level: DivisionLevel,
  /** What the code says it is: county, town, township, zone, village committee, resident committee. */
  kind: z.enum(['county', 'town', 'township', 'zone', 'village', 'community']),
  parentCode: DivisionCode.nullable(),
  validFrom: PlainDate,
  /** First day on which it is no longer valid; null while it is. */
  validTo: PlainDate.nullable(),
  /** Code that took its place on `validTo`. */
  successorCode: DivisionCode.nullable(),
  source: z.string(),
});
export type Division = z.infer<typeof Division>;

/** How a row names its village: by code, or by the full path, never by the village's name alone (two villages share one). */
export type VillageName = { readonly code: string } | { readonly county: string; readonly township: string; readonly village: string };

/**
 * `superseded`: the code or path was right once (or will be) and names another code on that day, given as `current`.
 */
export type VillageSearch =
  | { readonly found: Division }
  | { readonly found?: undefined; readonly reason: 'unknown-code' | 'not-a-village' | 'unknown-path' | 'ambiguous-path' | 'not-valid' }
  | { readonly found?: undefined; readonly reason: 'superseded'; readonly current: Division };

export function isValidOn(division: Division, on: PlainDate): boolean {
  return division.validFrom <= on && (division.validTo === null || on < division.validTo);
}

/** Looks villages up fast: build it once per import, ask it once per row. */
export class VillageFinder {
  private readonly byCode = new Map<string, Division[]>();
  private readonly bySuccessor = new Map<string, Division[]>();
  private readonly villagesByName = new Map<string, Division[]>();

  constructor(divisions: Iterable<Division>) {
    for (const division of divisions) {
      add(this.byCode, division.code, division);
      if (division.successorCode !== null) add(this.bySuccessor, division.successorCode, division);
      if (division.level === 'village') for (const name of villageNames(division.name)) add(this.villagesByName, name, division);
    }
  }

  find(village: VillageName, on: PlainDate): VillageSearch {
    return 'code' in village ? this.findByCode(plainText(village.code), on) : this.findByPath(village, on);
  }

  private findByCode(code: string, on: PlainDate): VillageSearch {
    const known = this.byCode.get(code);
    if (!known) return { reason: 'unknown-code' };
    if (known.some((division) => division.level !== 'village')) return { reason: 'not-a-village' };
    return this.validOne(known, on);
  }

  private findByPath(path: { county: string; township: string; village: string }, on: PlainDate): VillageSearch {
    const [county, township] = [plainText(path.county), plainText(path.township)];
    const named = (this.villagesByName.get(plainText(path.village)) ?? []).filter((village) => {
      const parents = village.parentCode === null ? [] : (this.byCode.get(village.parentCode) ?? []);
      return parents.some(
        (parent) => parent.name === township && (this.byCode.get(parent.parentCode ?? '') ?? []).some((top) => top.name === county),
      );
    });
    if (named.length === 0) return { reason: 'unknown-path' };
    return this.validOne(named, on);
  }

  private validOne(candidates: readonly Division[], on: PlainDate): VillageSearch {
    const valid = candidates.filter((division) => isValidOn(division, on));
    if (valid.length === 1) return { found: valid[0]! };
    if (valid.length > 1) return { reason: 'ambiguous-path' };
    const current = new Set(candidates.map((division) => this.counterpartOn(division, on)).filter((division) => division !== undefined));
    return current.size === 1 ? { reason: 'superseded', current: [...current][0]! } : { reason: 'not-valid' };
  }

  /** The division that stands for this one on another day: along the successors, or back along the predecessors. */
  private counterpartOn(division: Division, on: PlainDate): Division | undefined {
    let at: Division | undefined = division;
    for (let steps = 0; at && steps < 20; steps += 1) {
      if (isValidOn(at, on)) return at;
      at = on < at.validFrom ? this.predecessorOf(at) : this.successorOf(at);
    }
    return undefined;
  }

  private successorOf(division: Division): Division | undefined {
    return division.successorCode === null
      ? undefined
      : this.byCode.get(division.successorCode)?.find((next) => next.validFrom === division.validTo);
  }

  private predecessorOf(division: Division): Division | undefined {
    const before = (this.bySuccessor.get(division.code) ?? []).filter((other) => other.validTo === division.validFrom);
    return before.length === 1 ? before[0] : undefined;
  }
}

/** {@link VillageFinder} for a single question. */
export function findVillage(divisions: Iterable<Division>, village: VillageName, on: PlainDate): VillageSearch {
  return new VillageFinder(divisions).find(village, on);
}

const COMMITTEE = /(村民委员会|居民委员会|村委会|居委会|虚拟社区)$/;

/** How people write a village whose official name is 凤岗村民委员会: also 凤岗村委会, 凤岗村, 凤岗. */
function villageNames(official: string): Set<string> {
  const name = plainText(official);
  const base = name.replace(COMMITTEE, '');
  const forms = /村民委员会$/.test(name)
    ? ['', '村', '村委会', '村民委员会']
    : ['', '社区', '居委会', '居民委员会', '社区居委会', '社区居民委员会'];
  return new Set([name, ...forms.map((form) => base + form)]);
}

function add(map: Map<string, Division[]>, key: string, division: Division): void {
  const list = map.get(key);
  if (list) list.push(division);
  else map.set(key, [division]);
}
