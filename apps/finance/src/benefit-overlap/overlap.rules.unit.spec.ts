import fc from 'fast-check';
import type { Fen } from '@jingzhun/domain/money';
import { overlapsOf, type OverlapBenefit, type OverlapRule } from './overlap.rules.js';

const fen = (amount: number): Fen => amount as Fen;
const rules: readonly OverlapRule[] = [
  { code: 'yearCap', benefits: ['rewardSubsidy'], same: ['year'], limit: 'cap', capFen: fen(1_000_000), effect: 'block' },
  { code: 'sameProduct', benefits: ['rewardSubsidy'], same: ['purpose', 'year'], limit: 'exclude', capFen: fen(0), effect: 'warn' },
  { code: 'houses', benefits: ['relocationSubsidy', 'dangerousHouse'], same: [], limit: 'exclude', capFen: fen(0), effect: 'block' },
  { code: 'relocation', benefits: ['relocationSubsidy'], same: [], limit: 'cap', capFen: fen(2_000_000), effect: 'warn' },
  { code: 'twoLoans', benefits: ['interestSubsidy'], same: ['quarter'], limit: 'exclude', capFen: fen(0), effect: 'warn' },
];
const benefit = (id: string, parts: Partial<OverlapBenefit> = {}): OverlapBenefit => ({
  ...{
    id,
    kind: 'rewardSubsidy',
    householdId: 'h',
    programme: 'scheme-a',
    purpose: 'vegetables 1',
    year: 2016,
    quarter: null,
    personId: null,
  },
  ...{ amountFen: 200_000 },
  ...parts,
});
const found = (benefits: OverlapBenefit[], candidate: string) => overlapsOf(rules, benefits, new Set([candidate]));

describe('overlapping benefits', () => {
  it('of one product by two schemes are told, of two parcels by one scheme are not', () => {
    expect(found([benefit('a'), benefit('b', { programme: 'scheme-b' })], 'b')).toEqual([
      { rule: 'sameProduct', effect: 'warn', benefits: ['a', 'b'], overFen: 0 },
    ]);
    expect(found([benefit('a'), benefit('b')], 'b')).toEqual([]);
    expect(found([benefit('a'), benefit('b', { programme: 'scheme-b', purpose: 'navelOrange 1' })], 'b')).toEqual([]);
  });

  it('together above a cap are told with what is above; one alone is the matter of its own programme', () => {
    const [a, b] = [benefit('a', { amountFen: 700_000 }), benefit('b', { amountFen: 300_001 })];
    expect(found([a, b], 'b')).toEqual([{ rule: 'yearCap', effect: 'block', benefits: ['a', 'b'], overFen: 1 }]);
    expect(found([a, { ...b, year: 2017 }], 'b')).toEqual([]);
    expect(found([a, { ...b, householdId: 'other' }], 'b')).toEqual([]);
    expect(found([benefit('a', { amountFen: 2_000_000 })], 'a')).toEqual([]);
  });

  it('of two kinds exclude one another, each kind beside itself does not', () => {
    const [a, b] = [benefit('a', { kind: 'relocationSubsidy', year: null }), benefit('b', { kind: 'relocationSubsidy', year: null })];
    expect(found([a, b], 'b')).toEqual([]);
    expect(found([a, benefit('b', { kind: 'dangerousHouse' })], 'a').map(({ rule }) => rule)).toEqual(['houses']);
  });

  it('are nothing where a fact is not known, and a rule that is off says nothing', () => {
    const loans = ['l1', 'l2'].map((programme) => benefit(programme, { kind: 'interestSubsidy', programme, quarter: '2016-Q3' }));
    expect(found(loans, 'l1')).toHaveLength(1);
    expect(
      found(
        loans.map((loan) => ({ ...loan, quarter: null })),
        'l1',
      ),
    ).toEqual([]);
    const off = rules.map((rule): OverlapRule => ({ ...rule, effect: 'off' }));
    expect(overlapsOf(off, loans, new Set(['l1']))).toEqual([]);
  });

  it('are found whichever is approved first', () => {
    const anyBenefit = fc.record({
      kind: fc.constantFrom('rewardSubsidy', 'relocationSubsidy', 'interestSubsidy', 'dangerousHouse' as const),
      householdId: fc.constantFrom('h1', 'h2'),
      programme: fc.constantFrom('p1', 'p2'),
      purpose: fc.constantFrom('vegetables 1', 'navelOrange 1', null),
      year: fc.constantFrom(2015, 2016, null),
      quarter: fc.constantFrom('2016-Q3', '2016-Q4', null),
      personId: fc.constant(null),
      amountFen: fc.integer({ min: 1, max: 1_200_000 }),
    });
    const history = fc.array(anyBenefit, { minLength: 2, maxLength: 6 }).chain((parts) => {
      const benefits = parts.map((part, i): OverlapBenefit => ({ ...part, id: `b${i}` }));
      return fc.tuple(fc.constant(benefits), fc.shuffledSubarray(benefits, { minLength: benefits.length }));
    });
    /** Approved one after the other; a rule and the benefits it is about, of a cap only the household: more may join it. */
    const said = (order: readonly OverlapBenefit[]): string[] => {
      const all = order.flatMap((one, i) => overlapsOf(rules, order.slice(0, i + 1), new Set([one.id])));
      const texts = all.map(({ rule, benefits }) => {
        const household = order.find(({ id }) => id === benefits[0])!;
        return rules.find(({ code }) => code === rule)!.limit === 'cap'
          ? `${rule} ${household.householdId} ${rule === 'yearCap' ? household.year : ''}`
          : `${rule} ${benefits.join(' ')}`;
      });
      return [...new Set(texts)].toSorted();
    };
    fc.assert(
      fc.property(history, ([asEntered, shuffled]) => {
        expect(said(shuffled)).toEqual(said(asEntered));
        const together = overlapsOf(rules, shuffled, new Set(shuffled.map(({ id }) => id)));
        expect(together.map(({ rule }) => rule).toSorted()).toEqual(
          overlapsOf(rules, asEntered, new Set(asEntered.map(({ id }) => id)))
            .map(({ rule }) => rule)
            .toSorted(),
        );
      }),
      { numRuns: process.env['DEEP'] ? 5_000 : 150, seed: 20161127 },
    );
  });
});
