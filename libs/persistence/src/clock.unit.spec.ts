import { Clock, StandingClock } from './clock.js';
import { clockFromEnvironment } from './persistence.module.js';

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

  describe('of the demonstration', () => {
    const before = { ...process.env };
    afterEach(() => {
      process.env = { ...before };
    });

    it('is the own one of a department whose past is filled in, else that of all', () => {
      Object.assign(process.env, { JINGZHUN_CLOCK: '2016-03-01T01:00:00Z', JINGZHUN_FINANCE_CLOCK: '2015-04-20T01:00:00Z' });
      expect([clockFromEnvironment('finance').today(), clockFromEnvironment('industry').today(), clockFromEnvironment().today()]).toEqual([
        '2015-04-20',
        '2016-03-01',
        '2016-03-01',
      ]);
    });

    it('is refused by its name where there is no demonstration', () => {
      Object.assign(process.env, { JINGZHUN_DEMO: 'off', JINGZHUN_FINANCE_CLOCK: '2015-04-20T01:00:00Z' });
      expect(() => clockFromEnvironment('finance')).toThrow(/JINGZHUN_FINANCE_CLOCK .* refused/);
    });
  });
});
