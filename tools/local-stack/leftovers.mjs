import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exists, startedAt } from './process-identity.mjs';

/** Notes which process group runs under this name, so that the next start can tell whether it is gone. */
export function noteGroup(folder, name, pid) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${name}.json`);
  // whole or not at all: a reader, or the next start after a crash, never meets half a note
  writeFileSync(`${file}.new`, JSON.stringify({ pid, started: startedAt(pid) }), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Forgets a group that was stopped in order. */
export const forgetGroup = (folder, name) => rmSync(path.join(folder, `${name}.json`), { force: true });

/**
 * Waits for the servers of a launcher that was killed: they stop by themselves, but two on one data folder would destroy it.
 * What still runs after `graceMs` is killed.
 */
export async function awaitLeftovers(folder, { say, graceMs = 20_000 }) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const deadline = performance.now() + graceMs;
  let told = false;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const { pid, started } = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
    const isOurs = () => exists(-pid) && [undefined, started].includes(startedAt(pid));
    while (isOurs() && performance.now() < deadline) {
      if (!told) say('waiting for the processes of an interrupted run to end …');
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    if (isOurs()) process.kill(-pid, 'SIGKILL');
    rmSync(path.join(folder, file), { force: true });
  }
}
