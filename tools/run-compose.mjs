// Runs a compose file without an engine, from images that buildah has built: users, capabilities, read-only files, volumes, secrets,
// order and health as the file says. Needs Linux, root, buildah, iproute2 and the resolved file of `docker-compose config --format json`:
//   node tools/run-compose.mjs RESOLVED.json STATE      (ends, and takes everything down, with Ctrl-C; the volumes stay in STATE)
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Container } from './docker-run/container.mjs';

const [file, folder] = process.argv.slice(2);
if (!file || !folder) throw new Error('node tools/run-compose.mjs RESOLVED.json STATE');
const compose = JSON.parse(readFileSync(file, 'utf8'));
const state = path.resolve(folder);
for (const one of ['volumes', 'logs']) mkdirSync(path.join(state, one), { recursive: true });

const BRIDGE = 'jingzhun';
const names = Object.keys(compose.services);
const addressOf = (name) => `10.77.0.${10 + names.indexOf(name)}`;
const hosts = path.join(state, 'hosts');
writeFileSync(hosts, ['127.0.0.1 localhost', ...names.map((name) => `${addressOf(name)} ${name}`), ''].join('\n'));

const ip = (...args) => execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'inherit'] });
const ipIfThere = (...args) => {
  try {
    execFileSync('ip', args, { stdio: 'ignore' });
  } catch {
    // it was not there
  }
};
const say = (text) => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);

function networkOf(name) {
  const space = `jz-${name}`;
  const cable = `jzv${names.indexOf(name)}`;
  ipIfThere('netns', 'del', space);
  ip('netns', 'add', space);
  ip('-n', space, 'link', 'set', 'lo', 'up');
  if (compose.services[name].network_mode === 'none') return space;
  ipIfThere('link', 'del', cable);
  ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
  ip('link', 'set', cable, 'master', BRIDGE, 'up');
  ip('-n', space, 'addr', 'add', `${addressOf(name)}/24`, 'dev', 'eth0');
  ip('-n', space, 'link', 'set', 'eth0', 'up');
  return space;
}

const started = new Map();
let isStopping = false;

function reach(name) {
  if (!started.has(name)) started.set(name, begin(name));
  return started.get(name);
}

async function begin(name) {
  for (const [other, { condition }] of Object.entries(compose.services[name].depends_on ?? {})) {
    const dependency = await reach(other);
    if (condition === 'service_healthy') await dependency.becomesHealthy();
    else if (condition === 'service_completed_successfully' && (await dependency.ended) !== 0)
      throw new Error(`${other} ended with ${dependency.code}: ${path.join(state, 'logs', `${other}.log`)}`);
  }
  const one = new Container(name, compose, { state, hosts });
  one.start(networkOf(name));
  say(`started ${name} as ${Object.values(one.user()).join(':')}`);
  return one;
}

async function stop() {
  if (isStopping) return;
  isStopping = true;
  const all = (await Promise.allSettled(started.values())).flatMap(({ value }) => value ?? []);
  for (const one of all.toReversed()) {
    if (one.code !== undefined) continue;
    const milliseconds = await one.stop();
    say(milliseconds === undefined ? `${one.name} had to be killed` : `stopped ${one.name}: ${one.code}, ${milliseconds} ms`);
  }
  for (const one of all) one.remove();
  for (const name of names) ipIfThere('netns', 'del', `jz-${name}`);
  ipIfThere('link', 'del', BRIDGE);
}

ipIfThere('link', 'add', BRIDGE, 'type', 'bridge');
ipIfThere('addr', 'add', '10.77.0.1/24', 'dev', BRIDGE);
ip('link', 'set', BRIDGE, 'up');
const forever = setInterval(() => {}, 60_000);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop().then(() => process.exit()));
try {
  const wanted = names.filter((name) => !compose.services[name].profiles?.length);
  for (const one of await Promise.all(wanted.map(reach))) {
    if (compose.services[one.name].restart === 'no') say(`${one.name} ended with ${await one.ended}`);
    else await one.becomesHealthy().then(() => say(`healthy ${one.name}`));
  }
  for (const name of wanted)
    for (const { target } of compose.services[name].ports ?? []) say(`${name}: https://${addressOf(name)}:${target}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
  await stop();
  clearInterval(forever);
}
