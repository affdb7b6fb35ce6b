import { readFileSync } from 'node:fs';
import { jetstreamManager, type JetStreamManager, type StoredMsg } from '@nats-io/jetstream';
import { nkeyAuthenticator } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { findEvent } from '@jingzhun/events/catalog';
import { inboxPrefixOf, streamOf, streamSubject, type EventOwner } from '@jingzhun/events/naming';
import { decodeCloudEvent } from '../cloud-event/codec.js';

export interface ErasingUser {
  department: EventOwner;
  servers: string;
  /** Seed of the user `<department>_erasure`; absent only in tests. */
  seedFile?: string | undefined;
}

export interface ErasureOrder extends ErasingUser {
  /** Key of the record, as `ce-partitionkey` carries it: the household's id. */
  record: string;
}

export interface Erasure {
  /** Sequences that were taken out, for whoever looks for dead letters of them. */
  erased: number[];
  /** The newest state, which stays. */
  kept: { sequence: number; version: number; eventId: string };
}

export class NothingToErase extends Error {
  constructor(record: string, stream: string) {
    super(`${stream} 中没有记录 ${record} 的消息，请核对编号。There is no message of record ${record} in ${stream}: check the id.`);
    this.name = 'NothingToErase';
  }
}

interface StateMessage {
  sequence: number;
  version: number;
  eventId: string;
}

/**
 * Takes every older state of one record out of its owner's stream, overwriting the bytes on the broker's disk (docs/adr/0012).
 * The newest state stays, so a copy rebuilt from the stream is the same; messages of class open carry no name and stay too.
 * Run again after an interruption it ends what it began.
 *
 * @throws NothingToErase
 */
export async function eraseHistory(order: ErasureOrder): Promise<Erasure> {
  return asEraser(order, (jsm) => eraseWith(jsm, order.department, order.record));
}

/** A message that carries the state of one record. */
export interface PublishedState {
  type: string;
  /** `ce-partitionkey`: id of a household, code of a division. */
  record: string;
  version: number;
}

/**
 * Takes every state out of the owner's stream that the owner does not have: what it published after the backup it was restored from.
 * As long as such states stay, copies hold them for newer than all that comes. Of several states of one version, which somebody's work
 * after the restore makes, only the last is the owner's. Run again after an interruption it goes on.
 *
 * @param ownState asked when the stream has been read: what was published until then the owner has, unless it was restored
 * @returns how many, by type of event
 */
export async function eraseAhead(
  user: ErasingUser,
  ownState: () => Promise<(state: PublishedState) => 'ahead' | 'known' | 'of something else'>,
): Promise<Map<string, number>> {
  return asEraser(user, async (jsm) => {
    const states: (PublishedState & { sequence: number })[] = [];
    for await (const message of messagesOf(jsm, user.department)) {
      const state = publishedState(message);
      if (state) states.push({ ...state, sequence: message.seq });
    }
    const compare = await ownState();
    const erased = new Map<string, number>();
    const last = new Map(states.map(({ record, version, sequence }) => [`${record} ${version}`, sequence]));
    const isOver = (one: (typeof states)[number]): boolean => {
      const standing = compare(one);
      return standing === 'ahead' || (standing === 'known' && last.get(`${one.record} ${one.version}`) !== one.sequence);
    };
    for (const state of states.filter(isOver)) {
      await jsm.streams.deleteMessage(streamOf(user.department), state.sequence, true);
      erased.set(state.type, (erased.get(state.type) ?? 0) + 1);
    }
    return erased;
  });
}

async function asEraser<T>({ department, servers, seedFile }: ErasingUser, work: (jsm: JetStreamManager) => Promise<T>): Promise<T> {
  const nc = await connect({
    servers: servers.split(',').map((server) => server.trim()),
    name: `jingzhun ${department} erasure`,
    inboxPrefix: inboxPrefixOf(`${department}_erasure`),
    ...(seedFile && { authenticator: nkeyAuthenticator(new TextEncoder().encode(readFileSync(seedFile, 'utf8').trim())) }),
  });
  try {
    return await work(await jetstreamManager(nc, { checkAPI: false }));
  } finally {
    await nc.close();
  }
}

async function eraseWith(jsm: JetStreamManager, department: EventOwner, record: string): Promise<Erasure> {
  const stream = streamOf(department);
  const erased: number[] = [];
  for (;;) {
    const states = await statesOf(jsm, department, record);
    const newest = states.reduce<StateMessage | undefined>((best, state) => (best && isNewer(best, state) ? best : state), undefined);
    if (!newest) throw new NothingToErase(record, stream);
    const older = states.filter((state) => state !== newest);
    // looked at again after each round: a change may have been published meanwhile, which makes the newest an older one
    if (older.length === 0) return { erased, kept: newest };
    for (const { sequence } of older) {
      await jsm.streams.deleteMessage(stream, sequence, true);
      erased.push(sequence);
    }
  }
}

const isNewer = (a: StateMessage, b: StateMessage): boolean =>
  a.version > b.version || (a.version === b.version && a.sequence > b.sequence);

/** Every message of the record that carries its whole state, and with it names. */
async function statesOf(jsm: JetStreamManager, department: EventOwner, record: string): Promise<StateMessage[]> {
  const found: StateMessage[] = [];
  for await (const message of messagesOf(jsm, department)) {
    const state = stateIn(message, record);
    if (state) found.push(state);
  }
  return found;
}

/** The stream from its start to its end. */
async function* messagesOf(jsm: JetStreamManager, department: EventOwner): AsyncGenerator<StoredMsg> {
  for (let sequence = 1; ;) {
    const message = await nextFrom(jsm, department, sequence);
    if (!message) return;
    yield message;
    sequence = message.seq + 1;
  }
}

async function nextFrom(jsm: JetStreamManager, department: EventOwner, sequence: number): Promise<StoredMsg | undefined> {
  const query = { seq: sequence, next_by_subj: streamSubject(department) };
  return (await jsm.streams.getMessage(streamOf(department), query)) ?? undefined;
}

function stateIn(message: StoredMsg, record: string): StateMessage | undefined {
  const event = decodeCloudEvent(message.header, message.data);
  if ('unreadable' in event || event.partitionkey !== record || findEvent(event.type)?.classification !== 'department') return undefined;
  const { version } = (event.data ?? {}) as { version?: unknown };
  return typeof version === 'number' ? { sequence: message.seq, version, eventId: event.id } : undefined;
}

function publishedState(message: StoredMsg): PublishedState | undefined {
  const event = decodeCloudEvent(message.header, message.data);
  if ('unreadable' in event) return undefined;
  const { version } = (event.data ?? {}) as { version?: unknown };
  return typeof version === 'number' ? { type: event.type, record: event.partitionkey, version } : undefined;
}
