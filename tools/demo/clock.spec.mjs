import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { demoClocks } from './clock.mjs';

const day = (instant) => instant?.slice(0, 10);

describe('the clocks of a demonstration', () => {
  let data;
  beforeEach(() => (data = mkdtempSync(path.join(os.tmpdir(), 'jingzhun-clock-'))));
  afterEach(() => rmSync(data, { recursive: true, force: true }));

  it('begin on the first morning, finance in the year before', () => {
    const { clock, behind } = demoClocks(data);
    assert.equal(day(clock()), '2016-03-01');
    assert.equal(day(behind.now()), '2015-04-20');
  });

  it('go on where they were after a restart, finance until it has caught up', () => {
    demoClocks(data).behind.reached('2015-10-12T01:00:00.000Z');
    const again = demoClocks(data);
    assert.equal(day(again.behind.now()), '2015-10-12');
    assert.equal(day(again.clock()), '2016-03-01');
    again.behind.caughtUp();
    assert.equal(demoClocks(data).behind.now(), undefined);
  });

  it('leave finance where it is in a demonstration from before, and where the clock is given', () => {
    writeFileSync(
      path.join(data, 'demo-clock.json'),
      JSON.stringify({ begunAt: new Date().toISOString(), clock: '2016-04-01T01:00:00.000Z' }),
    );
    assert.equal(demoClocks(data).behind.now(), undefined);
    const fresh = mkdtempSync(path.join(data, 'fresh-'));
    const { clock, behind } = demoClocks(fresh, '2016-09-01T00:00:00.000Z');
    assert.equal(day(clock()), '2016-09-01');
    assert.equal(behind.now(), undefined);
  });
});
