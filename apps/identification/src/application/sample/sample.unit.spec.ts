import fc from 'fast-check';
import { commitmentOf, drawSample, listDigestOf, sampleSize } from './sample.rules.js';

// the tool that is handed out, not a package
const tool = ['../../../../..', 'tools/verify-sample.mjs'].join('/');
const verifier = (await import(tool)) as { faultsOf(sample: unknown): string[] };
const hex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const list = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 60 });
const percent = fc.integer({ min: 0, max: 100 });

const published = (seed: string, ids: readonly string[], share: number) => {
  const cases = drawSample(seed, ids, share).map(({ id, rank, chosen }) => ({ applicationId: id, rank, chosen }));
  return {
    ...{ seed, commitment: commitmentOf(seed), percent: share, listed: ids.length, listDigest: listDigestOf(ids) },
    ...{ chosen: cases.filter(({ chosen }) => chosen).length, cases },
  };
};

describe('drawing a sample', () => {
  it.each([
    [11, 20, 3],
    [10, 20, 2],
    [1, 10, 1],
    [7, 0, 0],
    [5, 100, 5],
  ])('of %i at %i %% takes %i', (listed, share, size) => expect(sampleSize(listed, share)).toBe(size));

  it('depends on seed and list alone, not on the order of the list, and is large enough', () => {
    fc.assert(
      fc.property(hex, list, percent, (seed, ids, share) => {
        const drawn = drawSample(seed, ids, share);
        expect(drawSample(seed, ids.toReversed(), share)).toEqual(drawn);
        expect(drawn.filter(({ chosen }) => chosen).length * 100).toBeGreaterThanOrEqual(ids.length * share);
        expect(drawn.map(({ rank }) => rank)).toEqual(ids.map((_, i) => i + 1));
      }),
    );
  });

  it('hits everybody about equally often', () => {
    const ids = Array.from({ length: 20 }, (_, i) => `00000000-0000-7000-8000-0000000000${String(i).padStart(2, '0')}`);
    const hits = new Map(ids.map((id) => [id, 0]));
    for (let round = 0; round < 2_000; round += 1)
      for (const { id, chosen } of drawSample(commitmentOf(round.toString(16).padStart(64, '0')), ids, 20))
        if (chosen) hits.set(id, (hits.get(id) ?? 0) + 1);
    // 400 expected, standard deviation 18
    for (const count of hits.values()) expect(Math.abs(count - 400)).toBeLessThan(90);
  });
});

describe('tools/verify-sample.mjs', () => {
  it('finds nothing wrong with what was drawn', () => {
    fc.assert(
      fc.property(hex, list, percent, (seed, ids, share) => void expect(verifier.faultsOf(published(seed, ids, share))).toEqual([])),
    );
  });

  it('finds another seed, a shorter list, a changed choice, a sample that is too small', () => {
    const ids = Array.from({ length: 30 }, (_, i) => `00000000-0000-7000-8000-0000000000${String(i).padStart(2, '0')}`);
    const good = published('ab'.repeat(32), ids, 20);
    const [first, ...rest] = good.cases;
    for (const spoiled of [
      { ...good, seed: 'ac'.repeat(32) },
      { ...good, cases: rest },
      { ...good, cases: [{ ...first, chosen: false }, ...rest] },
      { ...good, chosen: 5 },
      { ...good, seed: null },
    ])
      expect(verifier.faultsOf(spoiled)).not.toEqual([]);
  });
});
