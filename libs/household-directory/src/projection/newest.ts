/** Of several states of one record the newest; states come in any order. */
export function newestOf<T extends { version: number }>(states: readonly T[], idOf: (state: T) => string): T[] {
  const newest = new Map<string, T>();
  for (const state of states) {
    const known = newest.get(idOf(state));
    if (!known || state.version > known.version) newest.set(idOf(state), state);
  }
  return [...newest.values()];
}
