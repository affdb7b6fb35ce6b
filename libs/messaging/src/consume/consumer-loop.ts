import { Logger } from '@nestjs/common';
import { AckPolicy, DeliverPolicy, type Consumer, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import { durableOf, streamOf } from '@jingzhun/events/naming';
import type { Subscription } from '@jingzhun/events/subscriptions';
import { isUnavailable } from '@jingzhun/persistence';
import type { BrokerConnection, Broker } from '../broker/connection.js';
import type { DeadLetterOffice } from '../dead-letters/dead-letter-office.js';
import type { ConsumeOptions } from '../messaging-options.js';
import { Bell, pause } from '../pause.js';
import { decode } from './decode.js';
import type { Effect } from './effect.js';
import { describeFailure } from './failure.js';
import { HeldMessages } from './held-messages.js';
import { letInFlightArrive } from './in-flight.js';
import type { Arrival, Pending } from './pending.js';
import { retryDelay } from './retry-delay.js';

export interface ConsumerCounts {
  handled: number;
  duplicates: number;
  failedAttempts: number;
  parked: number;
}

export interface ConsumerState extends ConsumerCounts {
  handler: string;
  running: boolean;
  /** Why it does not run, or why the last attempt failed. */
  problem: string | undefined;
  /** Messages that wait for another attempt, and those behind them. */
  held: number;
}

/** Tests kill the process at these points. */
export type ConsumeStep = 'before-handle' | 'after-handle';

const PULL_EXPIRES_MS = 5_000;
const RESTART_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const GONE: ReadonlySet<string> = new Set(['consumer_not_found', 'consumer_deleted', 'stream_not_found']);

/**
 * One handler's loop: takes what is there, handles it as a batch in one transaction, falls back to one by one when the batch
 * fails, retries, parks. The broker delivers at least once; the inbox makes the effect once.
 */
export class ConsumerLoop {
  private readonly log: Logger;
  private readonly buffer: Arrival[] = [];
  private readonly inHand = new Map<number, Pending>();
  private held = new HeldMessages();
  private readonly bell = new Bell();
  private readonly counts: ConsumerCounts = { handled: 0, duplicates: 0, failedAttempts: 0, parked: 0 };
  private running = false;
  private problem: string | undefined;
  private restart = new AbortController();
  readonly stream: string;
  readonly durable: string;
  /** For tests. */
  atStep: ((step: ConsumeStep) => void) | undefined;

  constructor(
    readonly subscription: Subscription,
    readonly effect: Effect,
    private readonly connection: BrokerConnection,
    private readonly deadLetters: DeadLetterOffice,
    private readonly options: ConsumeOptions,
  ) {
    this.stream = streamOf(subscription.owner);
    this.durable = durableOf(subscription.department, subscription.handler);
    this.log = new Logger(`Consumer ${this.durable}`);
  }

  get state(): ConsumerState {
    const { running, problem, held, counts } = this;
    return { handler: this.subscription.handler, running, problem, held: held.size, ...counts };
  }

  /** Until the signal stops. What is being handled then is finished; the rest goes back to the broker. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.restart = new AbortController();
      const session = AbortSignal.any([signal, this.restart.signal]);
      try {
        const broker = await this.connection.ready(session);
        if (broker) await this.consume(broker, session);
      } catch (error) {
        this.note(describeBroker(error));
        await pause(RESTART_MS, session);
      } finally {
        this.handBack();
      }
    }
  }

  /** Ends the present session and begins another, for instance after the durable was deleted. */
  reopen(): void {
    this.restart.abort();
  }

  /** The durable as the broker keeps it. */
  async open(broker: Broker): Promise<Consumer> {
    const { ackWaitMs, maxInHand } = this.options;
    await broker.jsm.consumers.add(this.stream, {
      durable_name: this.durable,
      filter_subject: this.subscription.filter,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ack_wait: nanos(ackWaitMs),
      max_ack_pending: maxInHand,
      // attempts are counted here: a message that waits behind another one has not failed
      max_deliver: -1,
    });
    return broker.js.consumers.get(this.stream, this.durable);
  }

  private async consume(broker: Broker, signal: AbortSignal): Promise<void> {
    const consumer = await this.open(broker);
    const messages = await consumer.consume({
      max_messages: this.options.batch,
      expires: PULL_EXPIRES_MS,
      callback: (message) => {
        // read while the batch before waits for the database
        this.buffer.push({ message, event: decode(message, this.subscription.owner) });
        this.bell.ring();
      },
    });
    const stop = (): void => this.bell.ring();
    signal.addEventListener('abort', stop);
    const heartbeat = setInterval(() => this.stillWorking(), this.options.ackWaitMs / 3);
    const closed = this.watch(messages);
    this.running = true;
    this.problem = undefined;
    try {
      while (!signal.aborted && !closed.reason) {
        await this.bell.wait(this.idleTime(), signal);
        await this.retryDue(signal);
        while (this.buffer.length > 0 && !signal.aborted) await this.takeBatch(signal);
      }
      if (closed.reason && !signal.aborted) throw closed.reason;
    } finally {
      this.running = false;
      clearInterval(heartbeat);
      signal.removeEventListener('abort', stop);
      await letInFlightArrive(messages);
      await messages.close().catch(() => undefined);
    }
  }

  /** Ends the session when the pull ends, and when the durable or its stream is gone: the next session makes it anew. */
  private watch(messages: ConsumerMessages): { reason?: Error } {
    const closed: { reason?: Error } = {};
    const close = (reason: Error): void => {
      closed.reason ??= reason;
      this.bell.ring();
    };
    void messages.closed().then((error) => close(error instanceof Error ? error : new Error('the pull ended')));
    void (async () => {
      for await (const { type } of messages.status()) if (GONE.has(type)) close(new Error(type.replaceAll('_', ' ')));
    })();
    return closed;
  }

  private idleTime(): number {
    const due = this.held.nextDueAt();
    return due === undefined ? LONGEST_WAIT_MS : Math.max(0, Math.min(LONGEST_WAIT_MS, due - performance.now()));
  }

  private async takeBatch(signal: AbortSignal): Promise<void> {
    const ready: Pending[] = [];
    for (const arrival of this.buffer.splice(0, this.options.batch)) {
      const pending = await this.admit(arrival);
      if (pending && !this.holdBack(pending)) ready.push(pending);
    }
    if (ready.length > 0) await this.handle(ready, signal);
  }

  /** Parks what cannot be read, skips what is not for this handler, recognises what is in hand already. */
  private async admit({ message, event }: Arrival): Promise<Pending | undefined> {
    const known = this.inHand.get(message.seq);
    if (known) {
      known.message = message;
      return undefined;
    }
    if ('reason' in event) {
      await this.park(message, { ...event, attempts: 0 });
      return undefined;
    }
    if (!this.subscription.events.includes(event.definition)) {
      message.ack();
      return undefined;
    }
    const pending = { message, event, attempts: 0 };
    this.inHand.set(message.seq, pending);
    return pending;
  }

  private holdBack(pending: Pending): boolean {
    const blocked = this.held.blocks(pending.event.orderingKey);
    if (blocked) this.held.append(pending);
    return blocked;
  }

  private async handle(batch: readonly Pending[], signal: AbortSignal): Promise<void> {
    const failure = await this.attempt(batch, signal);
    if (failure === undefined || signal.aborted) return;
    if (batch.length === 1) await this.failed(batch[0]!, failure);
    else for (const pending of batch) if (!this.holdBack(pending)) await this.handle([pending], signal);
  }

  private async retryDue(signal: AbortSignal): Promise<void> {
    for (let due = this.held.due(performance.now()); due.length > 0 && !signal.aborted; due = this.held.due(performance.now()))
      for (const pending of due) {
        if (signal.aborted) return;
        const failure = await this.attempt([pending], signal);
        if (failure !== undefined) await this.failed(pending, failure);
      }
  }

  /** @returns what went wrong with the messages; waits and tries again while nothing is wrong but the database */
  private async attempt(batch: readonly Pending[], signal: AbortSignal): Promise<unknown> {
    for (let wait = 100; !signal.aborted; wait = Math.min(wait * 2, 5_000)) {
      try {
        this.atStep?.('before-handle');
        const fresh = await this.effect.once(batch.map(({ event }) => event));
        this.atStep?.('after-handle');
        this.counts.handled += fresh;
        this.counts.duplicates += batch.length - fresh;
        this.problem = undefined;
        for (const pending of batch) this.settle(pending, () => pending.message.ack());
        return undefined;
      } catch (error) {
        if (!isUnavailable(error)) return error ?? new Error('rejected without a reason');
        this.note(`database: ${describeFailure(error)}`);
        await pause(wait, signal);
      }
    }
    return undefined;
  }

  private async failed(pending: Pending, error: unknown): Promise<void> {
    pending.attempts += 1;
    this.counts.failedAttempts += 1;
    const detail = describeFailure(error);
    const delay = retryDelay(pending.attempts, this.options.retryDelaysMs);
    if (delay === undefined) await this.park(pending.message, { reason: 'handler-failed', detail, attempts: pending.attempts }, pending);
    else {
      this.note(`event ${pending.event.id}, attempt ${pending.attempts}: ${detail}`);
      this.held.retryAt(pending, performance.now() + delay);
    }
  }

  /** Parked first, settled afterwards: if the office is closed the message waits and is tried again. */
  private async park(message: JsMsg, cause: { reason: string; detail: string; attempts: number }, pending?: Pending): Promise<void> {
    try {
      await this.deadLetters.park(this.subscription, this.stream, message.seq, message, cause);
    } catch (error) {
      this.note(`cannot park a dead letter: ${describeBroker(error)}`);
      if (pending) this.held.retryAt(pending, performance.now() + LONGEST_WAIT_MS);
      else message.nak(RESTART_MS);
      return;
    }
    this.counts.parked += 1;
    this.problem = undefined;
    this.log.error(`parked ${this.stream} ${message.seq}: ${cause.reason}, ${cause.detail}`);
    if (pending) this.settle(pending, () => pending.message.term(cause.reason));
    else message.term(cause.reason);
  }

  private settle(pending: Pending, answer: () => void): void {
    this.inHand.delete(pending.message.seq);
    this.held.release(pending);
    answer();
  }

  private stillWorking(): void {
    for (const { message } of this.inHand.values()) message.working();
    for (const { message } of this.buffer) message.working();
  }

  /** Everything unsettled goes back at once, so that the next session or instance gets it without waiting. */
  private handBack(): void {
    const unsettled = [...this.inHand.values(), ...this.buffer.splice(0)].map(({ message }) => message);
    this.inHand.clear();
    this.held = new HeldMessages();
    try {
      for (const message of unsettled) message.nak();
    } catch {
      // the connection is closed: the broker delivers them again after its own wait
    }
  }

  private note(problem: string): void {
    if (problem !== this.problem) this.log.warn(problem);
    this.problem = problem;
  }
}

/** The broker's own texts name streams, consumers and subjects, never data. */
const describeBroker = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error');
