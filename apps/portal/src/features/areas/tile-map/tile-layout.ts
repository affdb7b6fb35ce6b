export interface Tile {
  readonly column: number;
  readonly row: number;
}

/** Where Ruijin's units lie to each other, as seen from above (north is up); a drawing, not a map. */
const ruijin: Readonly<Record<string, Tile>> = {
  '360781101': { column: 0, row: 0 },
  '360781201': { column: 1, row: 0 },
  '360781202': { column: 3, row: 0 },
  '360781203': { column: 0, row: 1 },
  '360781205': { column: 1, row: 1 },
  '360781206': { column: 2, row: 1 },
  '360781102': { column: 3, row: 1 },
  '360781204': { column: 4, row: 1 },
  '360781103': { column: 1, row: 2 },
  '360781104': { column: 2, row: 2 },
  '360781100': { column: 3, row: 2 },
  '360781107': { column: 4, row: 2 },
  // the same place before it became a town
  '360781200': { column: 4, row: 2 },
  '360781207': { column: 1, row: 3 },
  '360781400': { column: 2, row: 3 },
  '360781208': { column: 3, row: 3 },
  '360781106': { column: 2, row: 4 },
  '360781209': { column: 4, row: 4 },
  '360781105': { column: 3, row: 4 },
};

const columns = 5;

/**
 * A place for each area. Unknown ones (another county, a new unit) follow below in the order of their codes; two that claim one place
 * (before and after a renaming) do not hide each other.
 */
export function placeTiles(areas: readonly string[]): ReadonlyMap<string, Tile> {
  const placed = new Map<string, Tile>();
  const taken = new Set<string>();
  const others: string[] = [];
  for (const area of [...areas].sort()) {
    const tile = ruijin[area];
    if (tile && !taken.has(`${tile.column}/${tile.row}`)) {
      taken.add(`${tile.column}/${tile.row}`);
      placed.set(area, tile);
    } else others.push(area);
  }
  const firstRow = placed.size === 0 ? 0 : Math.max(...[...placed.values()].map((tile) => tile.row)) + 1;
  others.forEach((area, index) => placed.set(area, { column: index % columns, row: firstRow + Math.floor(index / columns) }));
  return placed;
}

/** 叶坪镇 → 叶坪; 江西瑞金经济开发区 → 经济开发区. */
export function tileName(name: string): string {
  if (name.endsWith('经济开发区')) return '经开区';
  return name.length > 2 ? name.replace(/[镇乡]$/, '').replace(/街道$/, '') : name;
}
