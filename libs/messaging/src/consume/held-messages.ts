import type { Pending } from './pending.js';

interface Queue {
  messages: Pending[];
  dueAt: number;
}

/**
 * Messages that wait for another attempt, and behind each those of the same record that came later: a record's events keep their
 * order while one of them is retried, and other records do not wait. Held here and not handed back to the broker, which would
 * deliver them in any order.
 */
export class HeldMessages {
  private readonly queues = new Map<string, Queue>();

  get size(): number {
    let size = 0;
    for (const { messages } of this.queues.values()) size += messages.length;
    return size;
  }

  /** True when an earlier message of the record waits. */
  blocks(orderingKey: string): boolean {
    return this.queues.has(orderingKey);
  }

  /** Puts a message behind the waiting ones of its record. */
  append(pending: Pending): void {
    const queue = this.queues.get(pending.event.orderingKey);
    if (queue) queue.messages.push(pending);
    else this.queues.set(pending.event.orderingKey, { messages: [pending], dueAt: 0 });
  }

  /** The first message of a record failed: it and those behind it wait until then. */
  retryAt(pending: Pending, dueAt: number): void {
    if (!this.blocks(pending.event.orderingKey)) this.append(pending);
    this.queues.get(pending.event.orderingKey)!.dueAt = dueAt;
  }

  /** The first message of a record is settled: the next one is due at once. */
  release(pending: Pending): void {
    const queue = this.queues.get(pending.event.orderingKey);
    if (queue?.messages[0] !== pending) return;
    queue.messages.shift();
    queue.dueAt = 0;
    if (queue.messages.length === 0) this.queues.delete(pending.event.orderingKey);
  }

  /** First messages whose time has come. */
  due(now: number): Pending[] {
    return [...this.queues.values()].filter(({ dueAt }) => dueAt <= now).map(({ messages }) => messages[0]!);
  }

  /** When the next one is due; undefined when none waits. */
  nextDueAt(): number | undefined {
    const times = [...this.queues.values()].map(({ dueAt }) => dueAt);
    return times.length > 0 ? Math.min(...times) : undefined;
  }
}
