import { Inject, Injectable, Logger } from '@nestjs/common';
import type pg from 'pg';
import { inboxPrefixOf } from '@jingzhun/events/naming';
import { BrokerConnection, type Broker } from '../broker/connection.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';
import { Bell, pause } from '../pause.js';
import { OrderedPublisher, type Publication } from './ordered-publisher.js';
import { READ_OUTBOX, toPublication, type OutboxRow } from './outbox-row.js';

export interface RelayState {
  published: number;
  /** Why the broker did not take the last batch. */
  problem: string | undefined;
  /** Keys whose next message can never be published as it is; an operator has to look. */
  blockedKeys: number;
}

/** Tests kill the process at these points. */
export type RelayStep = 'before-publish' | 'after-publish';

const LONGEST_BACK_OFF_MS = 30_000;

/**
 * Moves rows from the outbox to the stream, in order, and deletes what is stored. Runs on the leader's connection only. There is
 * no cursor: a row that commits late is simply found later, so none is lost. Rows of one record are published one after the
 * other; after a crash they go out again under the same id, which the broker or the inbox recognises.
 */
@Injectable()
export class OutboxRelay {
  private readonly log = new Logger(OutboxRelay.name);
  private readonly bell = new Bell();
  private readonly blocked = new Set<string>();
  private publisher: { broker: Broker; orderly: OrderedPublisher } | undefined;
  private failures = 0;
  private published = 0;
  private problem: string | undefined;
  /** For tests. */
  atStep: ((step: RelayStep) => void) | undefined;

  constructor(
    @Inject(BrokerConnection) private readonly connection: BrokerConnection,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  get state(): RelayState {
    return { published: this.published, problem: this.problem, blockedKeys: this.blocked.size };
  }

  /** Something was committed: look at once. */
  ring(): void {
    this.bell.ring();
  }

  /** Until the signal stops. @param client the leader's own connection */
  async run(client: pg.Client, signal: AbortSignal): Promise<void> {
    const { batch, pollMs } = this.options.relay;
    try {
      while (!signal.aborted) {
        const broker = await this.connection.ready(signal);
        if (!broker) break;
        const rows = await this.relayOnce(client, broker);
        if (this.problem) await pause(Math.min(LONGEST_BACK_OFF_MS, 250 * 2 ** this.failures), signal);
        else if (rows < batch) await this.bell.wait(pollMs, signal);
      }
    } finally {
      this.publisher?.orderly.close();
      this.publisher = undefined;
    }
  }

  private async relayOnce(client: pg.Client, broker: Broker): Promise<number> {
    const { rows } = await client.query<OutboxRow>({
      name: 'read-outbox',
      text: READ_OUTBOX,
      values: [this.options.relay.batch, [...this.blocked]],
    });
    const sendable = this.sendable(rows);
    if (sendable.length === 0) {
      this.settle(undefined);
      return rows.length;
    }
    this.atStep?.('before-publish');
    const { stored, refused } = await this.orderly(broker).publish(sendable.map(({ publication }) => publication));
    this.atStep?.('after-publish');
    if (stored.length > 0) {
      const published = stored.map((index) => sendable[index]!.row.seq);
      await client.query({ name: 'clear-outbox', text: 'delete from "outbox" where "seq" = any ($1::bigint[])', values: [published] });
      this.published += stored.length;
    }
    const [reason] = refused.values();
    this.settle(reason ?? (stored.length < sendable.length ? 'the broker did not answer in time' : undefined));
    return rows.length;
  }

  private sendable(rows: readonly OutboxRow[]): { row: OutboxRow; publication: Publication }[] {
    const result: { row: OutboxRow; publication: Publication }[] = [];
    for (const row of rows) {
      if (this.blocked.has(row.ordering_key)) continue;
      const publication = toPublication(row);
      if ('unpublishable' in publication) {
        this.blocked.add(row.ordering_key);
        this.log.error(`outbox row ${row.id} cannot be published (${publication.unpublishable}); later rows of its record wait too`);
      } else result.push({ row, publication });
    }
    return result;
  }

  private orderly(broker: Broker): OrderedPublisher {
    if (this.publisher?.broker !== broker) {
      const { department, relay } = this.options;
      this.publisher = { broker, orderly: new OrderedPublisher(broker.nc, inboxPrefixOf(department), relay.answerWithinMs) };
    }
    return this.publisher.orderly;
  }

  private settle(problem: string | undefined): void {
    if (problem && problem !== this.problem) this.log.warn(`relay: ${problem}`);
    this.failures = problem ? this.failures + 1 : 0;
    this.problem = problem;
  }
}
