import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isSameProcess, startedAt } from './process-identity.mjs';

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
    if (holder && isSameProcess(holder))
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
