import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Start time of a process in clock ticks since boot: with the pid it names one process for good, also after the pid is reused. */
function startedAt(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  const now = startedAt(pid);
  return now === undefined || started === undefined || now === started;
}

/**
 * One launcher a data folder. Throws while another holds it; takes over what a dead one left.
 *
 * @returns how to give it back
 */
export function lockData(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const file = path.join(folder, 'launcher.lock');
  const mine = JSON.stringify({ pid: process.pid, started: startedAt(process.pid) });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = holderOf(file);
    if (holder && isAlive(holder))
      throw new Error(
        `Jingzhun already runs on ${folder} (process ${holder.pid}). Stop it with Ctrl-C in its window, or give this one another folder: JINGZHUN_DATA=/path npm start`,
      );
    rmSync(file, { force: true });
  }
  throw new Error(`Cannot take ${file}: another start is going on. Try again in a moment.`);
}

function holderOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
