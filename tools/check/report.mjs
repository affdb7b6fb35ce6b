const seconds = (ms) => `${(ms / 1000).toFixed(1).padStart(7)} s`;

/** Counts what passed and failed and how long each step took. A step that throws has failed. */
export class Report {
  #begun = performance.now();
  #steps = [];
  #failures = [];
  #unsteady = [];

  /** Runs a step. It resolves to `{ passed, failed, failures }`, or to anything else for "one thing passed". */
  async step(name, work) {
    console.log(`── ${name}`);
    const begun = performance.now();
    let result;
    let counted;
    try {
      result = await work();
      counted = {
        passed: result?.passed ?? 1,
        failed: result?.failed ?? 0,
        failures: result?.failures ?? [],
        unsteady: result?.unsteady ?? [],
      };
    } catch (error) {
      counted = { passed: 0, failed: 1, failures: [error.message], unsteady: [] };
    }
    this.#steps.push({ name, ms: performance.now() - begun, ...counted });
    this.#failures.push(...counted.failures.map((text) => `${name}: ${text}`));
    this.#unsteady.push(...counted.unsteady.map((text) => `${name}: ${text}`));
    console.log(`   ${name} ${counted.failed === 0 ? 'passed' : 'FAILED'} (${counted.passed} passed, ${counted.failed} failed)`);
    return result;
  }

  /** Prints failures, the time table and, as the very last line, the sums. Returns the exit code. */
  print() {
    if (this.#failures.length > 0) console.log(`\nFailures\n\n${this.#failures.join('\n\n')}`);
    if (this.#unsteady.length > 0)
      console.log(`\nUnsteady: failed among the others, passed alone. Each is a fault to find\n\n${this.#unsteady.join('\n\n')}`);
    console.log('\nTimes');
    for (const { name, ms, passed, failed } of this.#steps)
      console.log(`${seconds(ms)}  ${name.padEnd(30)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed`);
    const sum = (key) => this.#steps.reduce((total, step) => total + step[key], 0);
    // some run side by side: less than the sum of the steps
    console.log(`${seconds(performance.now() - this.#begun)}  altogether\n`);
    console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
    return sum('failed') === 0 ? 0 : 1;
  }
}
