import { createUser, fromSeed } from '@nats-io/nkeys';
import path from 'node:path';
import { PROCESSES } from './departments.mjs';
import { writeSecretOnce } from './secrets.mjs';

export const seedFile = (secrets, department) => path.join(secrets, 'nats', `${department}.seed`);

/** The department's public key; its seed is made at first use and stays in its file. */
export function publicKeyOf(secrets, department) {
  const seed = writeSecretOnce(seedFile(secrets, department), `${new TextDecoder().decode(createUser().getSeed())}\n`);
  return fromSeed(new TextEncoder().encode(seed)).getPublicKey();
}

/** User of the one-shot command that takes a name out of a department's history (docs/operate/erase.md). No service runs as it. */
export const erasureUser = (department) => `${department}_erasure`;

/** The broker's configuration: nkey users with the rights that the event contracts give them, one for each department and its erasure. */
export async function brokerConfig({ secrets, departments = PROCESSES, ...server }) {
  // from the build: the contracts are the one list of who may say and hear what
  const [{ natsServerConfig }, { departmentPermissions, erasurePermissions, ERASABLE_OWNERS }] = await Promise.all([
    import('@jingzhun/events/broker-config'),
    import('@jingzhun/events/broker-permissions'),
  ]);
  const user = (name, permissions) => ({ name, publicKey: publicKeyOf(secrets, name), permissions });
  const users = departments.map((name) => user(name, departmentPermissions(name)));
  const erasures = departments
    .filter((name) => ERASABLE_OWNERS.includes(name))
    .map((name) => user(erasureUser(name), erasurePermissions(name)));
  return natsServerConfig({ ...server, users: [...users, ...erasures] });
}
