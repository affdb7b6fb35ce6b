import { statfs } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { deadLetterStreamOf, streamOf } from '@jingzhun/events/naming';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import { BrokerConnection } from '../broker/connection.js';
import { StreamKeeper } from '../broker/stream-keeper.js';
import { Consumers } from '../consume/consumers.js';
import type { ConsumerState } from '../consume/consumer-loop.js';
import { Leadership } from '../leadership.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging-options.js';
import { OutboxRelay } from '../outbox/outbox-relay.js';

/** Share of a stream or disk from which on somebody should act. */
export const FILL_WARNING = 0.7;
/** Outbox age from which on somebody should look, in seconds. */
const OLD_OUTBOX_SECONDS = 60;

export interface Fill {
  name: string;
  bytes: number;
  /** undefined: no limit */
  maxBytes: number | undefined;
  /** 0 to 1 */
  fill: number;
  warning: boolean;
}

export interface MessagingReport {
  state: 'up' | 'degraded' | 'down';
  /** In plain words, what an administrator has to look at; empty when all is well. */
  reasons: string[];
  role: 'leader' | 'standby';
  broker: { connected: boolean; version: string | undefined; problem: string | undefined };
  outbox: { waiting: number; oldestSeconds: number; published: number; blockedKeys: number; problem: string | undefined };
  consumers: (ConsumerState & { waiting: number | undefined })[];
  deadLetters: number | undefined;
  fills: Fill[];
}

/** Figures for `/healthz`, `/operations/messaging` and `/metrics`. No figure is about a person. */
@Injectable()
export class MessagingHealth {
  constructor(
    @Inject(BrokerConnection) private readonly connection: BrokerConnection,
    @Inject(Leadership) private readonly leadership: Leadership,
    @Inject(StreamKeeper) private readonly streams: StreamKeeper,
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
    @Inject(Consumers) private readonly consumers: Consumers,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  /** The connection to the broker alone; known also while the database is away. */
  get broker(): MessagingReport['broker'] {
    const { connected, serverVersion, problem } = this.connection;
    return { connected, version: serverVersion, problem };
  }

  /** Never throws because of the broker; a database that is away is the caller's to report. */
  async check(): Promise<MessagingReport> {
    const [outbox, consumers, fills] = await Promise.all([this.outbox(), this.consumerStates(), this.fills()]);
    const deadLetters = fills.deadLetters;
    const report = {
      role: this.leadership.leading ? ('leader' as const) : ('standby' as const),
      broker: this.broker,
      outbox,
      consumers,
      deadLetters,
      fills: fills.list,
    };
    const reasons = this.reasons(report);
    return { state: reasons.length === 0 ? 'up' : 'degraded', reasons, ...report };
  }

  private reasons({ broker, outbox, consumers, deadLetters, fills, role }: Omit<MessagingReport, 'state' | 'reasons'>): string[] {
    const leads = role === 'leader';
    return [
      broker.connected ? undefined : `broker: ${broker.problem ?? 'not connected'}`,
      leads && broker.connected ? this.streams.problem : undefined,
      leads && outbox.problem ? `outbox: ${outbox.problem}` : undefined,
      outbox.oldestSeconds > OLD_OUTBOX_SECONDS ? `outbox: oldest message waits ${outbox.oldestSeconds} s` : undefined,
      outbox.blockedKeys > 0 ? `outbox: ${outbox.blockedKeys} records have a message that cannot be published` : undefined,
      ...(leads && broker.connected ? consumers.map(({ handler, problem }) => (problem ? `${handler}: ${problem}` : undefined)) : []),
      deadLetters ? `${deadLetters} dead letters wait` : undefined,
      ...fills.map(({ name, fill, warning }) => (warning ? `${name} is ${Math.round(fill * 100)} % full` : undefined)),
    ].filter((reason) => reason !== undefined);
  }

  private async outbox(): Promise<MessagingReport['outbox']> {
    const { published, blockedKeys, problem } = this.relay.state;
    const waiting = await this.database.connection(systemSession('relay'), async (client) => {
      const { rows } = await client.query<{ count: number; oldest: Date | null }>(
        'select count(*) as count, min(coalesce("recorded_at", "occurred_at")) as oldest from "outbox"',
      );
      return rows[0];
    });
    const oldest = waiting?.oldest?.getTime();
    const oldestSeconds = oldest === undefined ? 0 : Math.max(0, Math.round((this.clock.now().getTime() - oldest) / 1_000));
    return { waiting: waiting?.count ?? 0, oldestSeconds, published, blockedKeys, problem };
  }

  private consumerStates(): Promise<MessagingReport['consumers']> {
    return Promise.all(
      this.consumers.all().map(async ({ state }) => ({ ...state, waiting: (await this.consumers.progress(state.handler))?.waiting })),
    );
  }

  private async fills(): Promise<{ list: Fill[]; deadLetters: number | undefined }> {
    const { department, dataFolder } = this.options;
    const [events, parked, disk] = await Promise.all([
      this.streamState(streamOf(department)),
      this.streamState(deadLetterStreamOf(department)),
      dataFolder ? diskFill(dataFolder) : undefined,
    ]);
    return { list: [events?.fill, parked?.fill, disk].filter((fill) => fill !== undefined), deadLetters: parked?.messages };
  }

  private async streamState(name: string): Promise<{ fill: Fill; messages: number } | undefined> {
    try {
      const info = await this.connection.now()?.jsm.streams.info(name);
      return info && { fill: fillOf(name, info.state.bytes, info.config.max_bytes), messages: info.state.messages };
    } catch {
      return undefined;
    }
  }
}

function fillOf(name: string, bytes: number, limit: number): Fill {
  const fill = limit > 0 ? bytes / limit : 0;
  return { name, bytes, maxBytes: limit > 0 ? limit : undefined, fill, warning: fill >= FILL_WARNING };
}

async function diskFill(folder: string): Promise<Fill | undefined> {
  try {
    const { bsize, blocks, bavail, bfree } = await statfs(folder);
    return fillOf('disk', (blocks - bfree) * bsize, (blocks - bfree + bavail) * bsize);
  } catch {
    return undefined;
  }
}
