import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';

const limitMs = (env) => (env.DEEP ? 300 : 25) * 60_000;
const SHOWN_LINES = 150;
const running = new Set();

/** Kills what still runs, with everything it has started. */
export async function stopCommands() {
  for (const child of running) killGroup(child, 'SIGTERM');
  await Promise.all([...running].map((child) => new Promise((resolve) => child.once('close', resolve))));
}

/**
 * Runs a program of node_modules/.bin. Its whole output goes to tmp/check/<name>.log; the end of it is in the error when it fails.
 *
 * @throws when it ends with anything but 0, or runs longer than 25 minutes, five hours with `DEEP`
 */
export async function runCommand(root, name, program, args, { env = {}, cwd = root } = {}) {
  const log = path.join(root, 'tmp', 'check', `${name.replace(/\W+/g, '-')}.log`);
  mkdirSync(path.dirname(log), { recursive: true });
  const file = createWriteStream(log);
  const child = spawn(program, args, {
    cwd,
    // a group of its own, so that a step that hangs goes with all its children
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, NX_DAEMON: 'false', NX_TUI: 'false', NO_COLOR: '1', FORCE_COLOR: '0', CI: 'true' },
  });
  running.add(child);
  const lines = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      file.write(text);
      lines.push(text);
    });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    killGroup(child, 'SIGKILL');
  }, limitMs(env));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', (exit, signal) => resolve(signal ?? exit)));
  clearTimeout(timer);
  running.delete(child);
  file.end();
  if (code === 0) return;
  const end = lines.join('').trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
  throw new Error(
    `${late ? `stopped after ${limitMs(env) / 60_000} minutes` : `ended with ${code}`}; the whole output is in ${path.relative(root, log)}\n${end}`,
  );
}

function killGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // it has ended
  }
}
