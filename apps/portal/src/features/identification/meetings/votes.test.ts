import { leastPresent, sumOfVotes, votesOf, wrongSums } from './votes.js';

describe('votes of a meeting', () => {
  it('are those of the households that were voted on', () => {
    const votes = votesOf({ a: { votesFor: 20, votesAgainst: 3 }, b: {}, c: undefined, d: { votesFor: null, abstained: 0 } });
    expect(votes).toEqual([
      { applicationId: 'a', votesFor: 20, votesAgainst: 3, abstained: 0 },
      { applicationId: 'd', votesFor: 0, votesAgainst: 0, abstained: 0 },
    ]);
    expect(votes.map(sumOfVotes)).toEqual([23, 0]);
    expect(wrongSums(votes, 23)).toBe(1);
  });

  it('count when enough have come', () => {
    expect([30, 31, 32, 1].map((eligible) => leastPresent(eligible, { numerator: 2, denominator: 3 }))).toEqual([20, 21, 22, 1]);
  });
});
