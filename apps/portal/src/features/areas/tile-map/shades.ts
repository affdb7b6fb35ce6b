export interface Shade {
  readonly from: number;
  readonly to: number;
  readonly fill: string;
  readonly ink: string;
}

/** One hue, strictly darker with more, so that a grey print keeps the order. */
const fills = [
  { fill: '#faf5f2', ink: '#26221e' },
  { fill: '#ecd6cf', ink: '#26221e' },
  { fill: '#d7a69b', ink: '#26221e' },
  { fill: '#b4544a', ink: '#ffffff' },
  { fill: '#7d1511', ink: '#ffffff' },
] as const;

/** Five steps of equal width with round borders between nothing and the largest value. */
export function shadesFor(largest: number): Shade[] {
  const width = roundUp(Math.max(1, largest) / fills.length);
  return fills.map((shade, index) => ({ ...shade, from: index === 0 ? 0 : index * width + 1, to: (index + 1) * width }));
}

export function shadeOf(value: number, shades: readonly Shade[]): Shade {
  const found = shades.find((shade) => value <= shade.to) ?? shades.at(-1);
  if (!found) throw new RangeError('no shades');
  return found;
}

function roundUp(width: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(width)) - 1) * 5;
  return Math.ceil(width / step) * step;
}
