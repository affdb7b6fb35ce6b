// The launcher, on the pinned Node. It stays in the foreground and is the only one to hear Ctrl-C.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from '../bootstrap/build.mjs';
import { lockData } from '../local-stack/data-lock.mjs';
import { DEPARTMENTS, PROCESSES } from '../local-stack/departments.mjs';
import { awaitLeftovers } from '../local-stack/leftovers.mjs';
import { freePortFrom, freePorts } from '../local-stack/ports.mjs';
import { fillDemonstration } from './demonstration.mjs';
import { addressOf, environments } from './environment.mjs';
import { untilHealthy } from './health.mjs';
import { startInfrastructure } from './infrastructure.mjs';
import { keepRunning } from './keep-running.mjs';
import { migrateAll } from './migrate.mjs';
import { startScript } from './service-process.mjs';
import { readSettings } from './settings.mjs';
import { Stopped, Stops } from './stops.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const begun = performance.now();
const say = (line) => console.log(`[${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s] ${line}`);
const stops = new Stops();
let exitCode = 0;

async function stop(why) {
  if (stops.stopping) return;
  const running = !stops.isEmpty;
  if (running) say(`${why}: stopping services, then NATS, then PostgreSQL …`);
  await stops.stopAll();
  await starting.catch(() => undefined);
  await stops.settled();
  if (running) say('stopped');
  process.exit(exitCode);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(signal === 'SIGINT' ? 'Ctrl-C' : signal));
// the script that started this one died without passing a signal on
if (process.send) process.once('disconnect', () => void stop('the starting process has gone'));

const starting = start();
starting.catch((error) => {
  if (error instanceof Stopped || stops.stopping) return;
  console.error(error.message);
  exitCode = 1;
  void stop('start-up failed');
});

async function start() {
  const settings = readSettings(root, process.argv.slice(2), process.env);
  const unlock = lockData(settings.data);
  stops.add(async () => unlock());
  await awaitLeftovers(settings.run, { say });
  await build(root, {
    say,
    onChild: (child) =>
      child.once(
        'close',
        stops.add(() => endGroup(child)),
      ),
  });
  stops.throwIfStopping();
  if (settings.countyPack) await assertCountyPack(settings.countyPack);

  stops.nextGroup();
  say('starting PostgreSQL and NATS …');
  const infrastructure = await startInfrastructure(settings, { stops, say });
  stops.throwIfStopping();
  const ports = await choosePorts(settings);
  const environment = environments(settings, { ports, ...infrastructure });

  stops.nextGroup();
  say('bringing the databases up to date …');
  await migrateAll(settings, { databases: infrastructure.databases, environment: environment.ofMigration, stops, say });

  say(settings.single ? 'starting all services in one process …' : 'starting six services and the gateway …');
  await startServices(settings, environment);
  const address = addressOf(settings, ports.gateway);
  await untilHealthy(address, { stops, logs: settings.logs });
  const demo = settings.demo ? await fillDemonstration(settings, { address, say, stops }) : undefined;
  stops.throwIfStopping();
  announce(settings, address, demo);
}

/** Says what is wrong with a county's files before six services say it one after the other. */
async function assertCountyPack(pack) {
  const { loadPack } = await import('@jingzhun/policy');
  loadPack(pack);
}

async function choosePorts(settings) {
  const [issuer, ...inner] = await freePorts(DEPARTMENTS.length + 1);
  const gateway = await freePortFrom(settings.port, settings.demo ? '127.0.0.1' : '0.0.0.0');
  if (gateway !== settings.port) say(`port ${settings.port} is taken; the gateway listens on ${gateway}`);
  return { ...Object.fromEntries(DEPARTMENTS.map((name, i) => [name, inner[i]])), issuer, gateway };
}

async function startServices(settings, environment) {
  const processes = settings.single
    ? [{ name: 'jingzhun', script: 'tools/single.mjs', env: environment.ofAllInOne() }]
    : PROCESSES.map((name) => ({ name, script: `apps/${name}/dist/main.js`, env: environment.ofService(name) }));
  for (const { name, script, env } of processes) {
    stops.throwIfStopping();
    const log = path.join(settings.logs, `${name}.log`);
    stops.add(
      await keepRunning({ name, log, say, start: async () => startScript(settings, { name, script, env: atTheDemoTime(settings, env) }) }),
    );
  }
}

function atTheDemoTime({ clock, behind }, env) {
  const finance = behind?.now();
  return clock ? { ...env, JINGZHUN_CLOCK: clock(), ...(finance ? { JINGZHUN_FINANCE_CLOCK: finance } : {}) } : env;
}

function announce(settings, address, demo) {
  say(`everything is up; logs are in ${settings.logs}, Ctrl-C stops`);
  const setUpLink = path.join(settings.data, 'gateway', 'setup-link.txt');
  if (!settings.demo && existsSync(setUpLink)) console.log(`first account (one time): ${readFileSync(setUpLink, 'utf8').trim()}`);
  if (demo?.accounts) {
    console.log(`demonstration accounts (invented persons), password ${demo.password}:`);
    for (const { userName, name, shows } of demo.accounts) console.log(`  ${userName.padEnd(20)} ${name}  ${shows.zh} / ${shows.en}`);
    console.log(`the demonstration's clock shows ${settings.clock()}`);
  }
  // last, where it is read
  for (const line of demo?.failure ?? []) console.log(line);
  console.log(`ready ${address}`);
}

/** The build is no server: it may end at once. */
async function endGroup(child) {
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // it has ended
  }
}
