import fc from 'fast-check';
import { fitting, isOver, type Capped } from '../payment/batch-caps.rules.js';
import { grant, waitsFen, type Accepted, type Earlier } from './caps.rules.js';
import { SubsidyScheme } from './scheme.js';

const schemeOf = (batchCapFen: number, householdCapFen: number): SubsidyScheme =>
  SubsidyScheme.parse({
    code: 'industry-reward-2015',
    nameZh: '产业奖补',
    nameEn: 'reward subsidies for industry',
    fundCode: 'industry-2015',
    householdCapFen,
    batchCapFen,
    sourceDocument: '产业扶贫奖补办法',
    products: [
      { product: 'vegetables', nameZh: '蔬菜', unit: 'centiMu', minimum: 200, ratesFen: [50_000], capQuantity: 1_000 },
      { product: 'navelOrange', nameZh: '脐橙', unit: 'centiMu', minimum: 200, ratesFen: [60_000, 20_000, 30_000], capQuantity: 500 },
      { product: 'bees', nameZh: '养蜂', unit: 'count', minimum: 1, ratesFen: [9_999, 7_777], capQuantity: 9 },
      { product: 'curingBarn', nameZh: '烤房修缮', unit: 'count', minimum: 1, ratesFen: [500_000], capQuantity: null },
    ],
  });

interface Outcome {
  /** Of a household, in the end. */
  sums: Map<string, number>;
  /** Every grant with its round: what batches pay. */
  granted: { round: number; householdId: string; amountFen: number; causeId: string }[];
  refused: string[];
}

/** Rounds as the officer cuts them: `turns` says in which round each application comes up first. What waits comes up again, until nothing does. */
function playedOut(scheme: SubsidyScheme, rows: readonly Accepted[], turns: ReadonlyMap<string, number>, yearFen: number): Outcome {
  const out: Outcome = { sums: new Map(), granted: [], refused: [] };
  const counted = new Map<string, { stage: number; quantity: number }[]>();
  let waiting: (Accepted & { from: number })[] = rows.map((one) => ({ ...one, from: turns.get(one.applicationId) ?? 0 }));
  for (let round = 0; waiting.length > 0; round += 1) {
    if (round > 500) throw new Error('never ends');
    const own = waiting.filter(({ from }) => from <= round);
    const earlier: Earlier = { grantedFen: new Map(out.sums), counted };
    const left = new Map(
      [...new Set(own.map(({ householdId }) => householdId))].map((id) => [
        id,
        { fen: Math.max(yearFen - (out.sums.get(id) ?? 0), 0), besidesFen: 0 },
      ]),
    );
    const next = waiting.filter(({ from }) => from > round);
    for (const one of grant(scheme, own, earlier, { left, excluded: new Set() })) {
      const row = own.find(({ applicationId }) => applicationId === one.applicationId)!;
      const waits = waitsFen(one);
      if (one.amountFen === 0 && waits > 0) next.push(row);
      if (one.amountFen === 0 && waits === 0) out.refused.push(one.applicationId);
      if (one.amountFen === 0) continue;
      const { householdId, amountFen, applicationId } = one;
      out.granted.push({ round, householdId, amountFen, causeId: applicationId });
      out.sums.set(householdId, (out.sums.get(householdId) ?? 0) + amountFen);
      const key = `${householdId} ${row.product}`;
      if (typeof row.restFen !== 'number') counted.set(key, [...(counted.get(key) ?? []), { stage: row.stage, quantity: row.quantity }]);
      if (waits > 0) next.push({ ...row, applicationId: `${applicationId}+`, restFen: waits });
    }
    waiting = next;
  }
  return out;
}

const anyRows = fc.array(
  fc.record({
    householdId: fc.constantFrom('h1', 'h2'),
    product: fc.constantFrom('vegetables', 'navelOrange', 'bees', 'curingBarn'),
    stage: fc.integer({ min: 1, max: 3 }),
    quantity: fc.integer({ min: 1, max: 1_500 }),
  }),
  { minLength: 1, maxLength: 12 },
);
const anyCaps = fc.record({
  batch: fc.integer({ min: 50_000, max: 600_000 }),
  household: fc.integer({ min: 600_000, max: 1_500_000 }),
  year: fc.integer({ min: 100_000, max: 2_000_000 }),
});
const runs = process.env['DEEP'] ? 20_000 : 1_500;

