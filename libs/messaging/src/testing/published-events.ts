import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { findEvent } from '@jingzhun/events/catalog';
import { streamOf } from '@jingzhun/events/naming';
import type { EventOwner } from '@jingzhun/events/naming';
import type { Database } from '@jingzhun/persistence';
import { outboxEmpty } from './publish-and-wait.js';

export interface PublishedEvent {
  subject: string;
  type: string;
  data: Record<string, unknown>;
}

/**
 * The messages about one record on the broker, in order, each checked with its contract. Waits until there are `count`.
 */
export async function eventsPublished(
  service: { db: Database; department: EventOwner },
  key: string,
  count: number,
): Promise<PublishedEvent[]> {
  await outboxEmpty(service.db);
  const stream = streamOf(service.department);
  const connection = await connect({ servers: process.env['TEST_NATS_URL'] ?? '' });
  try {
    const manager = await jetstreamManager(connection);
    const { name } = await manager.consumers.add(stream, { ack_policy: 'none', inactive_threshold: 30_000_000_000 });
    const consumer = await jetstream(connection).consumers.get(stream, name);
    const found: PublishedEvent[] = [];
    for (const deadline = Date.now() + 15_000; found.length < count && Date.now() < deadline;) {
      for await (const message of await consumer.fetch({ max_messages: 500, expires: 1_000 })) {
        if (message.headers?.get('ce-partitionkey') !== key) continue;
        const type = message.headers.get('ce-type');
        const definition = findEvent(type);
        if (!definition) throw new Error(`published a type that is not in the catalogue: ${type}`);
        found.push({ subject: message.subject, type, data: definition.data.parse(message.json()) as Record<string, unknown> });
      }
    }
    return found;
  } finally {
    await connection.close();
  }
}
