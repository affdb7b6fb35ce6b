import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The city is that of the end of 2014 and the article's story is 2015 and 2016: the demonstration lives then. */
const FIRST_MORNING = '2016-03-01T09:00:00+08:00';

/**
 * The clock of a demonstration, as a function of now. It begins on its first morning (or where `JINGZHUN_CLOCK` says) and runs on,
 * also while the product is stopped, so that nothing is recorded before what is already there. A service that is started again
 * asks anew.
 */
export function demoClock(data, given) {
  const { begunAt, clock } = given ? { begunAt: new Date().toISOString(), clock: given } : remembered(path.join(data, 'demo-clock.json'));
  return () => new Date(Date.parse(clock) + (Date.now() - Date.parse(begunAt))).toISOString();
}

function remembered(file) {
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify({ begunAt: new Date().toISOString(), clock: FIRST_MORNING })}\n`);
  return JSON.parse(readFileSync(file, 'utf8'));
}
