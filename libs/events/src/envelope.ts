import { z } from 'zod';

/** RFC 3339 instant in UTC or with an offset. */
const Instant = z.iso.datetime({ offset: true });

/** Who may subscribe: `open` may be granted to integrators (no names), `department` only to the departments of the county. */
export const Classification = z.enum(['open', 'department']);
export type Classification = z.infer<typeof Classification>;

/**
 * CloudEvents 1.0 context attributes of every message, with the registered extensions for correlation, tracing, partitioning,
 * record time, data classification and the acting account. Names are those of the specification, lower case.
 */
export const Envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.uuid().describe('Id of the outbox row, UUIDv7; also Nats-Msg-Id. The same id is the same event, however often it arrives'),
  source: z
    .string()
    .regex(/^urn:jingzhun:[a-z]+$/)
    .describe('Who says it: urn:jingzhun:<department>'),
  type: z
    .string()
    .regex(/^[a-z]+\.[a-z-]+\.[a-z-]+\.v\d+$/)
    .describe('<department>.<noun>.<past-verb>.v<n>'),
  subject: z
    .string()
    .regex(/^\d{12}$/)
    .describe('Place: division code of 12 digits'),
  time: Instant.describe('When it happened'),
  recordedtime: Instant.optional().describe('When the owner recorded it; absent: at `time`'),
  datacontenttype: z.literal('application/json'),
  dataclassification: Classification,
  partitionkey: z.string().min(1).describe('Messages with the same key are published and handled in order: the record they are about'),
  correlationid: z.uuid().describe('Same for everything that follows from one action'),
  causationid: z.uuid().optional().describe('Id of the event that caused this one'),
  traceparent: z.string().optional().describe('W3C trace context'),
  authtype: z.enum(['user', 'system', 'unknown']).optional().describe('Whether an account or a named job of the system acted'),
  authid: z.string().optional().describe('Account id or name of the job'),
});
export type Envelope = z.infer<typeof Envelope>;

/** A whole message, as golden samples and structured mode write it. */
export const CloudEvent = Envelope.extend({ data: z.unknown() });
export type CloudEvent = z.infer<typeof CloudEvent>;

/** Largest `data`, in bytes of UTF-8 JSON. The broker's own limit is 1 MiB with the headers; a whole household is about 3 KiB. */
export const MAX_DATA_BYTES = 256 * 1024;

export const sourceOf = (owner: string): string => `urn:jingzhun:${owner}`;
