import { variableOf, type Department } from '@jingzhun/persistence';
import { DEFAULT_STREAM_LIMITS, type StreamLimits } from './broker/streams.js';

export const MESSAGING_OPTIONS = Symbol('MESSAGING_OPTIONS');

export interface MessagingOptions {
  department: Department;
  /** `nats://host:port`, several with commas. */
  servers: string;
  /** File with this department's nkey seed; absent only in tests. */
  seedFile?: string | undefined;
  streams: StreamLimits;
  relay: RelayOptions;
  consume: ConsumeOptions;
  /** Folder whose disk is watched, when the broker's store is on this machine. */
  dataFolder?: string | undefined;
}

export interface RelayOptions {
  /** Rows read and published at a time. */
  batch: number;
  /** Safety net: how often the outbox is looked at when nobody rang. */
  pollMs: number;
  /** How long the broker may be silent before a batch is given up and sent again. */
  answerWithinMs: number;
}

export interface ConsumeOptions {
  /** Events handled in one transaction. */
  batch: number;
  /** Unacknowledged messages a handler may hold: bounds memory. */
  maxInHand: number;
  /** How long the broker waits for an answer before it delivers again. Longer work is reported as under way by itself. */
  ackWaitMs: number;
  /** Delay before each further attempt; after the last one the message is parked. */
  retryDelaysMs: readonly number[];
  /** How long the inbox remembers, in days. */
  inboxDays: number;
}

export const DEFAULT_RELAY: RelayOptions = { batch: 1_000, pollMs: 1_000, answerWithinMs: 5_000 };
export const DEFAULT_CONSUME: ConsumeOptions = {
  batch: 500,
  maxInHand: 1_000,
  ackWaitMs: 10_000,
  retryDelaysMs: [1_000, 5_000, 30_000, 120_000, 600_000],
  inboxDays: 90,
};

/** What a service passes to `forRoot`: its name, and what differs from the defaults and the environment. */
export type MessagingSettings = Pick<MessagingOptions, 'department'> & {
  servers?: string;
  seedFile?: string;
  streams?: Partial<StreamLimits>;
  relay?: Partial<RelayOptions>;
  consume?: Partial<ConsumeOptions>;
  dataFolder?: string;
};

/** @throws Error when the broker's address is not given */
export function resolveOptions(settings: MessagingSettings): MessagingOptions {
  const servers = settings.servers ?? process.env['JINGZHUN_NATS_URL'];
  if (!servers) throw new Error('JINGZHUN_NATS_URL is not set: the address of the broker, such as nats://127.0.0.1:4222');
  return {
    department: settings.department,
    servers,
    seedFile: settings.seedFile ?? process.env[variableOf(settings.department, 'NATS_SEED_FILE')],
    streams: { ...DEFAULT_STREAM_LIMITS, ...settings.streams },
    relay: { ...DEFAULT_RELAY, ...settings.relay },
    consume: { ...DEFAULT_CONSUME, ...settings.consume },
    dataFolder: settings.dataFolder ?? process.env['JINGZHUN_DATA'],
  };
}
