/** Thrown to leave the start-up when the operator has asked to stop. */
export class Stopped extends Error {}

/**
 * What has been started, to be stopped in the opposite order. Things of one group stop together: services and gateway first,
 * then the broker, then the database.
 */
export class Stops {
  #groups = [[]];
  #stopping;
  #late = [];

  get stopping() {
    return this.#stopping !== undefined;
  }

  /** What is added from here on stops before everything added so far. */
  nextGroup() {
    this.#groups.push([]);
  }

  get isEmpty() {
    return this.#groups.every((group) => group.length === 0);
  }

  /**
   * What comes up after the operator asked to stop is stopped at once.
   *
   * @returns how to take it out again, once it has ended by itself
   */
  add(stop) {
    if (this.stopping) {
      this.#late.push(stop());
      return () => undefined;
    }
    const group = this.#groups.at(-1);
    group.push(stop);
    return () => group.splice(group.indexOf(stop), 1);
  }

  throwIfStopping() {
    if (this.stopping) throw new Stopped();
  }

  /** Stops everything, once; later calls wait for the first. */
  stopAll() {
    this.#stopping ??= this.#run();
    return this.#stopping;
  }

  /** Settles when also what came up too late has stopped. */
  async settled() {
    await this.stopAll();
    await Promise.allSettled(this.#late);
  }

  async #run() {
    for (const group of this.#groups.toReversed()) {
      const results = await Promise.allSettled([...group].map((stop) => stop()));
      for (const { reason } of results.filter(({ status }) => status === 'rejected')) console.error(reason);
    }
  }
}
