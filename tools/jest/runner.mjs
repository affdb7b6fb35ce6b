import { registerHooks } from 'node:module';
import { jestExpect } from '@jest/expect';
import { createRunner } from 'jest-light-runner';

// `npx jest` in a package's folder needs no flags: libraries are read from their source, as `--conditions=@jingzhun/source` would do
registerHooks({
  resolve: (specifier, context, next) => next(specifier, { ...context, conditions: [...context.conditions, '@jingzhun/source'] }),
});
await import('../ts.mjs');
process.setSourceMapsEnabled(true);

/** Only what never happens runs into it. Long random histories are asked for by name. */
const DEADLINE_MINUTES = process.env.DEEP ? 180 : 20;

/**
 * Runs the files of a package one after the other in one process that loads every module once (ADR 0195): with a world of its own for
 * every file, half of the time of a run went into loading the same packages again.
 *
 * The bare runner knows no limit of time and ends with the first error that nobody caught: here both are a failure of the file.
 */
export default class Runner extends createRunner() {
  async runTests(tests, watcher, onStart, onResult, onFailure) {
    for (const test of tests) {
      const uncaught = [];
      const notice = (error) => uncaught.push(error);
      process.on('uncaughtException', notice).on('unhandledRejection', notice);
      let ended = false;
      const failed = (error) => !ended && onFailure(test, { message: error.message, stack: error.stack ?? String(error) });
      const finished = (_, result) => !ended && (uncaught.length > 0 ? failed(uncaught[0]) : onResult(test, result));
      const deadline = Promise.withResolvers();
      const timer = setTimeout(() => deadline.resolve(true), DEADLINE_MINUTES * 60_000);
      const hangs = await Promise.race([super.runTests([test], watcher, onStart, finished, (_, error) => failed(error)), deadline.promise]);
      if (hangs) await failed(new Error(`not finished after ${DEADLINE_MINUTES} minutes: ${jestExpect.getState().currentTestName}`));
      ended = true;
      clearTimeout(timer);
      process.off('uncaughtException', notice).off('unhandledRejection', notice);
    }
  }
}
