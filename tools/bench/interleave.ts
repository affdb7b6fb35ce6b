import { performance } from 'node:perf_hooks';

/** One way of doing the work. `run` is timed; `prepare` and `finish` are not. */
export interface Variant {
  name: string;
  prepare?: () => Promise<void>;
  /** @returns how many items were done, when the rounds differ in size; seconds when it timed itself */
  run: () => Promise<void | { seconds: number }>;
  finish?: () => Promise<void>;
}

export interface Timings {
  /** Seconds by variant name, one per round, in the order of the rounds. */
  [variant: string]: number[];
}

/**
 * Runs every variant once a round, in turn, so that a slow spell of the machine hits all of them and cancels in the ratio of the
 * round. One round to warm up is not counted.
 */
export async function interleave(variants: readonly Variant[], rounds: number): Promise<Timings> {
  const timings: Timings = Object.fromEntries(variants.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    // every other round backwards: none always comes after the same one
    const order = round % 2 === 0 ? variants : variants.toReversed();
    for (const variant of order) {
      await variant.prepare?.();
      const started = performance.now();
      const own = await variant.run();
      const seconds = own?.seconds ?? (performance.now() - started) / 1000;
      await variant.finish?.();
      if (round >= 0) timings[variant.name]?.push(seconds);
    }
  }
  return timings;
}

/** Ratio by round, oriented so that larger is better: the base's time over ours. */
export function ratios(timings: Timings, base: string, ours: string): number[] {
  const baseTimes = timings[base] ?? [];
  return (timings[ours] ?? []).map((seconds, round) => (baseTimes[round] ?? Number.NaN) / seconds);
}
