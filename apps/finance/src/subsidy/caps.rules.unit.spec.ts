import fc from 'fast-check';
import { grant, type Accepted, type Earlier } from './caps.rules.js';
import { SubsidyScheme } from './scheme.js';

/** The table of a neighbouring county of June 2016 (domain.md 6.2). */
const scheme = SubsidyScheme.parse({
  code: 'industry-reward-2015',
  nameZh: '产业奖补',
  nameEn: 'reward subsidies for industry',
  fundCode: 'industry-2015',
  householdCapFen: 1_000_000,
  batchCapFen: 500_000,
  sourceDocument: '产业扶贫奖补办法',
  products: [
    { product: 'vegetables', nameZh: '蔬菜', unit: 'centiMu', minimum: 200, ratesFen: [50_000], capQuantity: 1_000 },
    { product: 'navelOrange', nameZh: '脐橙', unit: 'centiMu', minimum: 200, ratesFen: [60_000, 20_000, 20_000], capQuantity: 500 },
    { product: 'curingBarn', nameZh: '烤房修缮', unit: 'count', minimum: 1, ratesFen: [500_000], capQuantity: null },
  ],
});
const none: Earlier = { grantedFen: new Map(), counted: new Map() };
let next = 0;
const row = (product: string, quantity: number, over: Partial<Accepted> = {}): Accepted => ({
  applicationId: `a${String((next += 1)).padStart(4, '0')}`,
  householdId: 'h1',
  product,
  stage: 1,
  quantity,
  ...over,
});
const amounts = (rows: readonly Accepted[], earlier = none) =>
  grant(scheme, rows, earlier).map(({ amountFen, cuts }) => [amountFen, cuts.map(({ by }) => by)]);

