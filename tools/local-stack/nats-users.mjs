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

/** The broker's configuration: one nkey user per department with the rights that the event contracts give it. */
export async function brokerConfig({ secrets, departments = PROCESSES, ...server }) {
  // from the build: the contracts are the one list of who may say and hear what
  const [{ natsServerConfig }, { departmentPermissions }] = await Promise.all([
    import('@jingzhun/events/broker-config'),
    import('@jingzhun/events/broker-permissions'),
  ]);
  const users = departments.map((name) => ({
    name,
    publicKey: publicKeyOf(secrets, name),
    permissions: departmentPermissions(name),
  }));
  return natsServerConfig({ ...server, users });
}
