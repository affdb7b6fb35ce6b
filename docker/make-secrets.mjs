// Runs at every start and makes only what is missing: seeds, passwords, database URLs, the broker's configuration. Each department's
// secrets lie on a volume of their own that only its container mounts.
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brokerConfig, erasureUser, publicKeyOf, seedFile } from '../tools/local-stack/nats-users.mjs';
import { passwordIn } from '../tools/local-stack/secrets.mjs';
import { departments, secretsOf } from './departments.mjs';

/** Users in the images: ours and the database's. */
const NODE = 1000;
const POSTGRES = 999;
const central = '/volumes/central';

const superuser = passwordIn(path.join(central, 'postgres', 'superuser'));
give('/volumes/postgres-secret', POSTGRES, { superuser });

for (const name of departments) {
  publicKeyOf(central, name);
  const passwords = Object.fromEntries(
    [`jz_${name}`, `jz_${name}_owner`].map((role) => [role, passwordIn(path.join(central, 'postgres', role))]),
  );
  const url = (role) => `postgresql://${role}:${passwords[role]}@postgres:5432/jz_${name}`;
  give(secretsOf(name), NODE, {
    'database-url': url(`jz_${name}`),
    'nats.seed': readFileSync(seedFile(central, name), 'utf8').trim(),
  });
  give(`/volumes/owner-secrets/${name}`, NODE, { 'database-url': url(`jz_${name}_owner`) });
}
if (departments.includes('gateway')) give(secretsOf('gateway'), NODE, tlsFiles());

const config = await brokerConfig({ secrets: central, departments, host: '0.0.0.0', port: 4222, storeDirectory: '/data' });
// made with the configuration, where a department has one: for a command of its administrator, not for its service
for (const name of departments.filter((one) => existsSync(seedFile(central, erasureUser(one)))))
  give(`/volumes/owner-secrets/${name}`, NODE, { 'erasure.seed': readFileSync(seedFile(central, erasureUser(name)), 'utf8').trim() });
give('/volumes/nats-config', NODE, { 'nats.conf': config });

// volumes start out owned by root; services run as an ordinary user
for (const root of ['/volumes/keys', '/volumes/data']) {
  if (!existsSync(root)) continue;
  for (const name of readdirSync(root)) chownSync(path.join(root, name), NODE, NODE);
}
chownSync('/volumes/owner-secrets', NODE, NODE);
if (existsSync('/volumes/nats-data')) chownSync('/volumes/nats-data', NODE, NODE);
console.log(`secrets of ${departments.join(', ')} are there`);

function tlsFiles() {
  const names = ['tls-certificate', 'tls-key'];
  return Object.fromEntries(names.map((name) => [name, readFileSync(`/run/secrets/${name}`, 'utf8').trim()]));
}

function give(folder, owner, files) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    writeFileSync(file, `${content}\n`, { mode: 0o400 });
    chownSync(file, owner, owner);
  }
  chownSync(folder, owner, owner);
}
