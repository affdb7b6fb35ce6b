import path from 'node:path';
import { PROCESSES } from '../local-stack/departments.mjs';
import { lastLines } from '../local-stack/log-file.mjs';
import { startScript } from './service-process.mjs';

const AT_ONCE = 2;

/** Brings every database to the schema of this build, two at a time, each as its owner role in a process of its own. */
export async function migrateAll(settings, { databases, environment, stops, say }) {
  const waiting = PROCESSES.filter((name) => {
    if (databases[name].ownerUrl) return true;
    say(`${name}: no JINGZHUN_${name.toUpperCase()}_OWNER_DATABASE_URL, so its migrations are yours to run`);
    return false;
  });
  const worker = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) await migrate(settings, name, environment(name), stops);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function migrate(settings, name, env, stops) {
  const step = startScript(settings, { name: `${name}-migrate`, script: path.join('apps', name, 'dist', 'migrate.js'), env });
  const done = stops.add(step.stop);
  const code = await new Promise((resolve) => step.child.once('exit', (exit, signal) => resolve(signal ?? exit)));
  await step.stop();
  done();
  stops.throwIfStopping();
  if (code !== 0)
    throw new Error(`The database of ${name} could not be migrated. The last lines of ${step.log}:\n${lastLines(step.log, 15)}`);
}
