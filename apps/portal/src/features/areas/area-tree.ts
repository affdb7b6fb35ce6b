import type { Division } from '../../api/identification/divisions.js';

/** 6, 9 or 12 digits: the shortest prefix that names a division; addresses and filters use it. */
export function areaOfCode(code: string): string {
  const full = code.padEnd(12, '0');
  if (full.endsWith('000000')) return full.slice(0, 6);
  return full.endsWith('000') ? full.slice(0, 9) : full;
}

export interface AreaNode {
  readonly value: string;
  readonly label: string;
  readonly children?: readonly AreaNode[];
}

/** Townships with their villages, only what lies in the account's own area. */
export function areaTree(divisions: readonly Division[], ownArea: string): AreaNode[] {
  const within = divisions.filter(
    (division) => areaOfCode(division.code).startsWith(ownArea) || ownArea.startsWith(areaOfCode(division.code)),
  );
  const codes = new Set(within.map((division) => division.code));
  // Copies keep renamed divisions too; beside its successor the old one says until when it was.
  const label = ({ name, validTo, successorCode }: Division) =>
    validTo && successorCode && codes.has(successorCode) ? `${name} (${validTo})` : name;
  const villages = new Map<string, AreaNode[]>();
  for (const village of within.filter((division) => division.level === 'village')) {
    const township = village.code.slice(0, 9);
    villages.set(township, [...(villages.get(township) ?? []), { value: village.code, label: label(village) }]);
  }
  return within
    .filter((division) => division.level === 'township')
    .map((township) => {
      const area = areaOfCode(township.code);
      const children = villages.get(area);
      return { value: area, label: label(township), ...(children ? { children } : {}) };
    });
}

/** `360781102208` → `['360781102', '360781102208']`, what the cascader calls a value. */
export function areaPath(area: string | undefined): string[] {
  if (!area || area.length < 9) return [];
  return area.length === 9 ? [area] : [area.slice(0, 9), area];
}

export function namesByArea(divisions: readonly Division[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  // A code that was renamed appears twice; the one in force wins.
  for (const division of [...divisions].sort((a, b) => Number(a.validTo === null) - Number(b.validTo === null))) {
    names.set(areaOfCode(division.code), division.name);
  }
  return names;
}

/** "壬田镇 凤岗村民委员会": villages are never named alone, because names repeat. */
export function fullAreaName(names: ReadonlyMap<string, string>, code: string): string {
  const area = areaOfCode(code);
  const own = names.get(area) ?? code;
  if (area.length < 12) return own;
  const township = names.get(area.slice(0, 9));
  return township ? `${township} ${shortVillage(own)}` : own;
}

/** Everyday form of a committee's name: 凤岗村民委员会 → 凤岗村. */
export function shortVillage(name: string): string {
  return name.replace(/村民委员会$/, '村').replace(/居民委员会$/, '社区');
}
