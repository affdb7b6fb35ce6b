import { readFileSync } from 'node:fs';

/** Start time of a process in clock ticks since boot: with the pid it names one process for good, also after the pid is reused. */
export function startedAt(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Whether a signal can reach it; a negative number asks for a process group. */
export function exists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

/** Whether the process noted as `{ pid, started }` still runs. */
export function isSameProcess({ pid, started }) {
  if (!exists(pid)) return false;
  const now = startedAt(pid);
  return now === undefined || started === undefined || now === started;
}
