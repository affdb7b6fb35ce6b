import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const WANTED_MAJOR = 24;
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs a script on the Node that comes with the packages, with node_modules/.bin first on PATH; ends as the script ends. */
export function runOnPinnedNode(root, script, args) {
  const bin = path.join(root, 'node_modules', '.bin');
  const pinned = path.join(bin, 'node');
  const node = existsSync(pinned) ? pinned : process.execPath;
  if (node === process.execPath && Number(process.versions.node.split('.')[0]) < WANTED_MAJOR) {
    console.error(
      `Node ${process.versions.node} cannot run the services and node_modules brings no Node for this machine. Install Node 24.9 or newer.`,
    );
    process.exit(1);
  }
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', path.join(root, script), ...args], {
    cwd: root,
    // the channel tells the script when this process dies without a word
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` },
  });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    console.error(`${node} cannot be run: ${error.message}`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