describe('rounds, however the officer cuts them', () => {
  it('end with the same sum for every household, pass no cap in any round, and refuse nothing for the cap of a batch', () => {
    fc.assert(
      fc.property(anyRows, anyCaps, fc.infiniteStream(fc.integer({ min: 0, max: 4 })), (drawn, caps, turns) => {
        const scheme = schemeOf(caps.batch, caps.household);
        const rows = drawn.map((one, i): Accepted => ({
          ...one,
          quantity: one.product === 'curingBarn' ? 1 + (one.quantity % 3) : one.quantity,
          applicationId: `a${String(i).padStart(2, '0')}`,
        }));
        const cut = new Map(rows.map(({ applicationId }) => [applicationId, turns.next().value as number]));
        const together = playedOut(scheme, rows, new Map(), caps.year);
        const apart = playedOut(scheme, rows.toReversed(), cut, caps.year);
        expect(sorted(apart.sums)).toEqual(sorted(together.sums));
        for (const { granted, sums } of [together, apart]) {
          const ofRound = Map.groupBy(granted, ({ round, householdId }) => `${round} ${householdId}`);
          expect([...ofRound.values()].filter((own) => sumOf(own) > caps.batch)).toEqual([]);
          expect([...sums.values()].filter((sum) => sum > Math.min(caps.household, caps.year))).toEqual([]);
        }
        // whoever gets nothing gets it because another cap is used up, or the scheme has no rate for it
        for (const id of apart.refused.filter((one) => !one.includes('+'))) {
          const { householdId } = rows.find(({ applicationId }) => applicationId === id)!;
          const alone = grant(
            scheme,
            rows.filter(({ applicationId }) => applicationId === id),
            { grantedFen: new Map(), counted: new Map() },
          )[0]!;
          const isFull = (apart.sums.get(householdId) ?? 0) === Math.min(caps.household, caps.year);
          const isCounted = rows.some(
            (one) =>
              one.applicationId !== id &&
              one.householdId === householdId &&
              one.product === rows.find((row) => row.applicationId === id)!.product,
          );
          expect([id, alone.amountFen === 0 || isFull || isCounted]).toEqual([id, true]);
        }
      }),
      { numRuns: runs, seed: 2017 },
    );
  });

  it('are paid in batches that never hold more for a household than the cap, and in the end all of it', () => {
    fc.assert(
      fc.property(anyRows, anyCaps, fc.infiniteStream(fc.integer({ min: 0, max: 4 })), (drawn, caps, turns) => {
        const scheme = schemeOf(caps.batch, caps.household);
        const rows = drawn.map((one, i): Accepted => ({ ...one, applicationId: `a${String(i).padStart(2, '0')}` }));
        const cut = new Map(rows.map(({ applicationId }) => [applicationId, turns.next().value as number]));
        const { granted, sums } = playedOut(scheme, rows, cut, caps.year);
        let waiting = granted.map((one): Capped => ({ ...one, of: scheme.code, capFen: caps.batch }));
        const paid = new Map<string, number>();
        for (let batch = 0; waiting.length > 0; batch += 1) {
          const fits = fitting([], batch % 2 === 0 ? waiting : waiting.toReversed());
          expect(fitting([], waiting.toReversed())).toEqual(fitting([], waiting));
          const own = waiting.filter(({ causeId }) => fits.has(causeId));
          expect(own.length).toBeGreaterThan(0);
          for (const held of Map.groupBy(own, ({ householdId }) => householdId).values()) expect(isOver(held)).toBe(false);
          for (const { householdId, amountFen } of own) paid.set(householdId, (paid.get(householdId) ?? 0) + amountFen);
          waiting = waiting.filter(({ causeId }) => !fits.has(causeId));
        }
        expect(sorted(paid)).toEqual(sorted(sums));
      }),
      { numRuns: runs, seed: 2018 },
    );
  });
});

const sumOf = (rows: readonly { amountFen: number }[]): number => rows.reduce((sum, { amountFen }) => sum + amountFen, 0);
const sorted = (sums: ReadonlyMap<string, number>): [string, number][] =>
  [...sums].filter(([, sum]) => sum > 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
