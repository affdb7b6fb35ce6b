import { PubHeaders, type StoredMsg } from '@nats-io/jetstream';
import { headers, type MsgHdrs } from '@nats-io/nats-core';
import { deadLetterSubject, durableOf } from '@jingzhun/events/naming';
import type { Subscription } from '@jingzhun/events/subscriptions';
import { decodeHeaderValue, encodeHeaderValue } from '../cloud-event/header-value.js';
import { headersOf, type WireMessage } from '../consume/decode.js';

/** Why and whence, as headers beside the original ones (HEADERS.md). */
const HEADER = {
  stream: 'jz-dead-stream',
  sequence: 'jz-dead-sequence',
  subject: 'jz-dead-subject',
  reason: 'jz-dead-reason',
  detail: 'jz-dead-detail',
  attempts: 'jz-dead-attempts',
  at: 'jz-dead-at',
} as const;

export interface Cause {
  /** Stable word: `handler-failed`, `unknown-type`, … */
  reason: string;
  /** Classes, codes and paths; never values. */
  detail: string;
  attempts: number;
}

export interface Parked {
  subject: string;
  headers: MsgHdrs;
  data: Uint8Array;
  /** The same message is parked once. */
  id: string;
}

/** What operators see: no data, since whoever may replay need not be one who may read about households. */
export interface DeadLetter {
  sequence: number;
  handler: string;
  reason: string;
  detail: string;
  attempts: number;
  parkedAt: string;
  eventId: string | undefined;
  type: string | undefined;
  stream: string;
  streamSequence: number;
  subject: string;
  bytes: number;
}

/** A message that is too large is parked without its body: the owner has to publish it in a smaller form. */
export function toParked(
  subscription: Subscription,
  stream: string,
  sequence: number,
  message: WireMessage,
  cause: Cause,
  at: Date,
): Parked {
  const result = headers();
  for (const [name, values] of headersOf(message) ?? [])
    if (!name.toLowerCase().startsWith('nats-')) for (const value of values) result.append(name, value);
  const notes: Record<string, string> = {
    [HEADER.stream]: stream,
    [HEADER.sequence]: String(sequence),
    [HEADER.subject]: message.subject,
    [HEADER.reason]: cause.reason,
    [HEADER.detail]: cause.detail,
    [HEADER.attempts]: String(cause.attempts),
    [HEADER.at]: at.toISOString(),
  };
  for (const [name, value] of Object.entries(notes)) result.set(name, encodeHeaderValue(value.slice(0, 1_000)));
  const id = `${durableOf(subscription.department, subscription.handler)}.${stream}.${sequence}`;
  result.set(PubHeaders.MsgIdHdr, id);
  return {
    subject: deadLetterSubject(subscription.department, subscription.handler),
    headers: result,
    data: cause.reason === 'too-large' ? new Uint8Array() : message.data,
    id,
  };
}

export function toDeadLetter(stored: StoredMsg): DeadLetter {
  const note = (name: string): string => decodeHeaderValue(stored.header.get(name)) ?? '';
  return {
    sequence: stored.seq,
    handler: stored.subject.split('.').slice(2).join('.'),
    reason: note(HEADER.reason),
    detail: note(HEADER.detail),
    attempts: Number(note(HEADER.attempts)),
    parkedAt: note(HEADER.at),
    eventId: note('ce-id') || undefined,
    type: note('ce-type') || undefined,
    stream: note(HEADER.stream),
    streamSequence: Number(note(HEADER.sequence)),
    subject: note(HEADER.subject),
    bytes: stored.data.length,
  };
}

/** The message as it was before it was parked. */
export function originalOf(stored: StoredMsg): WireMessage {
  return { subject: decodeHeaderValue(stored.header.get(HEADER.subject)) ?? '', headers: stored.header, data: stored.data };
}
