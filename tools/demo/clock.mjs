import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The city is that of the end of 2014 and the article's story is 2015 and 2016: the demonstration lives then. */
const FIRST_MORNING = '2016-03-01T09:00:00+08:00';
/** Loans fall due by the quarter, and a loss is collected for months before it is shared: finance has to have lived before. */
const FINANCE_BEGAN = '2015-04-20T09:00:00+08:00';

/**
 * The clocks of a demonstration. `clock()` is what everybody's shows now: it begins on its first morning (or where `JINGZHUN_CLOCK` says)
 * and runs on, also while the product is stopped, so that nothing is recorded before what is already there. A service that is started again
 * asks anew. `behind` is the clock of finance while its past is filled in: a new demonstration begins with it, one from before has none.
 */
export function demoClocks(data, given) {
  const file = path.join(data, 'demo-clock.json');
  if (given) return { clock: running({ begunAt: new Date().toISOString(), clock: given }), behind: new ClockBehind(data) };
  const behind = new ClockBehind(data);
  if (!existsSync(file)) {
    behind.reached(FINANCE_BEGAN);
    write(file, FIRST_MORNING);
  }
  return { clock: running(JSON.parse(readFileSync(file, 'utf8'))), behind };
}

/** The clock of a service that lives before the others: moved by the public route, and kept here so that a restart does not lose it. */
class ClockBehind {
  #file;

  constructor(data) {
    this.#file = path.join(data, 'demo-finance-clock.json');
  }

  /** @returns what it shows now; undefined when it shows what all others do */
  now() {
    return existsSync(this.#file) ? running(JSON.parse(readFileSync(this.#file, 'utf8')))() : undefined;
  }

  reached(clock) {
    write(this.#file, clock);
  }

  caughtUp() {
    rmSync(this.#file, { force: true });
  }
}

const write = (file, clock) => writeFileSync(file, `${JSON.stringify({ begunAt: new Date().toISOString(), clock })}\n`);

const running =
  ({ begunAt, clock }) =>
  () =>
    new Date(Date.parse(clock) + (Date.now() - Date.parse(begunAt))).toISOString();
