import { createHash } from 'node:crypto';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** What is published before the list exists: whoever has the seed later can see that it was fixed then. */
export const commitmentOf = (seed: string): string => createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex');

/** Names the list, whatever its order: SHA-256 of the ids in ascending order, one a line. */
export const listDigestOf = (ids: readonly string[]): string =>
  sha256(
    [...ids]
      .sort()
      .map((id) => `${id}\n`)
      .join(''),
  );

/** The least number that is the wanted share: 20 % of 11 are 3. */
export const sampleSize = (listed: number, percent: number): number => Math.min(listed, Math.ceil((listed * percent) / 100));

export interface DrawnCase {
  id: string;
  /** SHA-256 of seed, list and id: the cases with the smallest marks are chosen. */
  mark: string;
  /** From 1. */
  rank: number;
  chosen: boolean;
}

/** Deterministic: the same seed and list give the same sample, on any machine. `tools/verify-sample.mjs` does the same in plain Node. */
export function drawSample(seed: string, ids: readonly string[], percent: number): DrawnCase[] {
  const digest = listDigestOf(ids);
  const size = sampleSize(ids.length, percent);
  return [...ids]
    .map((id) => ({ id, mark: sha256(`${seed}\n${digest}\n${id}`) }))
    .sort((a, b) => (a.mark < b.mark ? -1 : 1))
    .map((one, i) => ({ ...one, rank: i + 1, chosen: i < size }));
}
