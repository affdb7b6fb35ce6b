import type { Division } from '../../../api/identification/divisions.js';

export interface DivisionNode extends Division {
  readonly key: string;
  readonly children?: DivisionNode[];
}

/** Rows nested by parent; a code that was valid twice is two rows. */
export function divisionTree(divisions: readonly Division[]): DivisionNode[] {
  const byParent = new Map<string, Division[]>();
  for (const division of divisions) byParent.set(division.parentCode ?? '', [...(byParent.get(division.parentCode ?? '') ?? []), division]);
  const known = new Set(divisions.map((division) => division.code));
  const node = (division: Division): DivisionNode => {
    const children = (byParent.get(division.code) ?? []).filter((child) => child.code !== division.code);
    return { ...division, key: `${division.code}|${division.validFrom}`, ...(children.length > 0 ? { children: children.map(node) } : {}) };
  };
  return divisions.filter((division) => division.parentCode === null || !known.has(division.parentCode)).map(node);
}
