import { z } from 'zod';
import type { DeadLetter } from '../dead-letters/dead-letter.js';

export const DeadLetterQuery = z.strictObject({
  handler: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)*$/)
    .optional()
    .describe('one handler only'),
  cursor: z.coerce.number().int().positive().optional().describe('nextCursor of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DeadLetterQuery = z.infer<typeof DeadLetterQuery>;

export const DeadLetterSequence = z.coerce.number().int().positive().describe('number of the dead letter');

export const DeadLetterResponse = z
  .object({
    sequence: z.int().describe('number of the dead letter; names it in the other routes'),
    handler: z.string(),
    reason: z.string().describe('stable word: handler-failed, unknown-type, data-refused, wrong-subject, too-large, …'),
    detail: z.string().describe('classes, codes and paths; never data of a person'),
    attempts: z.int(),
    parkedAt: z.string(),
    eventId: z.string().nullable(),
    type: z.string().nullable(),
    stream: z.string(),
    streamSequence: z.int(),
    subject: z.string(),
    bytes: z.int().describe('size of the message; its content is not shown'),
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetterResponse = z.infer<typeof DeadLetterResponse>;

export const DeadLetterPageResponse = z
  .object({ items: z.array(DeadLetterResponse), nextCursor: z.string().nullable(), total: z.int() })
  .meta({ id: 'DeadLetterPage' });
export type DeadLetterPageResponse = z.infer<typeof DeadLetterPageResponse>;

export const ReplayResponse = z
  .object({ sequence: z.int(), handler: z.string(), outcome: z.enum(['handled', 'already-handled']) })
  .meta({ id: 'ReplayResult' });
export type ReplayResponse = z.infer<typeof ReplayResponse>;

export const MessagingResponse = z
  .object({
    state: z.enum(['up', 'degraded', 'down']),
    reasons: z.array(z.string()),
    role: z.enum(['leader', 'standby']),
    broker: z.object({ connected: z.boolean(), version: z.string().optional(), problem: z.string().optional() }),
    outbox: z.object({
      waiting: z.int(),
      oldestSeconds: z.int(),
      published: z.int(),
      blockedKeys: z.int(),
      problem: z.string().optional(),
    }),
    consumers: z.array(
      z.object({
        handler: z.string(),
        running: z.boolean(),
        problem: z.string().optional(),
        held: z.int(),
        handled: z.int(),
        duplicates: z.int(),
        failedAttempts: z.int(),
        parked: z.int(),
        waiting: z.int().optional(),
      }),
    ),
    deadLetters: z.int().optional(),
    fills: z.array(
      z.object({ name: z.string(), bytes: z.number(), maxBytes: z.number().optional(), fill: z.number(), warning: z.boolean() }),
    ),
  })
  .meta({ id: 'MessagingState' });
export type MessagingResponse = z.infer<typeof MessagingResponse>;

export const toDeadLetterResponse = ({ eventId, type, ...rest }: DeadLetter): DeadLetterResponse => ({
  ...rest,
  eventId: eventId ?? null,
  type: type ?? null,
});
