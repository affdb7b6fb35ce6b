import { readFileSync } from 'node:fs';
import { jetstreamManager, type JetStreamManager, type StoredMsg } from '@nats-io/jetstream';
import { nkeyAuthenticator } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { findEvent } from '@jingzhun/events/catalog';
import { inboxPrefixOf, streamOf, streamSubject, type EventOwner } from '@jingzhun/events/naming';
import { decodeCloudEvent } from '../cloud-event/codec.js';

export interface ErasureOrder {
  department: EventOwner;
  /** Key of the record, as `ce-partitionkey` carries it: the household's id. */
  record: string;
  servers: string;
  /** Seed of the user `<department>_erasure`; absent only in tests. */
  seedFile?: string | undefined;
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
  const { department, record, servers, seedFile } = order;
  const nc = await connect({
    servers: servers.split(',').map((server) => server.trim()),
    name: `jingzhun ${department} erasure`,
    inboxPrefix: inboxPrefixOf(`${department}_erasure`),
    ...(seedFile && { authenticator: nkeyAuthenticator(new TextEncoder().encode(readFileSync(seedFile, 'utf8').trim())) }),
  });
  try {
    return await eraseWith(await jetstreamManager(nc, { checkAPI: false }), department, record);
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

/** Every message of the record that carries its whole state, and with it names. Reads the stream once from its start. */
async function statesOf(jsm: JetStreamManager, department: EventOwner, record: string): Promise<StateMessage[]> {
  const found: StateMessage[] = [];
  for (let sequence = 1; ;) {
    const message = await nextFrom(jsm, department, sequence);
    if (!message) return found;
    const state = stateIn(message, record);
    if (state) found.push(state);
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
