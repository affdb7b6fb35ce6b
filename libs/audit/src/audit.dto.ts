import { z } from 'zod';

export const AuditQuery = z.strictObject({
  actor: z.uuid().optional().describe('account that acted'),
  action: z
    .string()
    .regex(/^[a-z0-9.-]{1,80}$/)
    .optional()
    .describe('action, e.g. household.reveal'),
  result: z.enum(['success', 'refused', 'failed']).optional(),
  objectType: z.string().max(80).optional().describe('kind of the object, e.g. household; with objectId'),
  objectId: z.string().max(80).optional().describe('id of the object'),
  from: z.iso.datetime({ offset: true }).optional().describe('not before this instant'),
  to: z.iso.datetime({ offset: true }).optional().describe('before this instant'),
  cursor: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .optional()
    .describe('nextCursor of the page before'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditEntryResponse = z
  .object({
    id: z.uuid(),
    occurredAt: z.iso.datetime(),
    account: z
      .object({ id: z.uuid(), name: z.string(), roles: z.array(z.string()), area: z.string() })
      .nullable()
      .describe('who acted, as they were then; null: the system'),
    sessionId: z.string().nullable(),
    ip: z.string().nullable(),
    action: z.string(),
    objectType: z.string().nullable(),
    objectId: z.string().nullable(),
    objectNumber: z.string().nullable().describe('how the office calls it: number of a household or a contract; null: it has none'),
    purpose: z.string().nullable().describe('reason given by the actor'),
    result: z.enum(['success', 'refused', 'failed']),
    detail: z.record(z.string(), z.unknown()).describe('facts of the action, without personal data'),
    requestId: z.string().nullable(),
    position: z.int().nullable().describe('number in the chain; null: not linked yet'),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntryResponse = z.infer<typeof AuditEntryResponse>;

export const AuditPage = z.object({ items: z.array(AuditEntryResponse), nextCursor: z.string().nullable() }).meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof AuditPage>;

export const VerificationResponse = z
  .object({
    intact: z.boolean(),
    verified: z.int().describe('rows found in order before the first bad one'),
    waiting: z.int().describe('rows not linked yet, young enough to be no finding'),
    head: z.object({ seq: z.int(), hash: z.string() }).describe('end of the chain; worth noting down'),
    first: z
      .object({
        fault: z.enum(['altered', 'missing', 'broken', 'inserted', 'unlinked', 'cut']),
        seq: z.int().nullable(),
        auditId: z.uuid().nullable(),
      })
      .optional()
      .describe('first bad row'),
    verifiedAt: z.iso.datetime(),
  })
  .meta({ id: 'AuditVerification' });
export type VerificationResponse = z.infer<typeof VerificationResponse>;
