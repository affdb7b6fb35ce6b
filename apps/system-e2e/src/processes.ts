import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * The process of a part of this product (`identification`, `postgres`, `nats`), found through the launcher's note of its group:
 * other products may run on the machine.
 */
export function pidOf(data: string, part: string): number {
  const { pid: group } = JSON.parse(readFileSync(path.join(data, 'run', `${part}.json`), 'utf8')) as { pid: number };
  const found = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .find((pid) => parentOf(pid) === group && !commandOf(pid).startsWith('/bin/sh'));
  if (found === undefined) throw new Error(`${part} does not run`);
  return found;
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '/bin/sh';
  }
}
