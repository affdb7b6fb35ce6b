import type { Principal } from '@jingzhun/auth';
import type { AuditActor } from './audit-entry.js';

/** The verified caller as the log keeps it. */
export const actorOf = ({ accountId, name, roles, area, sessionId }: Principal): AuditActor => ({
  accountId,
  name,
  roles,
  area,
  sessionId,
});
