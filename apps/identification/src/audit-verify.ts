import { runAuditVerify } from '@jingzhun/audit';

await runAuditVerify('identification');
