import { hasEnded } from '../local-stack/guard.mjs';

const DELAYS_S = [1, 2, 5, 10, 30];
const HEALTHY_MS = 60_000;

/**
 * Starts something that has a process and starts it again whenever that process ends unasked, after 1, 2, 5, 10, 30 s.
 *
 * @param start resolves to `{ child, stop }`
 * @returns how to stop it for good
 */
export async function keepRunning({ name, start, log, say }) {
  let current = await start();
  let stopping = false;
  let failures = 0;
  let timer;
  let restarting = Promise.resolve();

  const watch = () => {
    const since = performance.now();
    const ended = () => {
      if (stopping) return;
      if (performance.now() - since > HEALTHY_MS) failures = 0;
      const { exitCode, signalCode } = current.child;
      again(`ended (${signalCode ?? `code ${exitCode}`})`);
    };
    if (hasEnded(current.child)) ended();
    else current.child.once('exit', ended);
  };
  const again = (why) => {
    const delay = DELAYS_S[Math.min(failures, DELAYS_S.length - 1)];
    failures += 1;
    say(`${name} ${why}; it starts again in ${delay} s. Its log: ${log}`);
    timer = setTimeout(() => (restarting = restart()), delay * 1000);
  };
  const restart = async () => {
    try {
      const next = await start();
      current = next;
      if (stopping) await next.stop();
      else watch();
    } catch {
      if (!stopping) again('does not start');
    }
  };
  watch();
  return async () => {
    stopping = true;
    clearTimeout(timer);
    await restarting;
    await current.stop();
  };
}
