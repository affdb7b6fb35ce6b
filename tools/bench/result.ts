/** One line of the report; `npm run bench -- --json` writes an array of these. Larger is always better. */
export interface BenchResult {
  name: string;
  /** What the ratio is taken against, in the same run. */
  base: string;
  unit: string;
  min: number;
  median: number;
  max: number;
  /** The median should reach it. */
  goal: number;
  holds: boolean;
}

export function resultOf(name: string, base: string, values: readonly number[], goal: number, unit = 'ratio of the base'): BenchResult {
  if (values.length === 0 || values.some((value) => !Number.isFinite(value))) throw new Error(`${name}: no usable rounds`);
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2 === 1
      ? (sorted[Math.floor(middle)] ?? Number.NaN)
      : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
  const round = (value: number): number => Number(value.toPrecision(4));
  return {
    name,
    base,
    unit,
    min: round(sorted[0] ?? Number.NaN),
    median: round(median),
    max: round(sorted.at(-1) ?? Number.NaN),
    goal,
    holds: median >= goal,
  };
}

/** A plain table for the terminal and for docs/benchmarks.md. */
export function markdownTable(results: readonly BenchResult[]): string {
  const rows = results.map(
    (r) => `| ${r.name} | ${r.base} | ${r.unit} | ${r.min} | ${r.median} | ${r.max} | ${r.goal} | ${r.holds ? 'yes' : '**no**'} |`,
  );
  return ['| what | against | unit | min | median | max | goal | holds |', '|---|---|---|---|---|---|---|---|', ...rows].join('\n');
}
