export { actorOf } from './actor-of.js';
export type { AuditActor, AuditDetail, AuditEntry, AuditResult } from './audit-entry.js';
export { AuditLog } from './audit-log.js';
export { type BusinessNumbers } from './business-numbers.js';
export { AuditModule } from './audit.module.js';
export { auditTables } from './audit-tables.js';
export { describeVerification, runAuditVerify } from './audit-verify.cli.js';
export { verifyChain, type ChainFault, type Verification } from './verify-chain.js';
