/**
 * Waits until a condition holds, looking every few milliseconds.
 *
 * @returns what the condition returned
 * @throws Error naming the condition when it does not hold in time
 */
export async function until<T>(what: string, condition: () => T | Promise<T>, withinMs = 60_000): Promise<NonNullable<T>> {
  const end = performance.now() + withinMs;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > end) throw new Error(`did not happen within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
