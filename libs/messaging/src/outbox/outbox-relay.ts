import { Inject, Injectable, Logger } from '@nestjs/common';
import type pg from 'pg';
import { inboxPrefixOf } from '@jingzhun/events/naming';
import { BrokerConnection, type Broker } from '../broker/connection.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';
import { Bell, pause } from '../pause.js';
import { OrderedPublisher, type Publication, type PublishOutcome } from './ordered-publisher.js';
import { READ_AHEAD, READ_OUTBOX, toPublication, type OutboxRow } from './outbox-row.js';

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
    const { pollMs } = this.options.relay;
    try {
      while (!signal.aborted) {
        const broker = await this.connection.ready(signal);
        if (!broker) break;
        await this.drain(client, broker, signal);
        if (this.problem) await pause(Math.min(LONGEST_BACK_OFF_MS, 250 * 2 ** this.failures), signal);
        else await this.bell.wait(pollMs, signal);
      }
    } finally {
      this.publisher?.orderly.close();
      this.publisher = undefined;
    }
  }

  /**
   * Batch after batch until no full one is left, or something went wrong. While the broker stores a batch the next is read, and the
   * stored one is deleted while the next is on its way. What was read ahead counts only when all before it is stored.
   */
  private async drain(client: pg.Client, broker: Broker, signal: AbortSignal): Promise<void> {
    let rows = await this.read(client, []);
    if (rows.length === 0) this.settle(undefined);
    let deleted: Promise<void> = Promise.resolve();
    while (rows.length > 0) {
      const sendable = this.sendable(rows);
      const full = rows.length === this.options.relay.batch;
      const [outcome, ahead] = await both(this.publish(broker, sendable), full ? this.read(client, rows) : Promise.resolve([]));
      const { stored, refused } = outcome;
      await deleted;
      deleted = this.delete(
        client,
        stored.map((index) => sendable[index]!.row.seq),
      );
      // told when it is waited for
      deleted.catch(() => undefined);
      const [reason] = refused.values();
      this.settle(reason ?? (stored.length < sendable.length ? 'the broker did not answer in time' : undefined));
      rows = this.problem || signal.aborted ? [] : ahead;
      if (rows.length === 0) await deleted;
    }
  }

  /** @param underWay rows that are being published; those whose deletion has been sent are gone when this is read */
  private async read(client: pg.Client, underWay: readonly OutboxRow[]): Promise<OutboxRow[]> {
    const values: unknown[] = [this.options.relay.batch, [...this.blocked]];
    const query =
      underWay.length === 0
        ? { name: 'read-outbox', text: READ_OUTBOX, values }
        : { text: READ_AHEAD, values: [...values, underWay.map(({ seq }) => seq)] };
    return (await client.query<OutboxRow>(query)).rows;
  }

  private async publish(broker: Broker, messages: readonly { publication: Publication }[]): Promise<PublishOutcome> {
    if (messages.length === 0) return { stored: [], refused: new Map() };
    this.atStep?.('before-publish');
    const outcome = await this.orderly(broker).publish(messages.map(({ publication }) => publication));
    this.atStep?.('after-publish');
    return outcome;
  }

  private async delete(client: pg.Client, seqs: readonly string[]): Promise<void> {
    if (seqs.length === 0) return;
    await client.query({ name: 'clear-outbox', text: 'delete from "outbox" where "seq" = any ($1::bigint[])', values: [seqs] });
    this.published += seqs.length;
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

/** Like `Promise.all`, but the failure of one is told only when the other has ended, too. */
async function both<A, B>(a: Promise<A>, b: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([a, b]);
  return Promise.all([a, b]);
}
