import { closeSync } from 'node:fs';
import path from 'node:path';
import { spawnGuarded, stopGuarded } from '../local-stack/guard.mjs';
import { forgetGroup, noteGroup } from '../local-stack/leftovers.mjs';
import { openLog } from '../local-stack/log-file.mjs';

/** A large young generation (64 MB a half): an answer's objects die before they are copied. docker/Dockerfile starts with the same. */
export const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=64'];

/** Starts a script on this Node in a process of its own; its output goes to the log. */
export function startScript(settings, { name, script, env, args = [] }) {
  const log = path.join(settings.logs, `${name}.log`);
  const output = openLog(log);
  const child = spawnGuarded(process.execPath, [...NODE_FLAGS, script, ...args], { cwd: settings.root, env, output });
  closeSync(output);
  noteGroup(settings.run, name, child.pid);
  return {
    child,
    log,
    async stop() {
      await stopGuarded(child);
      forgetGroup(settings.run, name);
    },
  };
}
