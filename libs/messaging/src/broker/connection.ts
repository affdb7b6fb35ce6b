import { readFileSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { nkeyAuthenticator, type NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { inboxPrefixOf, type EventOwner } from '@jingzhun/events/naming';
import { pause } from '../pause.js';
import { assertServerVersion, BrokerTooOld } from './server-version.js';

export interface BrokerOptions {
  department: EventOwner;
  /** `nats://127.0.0.1:4222`, several with commas. */
  servers: string;
  /** File with the nkey seed; absent only in tests. */
  seedFile?: string | undefined;
}

export interface Broker {
  nc: NatsConnection;
  js: JetStreamClient;
  jsm: JetStreamManager;
}

const RETRY_MS = 2_000;

/**
 * One connection of a department, opened in the background: a service starts and works while the broker is down, and goes on
 * by itself when it comes back, however long that takes.
 */
export class BrokerConnection {
  private readonly log = new Logger(BrokerConnection.name);
  private readonly stop = new AbortController();
  private broker: Broker | undefined;
  private up = false;
  private waiting = new Set<() => void>();
  private opening: Promise<void> | undefined;
  /** Why there is no connection, for the health page. */
  problem: string | undefined = 'not connected yet';

  constructor(readonly options: BrokerOptions) {}

  get connected(): boolean {
    return this.up;
  }

  get serverVersion(): string | undefined {
    return this.up ? this.broker?.nc.info?.version : undefined;
  }

  /** Begins to connect; returns at once. */
  open(): void {
    this.opening ??= this.connectUntilUp();
  }

  /**
   * The connection once it is up. Waits as long as it takes.
   *
   * @returns undefined when the signal stopped first
   */
  async ready(signal: AbortSignal): Promise<Broker | undefined> {
    while (!signal.aborted && !this.stop.signal.aborted) {
      if (this.up && this.broker) return this.broker;
      await this.nextChange(signal);
    }
    return undefined;
  }

  /** Until the connection is down, or the signal stops. */
  async lost(signal: AbortSignal): Promise<void> {
    while (this.up && !signal.aborted) await this.nextChange(signal);
  }

  /** The connection if it is up now. For requests that must not wait. */
  now(): Broker | undefined {
    return this.up ? this.broker : undefined;
  }

  /** Lets what is under way finish, then closes; at most `budgetMs`. */
  async close(budgetMs = 5_000): Promise<void> {
    this.stop.abort();
    this.announce();
    const nc = this.broker?.nc;
    if (nc && this.up) {
      const drained = new AbortController();
      const drain = nc.drain().catch(() => undefined);
      await Promise.race([drain, pause(budgetMs, drained.signal)]);
      // a process that is done does not stay for the rest of the budget
      drained.abort();
    }
    await nc?.close().catch(() => undefined);
    await this.opening;
    this.up = false;
  }

  private async connectUntilUp(): Promise<void> {
    while (!this.stop.signal.aborted) {
      try {
        const nc = await connect(this.connectOptions());
        try {
          assertServerVersion(nc.info?.version);
        } catch (error) {
          await nc.close();
          throw error;
        }
        // the manager's own check would ask for rights no department has
        this.broker = { nc, js: jetstream(nc), jsm: await jetstreamManager(nc, { checkAPI: false }) };
        this.setUp(true);
        void this.follow(nc);
        return;
      } catch (error) {
        this.fail(error as Error);
        await pause(RETRY_MS, this.stop.signal);
      }
    }
  }

  private connectOptions(): Parameters<typeof connect>[0] {
    const { department, servers, seedFile } = this.options;
    return {
      servers: servers.split(',').map((server) => server.trim()),
      name: `jingzhun ${department}`,
      inboxPrefix: inboxPrefixOf(department),
      maxReconnectAttempts: -1,
      reconnectTimeWait: 500,
      ignoreAuthErrorAbort: true,
      timeout: 5_000,
      ...(seedFile ? { authenticator: nkeyAuthenticator(new TextEncoder().encode(readFileSync(seedFile, 'utf8').trim())) } : {}),
    };
  }

  private async follow(nc: NatsConnection): Promise<void> {
    for await (const status of nc.status()) {
      if (status.type === 'disconnect') this.setUp(false, 'connection lost, reconnecting');
      else if (status.type === 'reconnect') this.reconnected(nc);
      // subjects only: the client's texts name no payload
      else if (status.type === 'error') this.log.error(`broker: ${status.error.message}`);
    }
    this.setUp(false, 'connection closed');
  }

  private reconnected(nc: NatsConnection): void {
    try {
      assertServerVersion(nc.info?.version);
      this.setUp(true);
    } catch (error) {
      this.fail(error as Error);
    }
  }

  private fail(error: Error): void {
    const changed = this.problem !== error.message;
    this.setUp(false, error.message);
    if (changed) this.log[error instanceof BrokerTooOld ? 'error' : 'warn'](`broker: ${error.message}`);
  }

  private setUp(up: boolean, problem?: string): void {
    this.up = up;
    this.problem = problem;
    this.announce();
  }

  private announce(): void {
    const told = [...this.waiting];
    this.waiting.clear();
    for (const wake of told) wake();
  }

  private nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        this.waiting.delete(wake);
        resolve();
      };
      this.waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}
