import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Uuid } from '@jingzhun/domain/uuid';

const attachmentIds = z.array(Uuid).max(20);
const text = z.string().trim().min(2).max(500);

export const DocumentKind = z.enum(['contract', 'useEvidence', 'photo']);
export type DocumentKind = z.infer<typeof DocumentKind>;
export const UseFinding = z.enum(['asAgreed', 'notAsAgreed', 'notSeen']);
export type UseFinding = z.infer<typeof UseFinding>;

export const AddLoanDocumentsRequest = z.strictObject({ kind: DocumentKind, attachmentIds: attachmentIds.min(1) });
export type AddLoanDocumentsRequest = z.infer<typeof AddLoanDocumentsRequest>;

export const RecordUseCheckRequest = z.strictObject({
  on: PlainDate.describe('the day on which somebody looked'),
  finding: UseFinding,
  remark: text.describe('what was seen; no names'),
  attachmentIds: attachmentIds.describe('photographs; at least one unless nothing could be seen'),
});
export type RecordUseCheckRequest = z.infer<typeof RecordUseCheckRequest>;

export const DecideMisuseRequest = z.strictObject({ what: z.enum(['found', 'putRight']), reason: text });
export type DecideMisuseRequest = z.infer<typeof DecideMisuseRequest>;

/** What the money of a loan was used for, and the papers of it. */
export const LoanUse = z
  .object({
    dueOn: z.string().nullable().describe('when somebody looks next; null before the money and after the end'),
    isDue: z.boolean(),
    isMisused: z.boolean().describe('decided by the county and not put right'),
    mayCheck: z.boolean(),
    mayAdd: z.boolean(),
    mayDecide: z.enum(['found', 'putRight']).nullable().describe('what the county may decide now'),
    checks: z.array(
      z.object({
        id: z.uuid(),
        on: z.string(),
        finding: UseFinding,
        remark: z.string(),
        byName: z.string(),
        attachmentIds: z.array(z.uuid()),
      }),
    ),
    documents: z
      .array(z.object({ attachmentId: z.uuid(), kind: DocumentKind, byName: z.string(), at: z.string() }))
      .describe('besides those of checks'),
    decisions: z.array(z.object({ what: z.enum(['found', 'putRight']), on: z.string(), reason: z.string(), byName: z.string() })),
  })
  .meta({ id: 'LoanUse' });
export type LoanUse = z.infer<typeof LoanUse>;
