import type { MsgHdrs } from '@nats-io/nats-core';
import { findEvent } from '@jingzhun/events/catalog';
import { sourceOf, type CloudEvent } from '@jingzhun/events/envelope';
import { parseSubject, type EventOwner } from '@jingzhun/events/naming';
import { decodeCloudEvent, describeIssues } from '../cloud-event/codec.js';
import type { ReceivedEvent } from './received-event.js';

/** Why a message goes to the dead letters without an attempt. `detail` names paths, never values. */
export interface Undecodable {
  reason: 'not-a-cloud-event' | 'data-is-not-json' | 'too-large' | 'unknown-type' | 'wrong-subject' | 'data-refused';
  detail: string;
}

export interface WireMessage {
  subject: string;
  headers?: MsgHdrs | undefined;
  data: Uint8Array;
}

/** The client reads headers when they are asked for, and throws at some that the broker lets through: those are no headers. */
export function headersOf(message: WireMessage): MsgHdrs | undefined {
  try {
    return message.headers;
  } catch {
    return undefined;
  }
}

/**
 * Message to event.
 *
 * @param owner whose stream it came from: nobody else's events belong there
 */
export function decode(message: WireMessage, owner: EventOwner): ReceivedEvent | Undecodable {
  const event = decodeCloudEvent(headersOf(message), message.data);
  if ('unreadable' in event) return { reason: event.unreadable, detail: event.detail };
  const definition = findEvent(event.type);
  if (!definition) return { reason: 'unknown-type', detail: `type ${event.type.slice(0, 100)} is not in this release's catalogue` };
  const place = parseSubject(message.subject);
  if (definition.department !== owner || event.source !== sourceOf(owner) || place?.type !== event.type || place.division !== event.subject)
    return { reason: 'wrong-subject', detail: 'type, source or place of the event do not agree with the subject it came on' };
  const data = definition.data.safeParse(event.data);
  if (!data.success) return { reason: 'data-refused', detail: describeIssues(data.error.issues) };
  return { ...contextOf(event), definition, data: data.data };
}

function contextOf(event: CloudEvent): Omit<ReceivedEvent, 'definition' | 'data'> {
  return {
    id: event.id,
    type: event.type,
    division: event.subject,
    orderingKey: event.partitionkey,
    occurredAt: new Date(event.time),
    recordedAt: new Date(event.recordedtime ?? event.time),
    correlationId: event.correlationid,
    causationId: event.causationid,
    traceparent: event.traceparent,
    actor: event.authid ? `${event.authtype ?? 'unknown'}:${event.authid}` : (event.authtype ?? 'unknown'),
  };
}
