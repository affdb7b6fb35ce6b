import { Inject, Injectable } from '@nestjs/common';
import { MessagingHealth } from './messaging-health.js';

/** One figure for a metrics page, in the terms of OpenMetrics but without a library. */
export interface MetricSample {
  name: string;
  help: string;
  kind: 'counter' | 'gauge';
  labels: Record<string, string>;
  value: number;
}

/** Labels are handlers and streams only: never a place, a record or a person. */
@Injectable()
export class MessagingMetrics {
  constructor(@Inject(MessagingHealth) private readonly health: MessagingHealth) {}

  async samples(): Promise<MetricSample[]> {
    const { broker, outbox, consumers, deadLetters, fills, role } = await this.health.check();
    return [
      gauge('messaging_broker_connected', '1 while the broker is connected', broker.connected ? 1 : 0),
      gauge('messaging_leader', '1 on the instance that relays and consumes', role === 'leader' ? 1 : 0),
      gauge('messaging_outbox_waiting', 'messages not published yet', outbox.waiting),
      gauge('messaging_outbox_age_seconds', 'age of the oldest message not published yet', outbox.oldestSeconds),
      counter('messaging_published_total', 'messages published since the start', outbox.published),
      gauge('messaging_dead_letters', 'messages parked', deadLetters ?? 0),
      ...consumers.flatMap(({ handler, handled, duplicates, failedAttempts, parked, held, waiting }) => [
        counter('messaging_handled_total', 'events handled', handled, { handler }),
        counter('messaging_duplicates_total', 'events that came again', duplicates, { handler }),
        counter('messaging_failed_attempts_total', 'attempts that failed', failedAttempts, { handler }),
        counter('messaging_parked_total', 'messages sent to the dead letters', parked, { handler }),
        gauge('messaging_held', 'events that wait for another attempt, and those behind them', held, { handler }),
        gauge('messaging_consumer_lag', 'messages not handled yet', waiting ?? 0, { handler }),
      ]),
      ...fills.map(({ name, fill }) => gauge('messaging_fill_ratio', 'share of a stream or disk in use', fill, { name })),
    ];
  }
}

const gauge = (name: string, help: string, value: number, labels: Record<string, string> = {}): MetricSample => ({
  name,
  help,
  kind: 'gauge',
  labels,
  value,
});
const counter = (name: string, help: string, value: number, labels: Record<string, string> = {}): MetricSample => ({
  name,
  help,
  kind: 'counter',
  labels,
  value,
});
