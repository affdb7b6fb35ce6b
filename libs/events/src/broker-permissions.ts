import { EVENTS } from './catalog.js';
import type { EventDefinition } from './define-event.js';
import {
  deadLetterStreamOf,
  deadLetterSubjects,
  durableOf,
  EVENT_OWNERS,
  inboxPrefixOf,
  streamOf,
  streamSubject,
  type EventOwner,
} from './naming.js';
import { subscriptionsOf, type Subscription } from './subscriptions.js';

/** What one user of the broker may do. Everything not listed is refused. */
export interface BrokerPermissions {
  publish: string[];
  subscribe: string[];
}

/**
 * Rights of a department: speak under its own name, keep its own two streams, run its own consumers, read its own inbox.
 * JetStream's API is granted subject by subject; `$JS.API.>` would let one department delete another's stream.
 */
export function departmentPermissions(department: EventOwner): BrokerPermissions {
  const events = streamOf(department);
  const deadLetters = deadLetterStreamOf(department);
  return {
    publish: [
      streamSubject(department),
      deadLetterSubjects(department),
      '$JS.API.INFO',
      ...[events, deadLetters].flatMap((stream) => ['CREATE', 'UPDATE', 'INFO'].map((verb) => `$JS.API.STREAM.${verb}.${stream}`)),
      // dead letters are read one by one and taken out once replayed; history of events is not deletable with this user
      `$JS.API.STREAM.MSG.GET.${deadLetters}`,
      `$JS.API.STREAM.MSG.DELETE.${deadLetters}`,
      ...subscriptionsOf(department).flatMap(consumerSubjects),
    ],
    subscribe: [`${inboxPrefixOf(department)}.>`],
  };
}

/** Create with exactly its own filter, look at, pull, acknowledge, and (to rebuild a copy) delete its own durable. */
const consumerSubjects = ({ department, handler, owner, filter }: Subscription): string[] =>
  consumerRights(streamOf(owner), durableOf(department, handler), filter);

function consumerRights(stream: string, durable: string, filter: string): string[] {
  return [
    `$JS.API.CONSUMER.CREATE.${stream}.${durable}.${filter}`,
    `$JS.API.CONSUMER.INFO.${stream}.${durable}`,
    `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
    `$JS.API.CONSUMER.DELETE.${stream}.${durable}`,
    `$JS.ACK.${stream}.${durable}.>`,
  ];
}

/** Who publishes messages that name persons: their history can be asked to forget one. */
export const ERASABLE_OWNERS: readonly EventOwner[] = EVENT_OWNERS.filter((owner) =>
  EVENTS.some(({ department, classification }) => department === owner && classification === 'department'),
);

/**
 * Rights of the one-shot command that erases a person from history (docs/adr/0012): read and securely delete single messages of
 * its own department's stream. No running service holds them.
 */
export function erasurePermissions(department: EventOwner): BrokerPermissions {
  const stream = streamOf(department);
  return {
    publish: [`$JS.API.STREAM.INFO.${stream}`, `$JS.API.STREAM.MSG.GET.${stream}`, `$JS.API.STREAM.MSG.DELETE.${stream}`],
    subscribe: [`${inboxPrefixOf(`${department}_erasure`)}.>`],
  };
}

/** What an integrator was granted: one durable per event type, everywhere or in one area. */
export interface IntegratorGrant {
  /** Name of the integrator, one lower-case word; prefix of its durables and its inbox. */
  name: string;
  events: readonly EventDefinition[];
  /** Division prefix of 6, 9 or 12 digits; absent: the whole county. */
  area?: string;
}

/** The durable an integrator uses for a type: `<name>__household-registered-v1` and the like. */
export const integratorDurable = (name: string, { noun, verb, version }: EventDefinition): string => `${name}__${noun}-${verb}-v${version}`;

/**
 * Rights of an integrator: read what was granted, through durables of its own, and say nothing.
 *
 * @throws RangeError for an event that names people, or a name that could reach beyond itself
 */
export function integratorPermissions({ name, events, area }: IntegratorGrant): BrokerPermissions {
  if (!/^[a-z][a-z0-9]{2,30}$/.test(name) || (EVENT_OWNERS as readonly string[]).includes(name))
    throw new RangeError('an integrator has a name of its own: one lower-case word of 3 to 31 letters and digits');
  const closed = events.find(({ classification }) => classification !== 'open');
  if (closed) throw new RangeError(`${closed.type} is of class ${closed.classification}: it is not granted to integrators`);
  return {
    publish: events.flatMap((event) => consumerRights(streamOf(event.department), integratorDurable(name, event), event.filter(area))),
    subscribe: [`${inboxPrefixOf(name)}.>`],
  };
}