describe('a grant', () => {
  it('is rate times accepted quantity', () => {
    expect(amounts([row('vegetables', 350)])).toEqual([[175_000, []]]);
    expect(amounts([row('navelOrange', 333, { stage: 2 })])).toEqual([[66_600, []]]);
  });

  it('is nothing below the least quantity, and nothing for a stage that has no rate', () => {
    expect(amounts([row('vegetables', 199)])).toEqual([[0, ['belowMinimum']]]);
    expect(amounts([row('navelOrange', 300, { stage: 4 })])).toEqual([[0, ['noRateForStage']]]);
    expect(amounts([row('bees', 300)])).toEqual([[0, ['noRateForStage']]]);
  });

  it('counts no more than the product allows, over the year', () => {
    expect(amounts([row('navelOrange', 700)])).toEqual([[300_000, ['productCap']]]);
    const earlier = { ...none, counted: new Map([['h1 navelOrange', [{ stage: 1, quantity: 400 }]]]) };
    expect(amounts([row('navelOrange', 300)], earlier)).toEqual([[60_000, ['productCap']]]);
  });

  it('stops at 5,000 yuan a batch and 10,000 altogether, and says which limit took what', () => {
    const granted = grant(scheme, [row('vegetables', 1_000), row('curingBarn', 1)], none);
    expect(granted.map(({ computedFen, amountFen, cuts }) => [computedFen, amountFen, cuts])).toEqual([
      [500_000, 500_000, []],
      [500_000, 0, [{ by: 'batchCap', amountFen: 500_000 }]],
    ]);
    const earlier = { ...none, grantedFen: new Map([['h1', 800_000]]) };
    expect(grant(scheme, [row('vegetables', 1_000)], earlier)[0]).toMatchObject({
      amountFen: 200_000,
      cuts: [{ by: 'householdCap', amountFen: 300_000 }],
    });
  });

  it('leaves what the batch cuts for the next one, and of that what the household’s total has room for', () => {
    const two = row('curingBarn', 3);
    const [first] = grant(scheme, [two], none);
    expect(first).toMatchObject({
      computedFen: 1_500_000,
      amountFen: 500_000,
      cuts: [
        { by: 'householdCap', amountFen: 500_000 },
        { by: 'batchCap', amountFen: 500_000 },
      ],
    });
    const rest = { ...two, applicationId: 'rest', restFen: 500_000 };
    const after = { grantedFen: new Map([['h1', 500_000]]), counted: new Map([['h1 curingBarn', [{ stage: 1, quantity: 3 }]]]) };
    expect(grant(scheme, [rest, row('vegetables', 1_000)], after).map(({ amountFen, cuts }) => [amountFen, cuts])).toEqual([
      [500_000, []],
      [0, [{ by: 'householdCap', amountFen: 500_000 }]],
    ]);
  });

  it('fills a product’s limit with the best rate, whichever was granted first', () => {
    const [old, young] = [row('navelOrange', 500, { stage: 2 }), row('navelOrange', 500, { stage: 1 })];
    expect(amounts([old, young])).toEqual([
      [300_000, []],
      [0, ['productCap']],
    ]);
    const earlier = { grantedFen: new Map([['h1', 100_000]]), counted: new Map([['h1 navelOrange', [{ stage: 2, quantity: 500 }]]]) };
    expect(grant(scheme, [young], earlier)[0]).toMatchObject({
      amountFen: 200_000,
      countedQuantity: 500,
      cuts: [{ by: 'productCap', amountFen: 100_000 }],
    });
  });

  it('gives 3,999 households of the first batch 19,994,000 yuan', () => {
    // 4,999.75 yuan a household on average: all at the cap of the batch but one with eight mu
    const rows = Array.from({ length: 3_999 }, (_, i) => row('vegetables', i === 0 ? 800 : 1_000, { householdId: `h${i}` }));
    expect(grant(scheme, rows, none).reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(1_999_400_000);
  });
});

const anyRows = fc.array(
  fc.record({
    householdId: fc.constantFrom('h1', 'h2', 'h3'),
    product: fc.constantFrom('vegetables', 'navelOrange', 'curingBarn', 'bees'),
    stage: fc.integer({ min: 1, max: 4 }),
    quantity: fc.integer({ min: 1, max: 1_500 }),
  }),
  { maxLength: 25 },
);
const anyEarlier = fc.record({
  h1: fc.integer({ min: 0, max: 1_200_000 }),
  h2: fc.integer({ min: 0, max: 1_200_000 }),
  year: fc.integer({ min: 0, max: 1_200_000 }),
});

describe('every batch', () => {
  const runs = process.env['DEEP'] ? 20_000 : 2_000;

  it('is the same whatever the order of its rows', () => {
    fc.assert(
      fc.property(anyRows, anyEarlier, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (drawn, { h1, h2 }, turns) => {
        const rows = drawn.map((one, i): Accepted => ({ ...one, applicationId: `a${String(i).padStart(3, '0')}` }));
        const keys = new Map(rows.map((one) => [one, turns.next().value as number]));
        const turned = rows.toSorted((a, b) => keys.get(a)! - keys.get(b)!);
        const earlier = {
          grantedFen: new Map([
            ['h1', h1],
            ['h2', h2],
          ]),
          counted: new Map(),
        };
        expect(grant(scheme, turned, earlier)).toEqual(grant(scheme, rows, earlier));
      }),
      { numRuns: runs, seed: 2015 },
    );
  });

  it('never passes a limit, and every fen that is missing has its reason', () => {
    fc.assert(
      fc.property(anyRows, anyEarlier, (drawn, { h1, h2, year }) => {
        const rows = drawn.map((one, i): Accepted => ({ ...one, applicationId: `a${i}` }));
        const earlier = {
          grantedFen: new Map([
            ['h1', h1],
            ['h2', h2],
          ]),
          counted: new Map(),
        };
        const elsewhere = { left: new Map([['h1', { fen: year, besidesFen: 0 }]]), excluded: new Set(['a0']) };
        const granted = grant(scheme, rows, earlier, elsewhere);
        expect(granted.filter(({ applicationId, amountFen }) => applicationId === 'a0' && amountFen > 0)).toEqual([]);
        const unexplained = granted.filter(
          ({ computedFen, amountFen, cuts }) =>
            computedFen - cuts.reduce((sum, cut) => sum + cut.amountFen, 0) !== amountFen || amountFen < 0,
        );
        const sums = new Map<string, number>();
        for (const { householdId, amountFen } of granted) sums.set(householdId, (sums.get(householdId) ?? 0) + amountFen);
        const over = [...sums].filter(
          ([id, sum]) =>
            sum > scheme.batchCapFen ||
            (id === 'h1' && sum > year) ||
            (sum > 0 && sum + (earlier.grantedFen.get(id) ?? 0) > scheme.householdCapFen),
        );
        expect([granted.length, unexplained, over]).toEqual([rows.length, [], []]);
      }),
      { numRuns: runs, seed: 2016 },
    );
  });
});
