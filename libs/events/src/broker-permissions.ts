import { deadLetterStreamOf, deadLetterSubjects, durableOf, inboxPrefixOf, streamOf, streamSubject, type EventOwner } from './naming.js';
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
function consumerSubjects({ department, handler, owner, filter }: Subscription): string[] {
  const stream = streamOf(owner);
  const durable = durableOf(department, handler);
  return [
    `$JS.API.CONSUMER.CREATE.${stream}.${durable}.${filter}`,
    `$JS.API.CONSUMER.INFO.${stream}.${durable}`,
    `$JS.API.CONSUMER.MSG.NEXT.${stream}.${durable}`,
    `$JS.API.CONSUMER.DELETE.${stream}.${durable}`,
    `$JS.ACK.${stream}.${durable}.>`,
  ];
}

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
