import { StandingClock } from './clock.js';
import { newId } from './ids.js';

describe('newId', () => {
  it('sorts by time, and within one instant by the order in which ids were given', () => {
    const instants = ['2016-03-01T00:00:00.000Z', '2016-03-01T00:00:00.001Z', '2016-03-02T00:00:00.000Z'].map((at) => new Date(at));
    const given = instants.flatMap((at) => Array.from({ length: 2_000 }, () => newId(new StandingClock(at))));
    expect(given.toSorted()).toEqual(given);
    expect(new Set(given).size).toBe(given.length);
  });

  it('is a UUID of version 7 with the time of the clock, and of two processes not the same', () => {
    const at = new Date('2016-03-01T08:00:00Z');
    const id = newId(new StandingClock(at));
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(at.getTime());
    // the last 42 bits are drawn for each
    expect(newId(new StandingClock(at)).slice(-8)).not.toBe(id.slice(-8));
  });
});
