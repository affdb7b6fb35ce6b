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

/**
 * One broker user per department with the rights its contracts give it.
 *
 * @param permissionsOf the contracts' own list: department → `{ publish, subscribe }`
 */
export function natsUsers(secrets, permissionsOf, departments = PROCESSES) {
  return departments.map((name) => ({ name, publicKey: publicKeyOf(secrets, name), ...permissionsOf(name) }));
}
