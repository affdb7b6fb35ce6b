import { registerHooks } from 'node:module';
import { jestExpect } from '@jest/expect';
import fc from 'fast-check';
import { createRunner } from 'jest-light-runner';

// `npx jest` in a package's folder needs no flags: libraries are read from their source, as `--conditions=@jingzhun/source` would do
registerHooks({
  resolve: (specifier, context, next) => next(specifier, { ...context, conditions: [...context.conditions, '@jingzhun/source'] }),
});
await import('../ts.mjs');
process.setSourceMapsEnabled(true);
// what a property met stands in the report, not only the values it met it with
fc.configureGlobal({ includeErrorInReport: true });

/** Only what never happens runs into it. Long random histories are asked for by name. */
const DEADLINE_MINUTES = process.env.DEEP ? 180 : 10;
const turn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Runs the files of a package one after the other in one process that loads every module once (ADR 0193): with a world of its own for
 * every file, half of the time of a run went into loading the same packages again.
 *
 * The bare runner knows no limit of time and ends with the first error that nobody caught: here both are a failure of the file. What
 * comes after a file that hangs is not run beside it.
 */
export default class Runner extends createRunner() {
  async runTests(tests, watcher, onStart, onResult, onFailure) {
    let hung;
    for (const test of tests) {
      if (hung) {
        await onStart(test);
        await onFailure(test, new Error(`not run: ${hung} did not end`));
      } else if (!(await this.runOne(test, watcher, onStart, onResult, onFailure))) hung = test.path;
    }
  }

  /** @returns whether it ended in time */
  async runOne(test, watcher, onStart, onResult, onFailure) {
    const uncaught = [];
    const notice = (error) => uncaught.push(error);
    process.on('uncaughtException', notice).on('unhandledRejection', notice);
    let report = () => onFailure(test, new Error('no result'));
    const keep = (as, what) => void (report = () => as(test, what));
    const ended = super.runTests(
      [test],
      watcher,
      onStart,
      async (_, result) => keep(onResult, result),
      async (_, error) => keep(onFailure, error),
    );
    const deadline = Promise.withResolvers();
    const timer = setTimeout(() => deadline.resolve('late'), DEADLINE_MINUTES * 60_000);
    const late = (await Promise.race([ended, deadline.promise])) === 'late';
    clearTimeout(timer);
    // a rejection is told after the turn in which nobody took it
    await turn();
    process.off('uncaughtException', notice).off('unhandledRejection', notice);
    const under = jestExpect.getState().currentTestName;
    if (late) await onFailure(test, new Error(`not finished after ${DEADLINE_MINUTES} minutes: ${under}`));
    else if (uncaught.length > 0) await onFailure(test, asError(uncaught[0]));
    else await report();
    return !late;
  }
}

const asError = (thrown) => (thrown instanceof Error ? thrown : new Error(String(thrown)));
