import { randomUUID } from 'node:crypto';
import { Principal } from '../principal.js';
import type { Role } from '../roles.js';

/** An officer of identification for the whole county, unless said otherwise. */
export function principalLike(parts: Partial<{ [K in keyof Principal]: unknown }> & { roles?: Role[] } = {}): Principal {
  return Principal.parse({
    accountId: randomUUID(),
    name: '测试人员',
    department: 'identification',
    roles: ['county-officer'],
    area: '360781',
    sessionId: randomUUID(),
    ...parts,
  });
}
