import { shareRule } from './capacity.rules.js';

const year = (capacityFen: number | null, providedFen = 0) => ({ year: 2015, capacityFen, providedFen, shareBp: 1_500 });

describe('15 % of new capacity', () => {
  it('is asked of what the capacity grew by', () => {
    expect(shareRule(year(120_000_000_000, 3_000_000_000), { capacityFen: 100_000_000_000 })).toEqual({
      newCapacityFen: 20_000_000_000,
      requiredFen: 3_000_000_000,
      isMet: true,
      missing: [],
    });
  });

  it('is not reached one fen below', () => {
    expect(shareRule(year(120_000_000_000, 2_999_999_999), { capacityFen: 100_000_000_000 }).isMet).toBe(false);
    expect(shareRule(year(100_000_000_001, 0), { capacityFen: 100_000_000_000 })).toMatchObject({ requiredFen: 1, isMet: false });
  });

  it('asks for nothing when the capacity shrank', () => {
    expect(shareRule(year(90, 0), { capacityFen: 100 })).toMatchObject({ newCapacityFen: -10, requiredFen: 0, isMet: true });
  });

  it('says which figure is missing instead of guessing', () => {
    expect(shareRule(year(null), { capacityFen: null })).toEqual({
      newCapacityFen: null,
      requiredFen: null,
      isMet: null,
      missing: [2014, 2015],
    });
  });
});
