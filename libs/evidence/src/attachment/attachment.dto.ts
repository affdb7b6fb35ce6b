import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { AUDIENCES } from './attachment-ref.js';

export const RetractRequest = z.strictObject({
  reason: z.string().trim().min(2).max(500).describe('why it must not be relied on; stays to be seen'),
});
export type RetractRequest = z.infer<typeof RetractRequest>;

export const AttachmentResponse = z
  .object({
    id: z.uuid(),
    state: z
      .enum(['receiving', 'checking', 'refused', 'ready', 'retracted'])
      .describe('receiving: on its way; checking: arrived, being looked at; refused: see problem; ready; retracted'),
    fileName: z.string().describe('name on the device it came from'),
    place: z.string().describe('12 digits of the division it is for'),
    audience: z.enum(AUDIENCES).describe('who may read it'),
    bytes: z.int().describe('of the stored content; of the whole file while it arrives'),
    receivedBytes: z.int().describe('bytes that have arrived'),
    contentType: z.string().nullable().describe('decided from the content'),
    sha256: z.string().nullable().describe('hash of the stored content, hex; what a signature covers'),
    capturedOn: PlainDate.nullable().describe('day the picture or recording says it was made'),
    uploadedBy: z.object({ id: z.uuid(), name: z.string() }),
    uploadedAt: z.iso.datetime(),
    object: z.object({ type: z.string(), id: z.string() }).nullable().describe('what it belongs to'),
    signatures: z.int().describe('signatures that rest on it'),
    retraction: z
      .object({ at: z.iso.datetime(), by: z.object({ id: z.uuid(), name: z.string() }), reason: z.string(), contentDeleted: z.boolean() })
      .nullable(),
    problem: z
      .object({ code: z.string(), title: z.string(), detail: z.string(), next: z.string() })
      .nullable()
      .describe('why an upload was refused'),
  })
  .meta({ id: 'Attachment' });
export type AttachmentResponse = z.infer<typeof AttachmentResponse>;
