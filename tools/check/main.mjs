// Everything a change must pass. Ends with the line `N passed, N failed`, non-zero when anything failed.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { whenParentGone } from '../bootstrap/parent-gone.mjs';
import { startNats } from '../local-stack/nats.mjs';
import { startPostgres } from '../local-stack/postgres.mjs';
import { jestFolder, jestTests } from './jest-tests.mjs';
import { projectsOf } from './projects.mjs';
import { Report } from './report.mjs';
import { runCommand, stopCommands } from './run-command.mjs';
import { toolTests } from './tool-tests.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const { values: options } = parseArgs({
  options: { deep: { type: 'boolean', default: false }, strict: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const report = new Report();
// whoever looks for unsteady tests wants to see them fail
const again = !options.deep && !options.strict;
const projects = projectsOf(root, options.only);
const servers = [];

async function stopServers() {
  await stopCommands();
  await Promise.allSettled(servers.map((server) => server.stop()));
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void stopServers().then(() => process.exit(1)));
const leaveParent = whenParentGone(() => void stopServers().then(() => process.exit(1)));

const nx = (target, ...more) => [
  'nx',
  ['run-many', '-t', target, '-p', projects.map(({ name }) => name).join(','), '--parallel=2', '--outputStyle=static', ...more],
];
const command = (name, [program, args], extra) => report.step(name, () => runCommand(root, name, program, args, extra));

/** One core each: the rest of the machine is left to what runs beside it. */
async function toolsAsTyped() {
  for (const folder of ['tools/city', 'tools/bench'])
    await command(`types of ${folder}`, ['node', ['node_modules/typescript-7/bin/tsc', '-p', `${folder}/tsconfig.json`]]);
  await command('lint of tools', ['eslint', ['tools', 'eslint.config.mjs', 'jest.preset.js']]);
}

await Promise.all([
  !options.only && command('format', ['prettier', ['--check', '--log-level=warn', '.']]),
  command('build', ['nx', ['run-many', '-t', 'build', '--parallel=2', '--outputStyle=static']]).then(() =>
    command('typecheck', nx('typecheck')),
  ),
]);
await Promise.all([command('lint', nx('lint')), !options.only && toolsAsTyped()]);

const env = await report.step('test servers', async () => {
  servers.push(await startPostgres({ maxConnections: 500, inMemory: !options.deep }), await startNats());
  return { env: { TEST_DATABASE_URL: servers[0].url(), TEST_NATS_URL: servers[1].url, DEEP: options.deep ? '1' : '' } };
});
if (env) {
  const [system, parts] = [projects.filter(({ system }) => system), projects.filter(({ system }) => !system)];
  // every package has a broker of its own: a stream keeps what the tests of another department told
  const shared = { ...env.env };
  delete shared.TEST_NATS_URL;
  if (parts.length > 0) await report.step('unit, integration, contracts', () => jestTests(root, parts, shared, { again }));
  if (!options.only) await report.step('city', () => jestFolder(root, 'tools/city', env.env));
  if (!options.only) await report.step('tools', () => toolTests(root, env.env));
  if (!options.only) await command('docker', ['node', ['tools/check-docker.mjs']]);
  if (system.length > 0) await report.step('composed product in Chromium', () => jestTests(root, system, env.env, { again }));
}
await stopServers();
process.exitCode = report.print();
leaveParent();
