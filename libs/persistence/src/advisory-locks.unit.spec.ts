import { ADVISORY_LOCKS } from './advisory-locks.js';

describe('advisory locks', () => {
  it('have a number each, far from what other programs in the database would choose', () => {
    const numbers = Object.values(ADVISORY_LOCKS);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(Math.trunc(number / 1000)).toBe(7_360);
  });
});
