/**
 * How long to wait before the next attempt, in ms, spread by a tenth up or down so that many messages do not come back at once.
 *
 * @param attempts how often it failed so far, from 1
 * @returns undefined when it was the last attempt
 */
export function retryDelay(attempts: number, curve: readonly number[], random: () => number = Math.random): number | undefined {
  const delay = curve[attempts - 1];
  return delay === undefined ? undefined : Math.round(delay * (0.9 + 0.2 * random()));
}
