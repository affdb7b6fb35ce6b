import { PubHeaders } from '@nats-io/jetstream';
import { headers, type MsgHdrs } from '@nats-io/nats-core';
import { CloudEvent, MAX_DATA_BYTES, type Envelope } from '@jingzhun/events/envelope';
import { decodeHeaderValue, encodeHeaderValue } from './header-value.js';

const PREFIX = 'ce-';
const text = new TextDecoder('utf-8', { fatal: true });

/** Why a message cannot be read. `detail` names attributes and paths, never values. */
export interface Unreadable {
  unreadable: 'not-a-cloud-event' | 'data-is-not-json' | 'too-large';
  detail: string;
}

/** Binary mode: each attribute a header `ce-<attribute>`, the data as body. There is no Content-Type header in this mode. */
export function encodeHeaders(envelope: Envelope): MsgHdrs {
  const result = headers();
  for (const [attribute, value] of Object.entries(envelope))
    if (value !== undefined) result.append(PREFIX + attribute, encodeHeaderValue(value));
  return result;
}

/**
 * The same headers with the message's id, for a message that is only sent: written at once. The client's own looks at each name
 * character by character and compares it with all others, which took longer than everything else the relay does with a message.
 */
export function writtenHeaders(envelope: Envelope, messageId: string): MsgHdrs {
  let text = `NATS/1.0\r\n`;
  for (const [attribute, value] of Object.entries(envelope))
    if (value !== undefined) text += `${PREFIX}${attribute}: ${encodeHeaderValue(value)}\r\n`;
  text += `${PubHeaders.MsgIdHdr}: ${encodeHeaderValue(messageId)}\r\n\r\n`;
  // what is sent is asked for its bytes and nothing else
  return { encode: () => Buffer.from(text, 'latin1') } as unknown as MsgHdrs;
}

/** Reads binary and structured mode. @param data body as it came */
export function decodeCloudEvent(header: MsgHdrs | undefined, data: Uint8Array): CloudEvent | Unreadable {
  if (data.length > MAX_DATA_BYTES) return { unreadable: 'too-large', detail: `${data.length} bytes, limit ${MAX_DATA_BYTES}` };
  const body = parseJson(data);
  if (!body) return { unreadable: 'data-is-not-json', detail: 'the body is not JSON in UTF-8' };
  const attributes = attributesOf(header, body.value);
  if (!attributes) return { unreadable: 'not-a-cloud-event', detail: 'structured mode needs a JSON object' };
  const parsed = CloudEvent.safeParse(attributes);
  if (parsed.success) return parsed.data;
  return { unreadable: 'not-a-cloud-event', detail: describeIssues(parsed.error.issues) };
}

/** Paths and codes of what is wrong: messages of a validator may quote the value, so they are left out. */
export const describeIssues = (issues: readonly { path: readonly PropertyKey[]; code?: string }[]): string =>
  issues.map(({ path, code }) => `${path.map(String).join('.') || '(root)'}: ${code ?? 'invalid'}`).join('; ');

/** @returns undefined when structured mode is announced and the body is no object */
function attributesOf(header: MsgHdrs | undefined, body: unknown): Record<string, unknown> | undefined {
  const attributes: Record<string, unknown> = {};
  for (const [name, values] of header ?? []) {
    const lower = name.toLowerCase();
    if (lower.startsWith(PREFIX)) attributes[lower.slice(PREFIX.length)] = decodeHeaderValue(values[0] ?? '') ?? '\uFFFD';
    else if (lower === 'content-type' && values[0]?.toLowerCase().startsWith('application/cloudevents')) return asObject(body);
  }
  attributes['data'] = body;
  return attributes;
}

function parseJson(data: Uint8Array): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text.decode(data)) as unknown };
  } catch {
    return undefined;
  }
}

const asObject = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
