import { Clock, StandingClock } from './clock.js';

describe('Clock', () => {
  it('gives the civil date of Shanghai, not of the machine', () => {
    expect(new StandingClock(new Date('2016-02-28T15:59:59Z')).today()).toBe('2016-02-28');
    expect(new StandingClock(new Date('2016-02-28T16:00:00Z')).today()).toBe('2016-02-29');
  });

  it('starts where it was set and only moves forward', () => {
    const clock = new Clock(new Date('2014-12-01T00:00:00Z'));
    expect(clock.today()).toBe('2014-12-01');
    clock.advance(24 * 3600 * 1000);
    expect(clock.today()).toBe('2014-12-02');
    expect(() => clock.advance(-1)).toThrow(/forward/);
  });
});
