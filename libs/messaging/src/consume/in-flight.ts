import type { ConsumerMessages } from '@nats-io/jetstream';
import type { Subscription } from '@nats-io/nats-core';
import { pause } from '../pause.js';

const LONGEST_DRAIN_MS = 2_000;

/**
 * Closing forgets the subscription at once: what the broker has sent already would be dropped, and delivered again only after its
 * own wait. Draining listens on until the broker has confirmed that nothing more comes. The client offers it for the subscription
 * inside a pull only.
 */
export async function letInFlightArrive(messages: ConsumerMessages): Promise<void> {
  const { sub } = messages as ConsumerMessages & { sub?: Subscription };
  const drained = new AbortController();
  // closed already, or without a connection: there is nothing to wait for
  const draining = sub?.drain().catch(() => undefined);
  await Promise.race([draining, pause(LONGEST_DRAIN_MS, drained.signal)]);
  drained.abort();
}
