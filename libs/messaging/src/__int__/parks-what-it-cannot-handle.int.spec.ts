import { Injectable, type INestApplicationContext } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { headers, type MsgHdrs } from '@nats-io/nats-core';
import { BrokerConnection } from '../broker/connection.js';
import { encodeHeaders } from '../cloud-event/codec.js';
import { Consumers } from '../consume/consumers.js';
import type { EventHandler } from '../consume/event-handler.js';
import { OnEvent } from '../consume/on-event.decorator.js';
import type { ReceivedEvent } from '../consume/received-event.js';
import { DeadLetterOffice } from '../dead-letters/dead-letter-office.js';
import { Replay } from '../dead-letters/replay.js';
import { Envelope, MAX_DATA_BYTES } from '@jingzhun/events/envelope';
import { goldenSample } from '@jingzhun/events/samples';
import { publishAndWait, until } from '../testing/index.js';
import { buildTown, householdId, register, seenBy, writeDown, type Published, type Town } from './town.js';

/** Which households the handler fails on, and how often it was asked about each. */
const poison = new Set<string>();
const asked = new Map<string, number>();

@OnEvent('project-households')
@Injectable()
class Picky implements EventHandler {
  async handle(batch: readonly ReceivedEvent[], em: EntityManager): Promise<void> {
    for (const { id, data } of batch) {
      const published = data as Published;
      await writeDown(em, id, published);
      if (batch.length === 1) asked.set(published.householdId, (asked.get(published.householdId) ?? 0) + 1);
      if (poison.has(published.householdId)) throw new Error(`cannot take ${published.headName}`);
    }
  }
}

const TYPE = 'identification.household.registered.v1';
const SUBJECT = `jz.${TYPE}.360781.102.208`;

describe('parks what it cannot handle while the rest flows', () => {
  let town: Town;
  let identification: INestApplicationContext;
  let office: DeadLetterOffice;
  let finance: INestApplicationContext;

  beforeAll(async () => {
    town = await buildTown();
    identification = await town.publisher();
    finance = await town.subscriber([Picky], { consume: { retryDelaysMs: [20, 40] } });
    office = finance.get(DeadLetterOffice);
    await until('the streams are there', () => finance.get(Consumers).progress('project-households'));
  });
  afterAll(() => town.close());

  const households = async (): Promise<string[]> => (await seenBy(town.finance)).map(({ household }) => household);
  const flows = async (n: number): Promise<void> => {
    await publishAndWait(identification, (outbox, em) => void register(outbox, em, n));
    await until('a later household arrives', async () => (await households()).includes(householdId(n)));
  };
  const raw = async (
    data: Uint8Array | string,
    change: (attributes: Record<string, unknown>) => void,
    subject = SUBJECT,
  ): Promise<void> => {
    const { data: _, ...sample } = goldenSample(TYPE);
    const attributes: Record<string, unknown> = { ...sample };
    change(attributes);
    await identification
      .get(BrokerConnection)
      .now()!
      .js.publish(subject, data, { headers: encodeHeaders(attributes as Envelope) });
  };
  const parkedFor = (reason: string) =>
    until(`a dead letter for ${reason}`, async () => (await office.list()).items.find((letter) => letter.reason === reason));

  it('a handler that always fails: retried, then parked, its neighbours handled, nothing half done', async () => {
    poison.add(householdId(2));
    await publishAndWait(identification, (outbox, em) => [1, 2, 3].forEach((n) => register(outbox, em, n)));
    const letter = await parkedFor('handler-failed');
    expect(letter).toMatchObject({ handler: 'project-households', attempts: 3, detail: 'Error', type: TYPE, stream: 'JZ_IDENTIFICATION' });
    expect(asked.get(householdId(2))).toBe(3);
    expect((await households()).sort()).toEqual([householdId(1), householdId(3)]);
  });

  it('names no person in a dead letter that operators see', async () => {
    expect(JSON.stringify((await office.list()).items)).not.toMatch(/杨|刘/);
  });

  it('is replayed once the cause is gone: to this handler, once in effect, then it is gone', async () => {
    const letter = await parkedFor('handler-failed');
    const replay = finance.get(Replay);
    await expect(replay.one(letter.sequence)).rejects.toMatchObject({ code: 'dead-letter.replay-failed', status: 409 });
    expect(await office.find(letter.sequence)).toBeDefined();
    poison.delete(householdId(2));
    expect(await replay.one(letter.sequence)).toEqual({ sequence: letter.sequence, handler: 'project-households', outcome: 'handled' });
    await expect(replay.one(letter.sequence)).rejects.toMatchObject({ code: 'dead-letter.not-found' });
    expect((await households()).filter((household) => household === householdId(2))).toHaveLength(1);
  });

  it.each<[string, () => Promise<void>]>([
    ['data-is-not-json', () => raw('{"householdId":', () => undefined)],
    ['data-refused', () => raw('{"villageCode":7}', () => undefined)],
    ['too-large', () => raw(JSON.stringify('x'.repeat(MAX_DATA_BYTES)), () => undefined)],
    ['unknown-type', () => raw('{}', (attributes) => (attributes['type'] = 'identification.household.registered.v9'))],
    ['wrong-subject', () => raw('{}', (attributes) => (attributes['type'] = 'identification.division.changed.v1'))],
    ['not-a-cloud-event', () => raw('{}', (attributes) => delete attributes['id'])],
  ])('%s: parked at once, with the reason', async (reason, send) => {
    await send();
    expect(await parkedFor(reason)).toMatchObject({ reason, attempts: 0, subject: SUBJECT });
    await flows(100 + [...reason].length);
  });

  it('a message without any header, and one nested a hundred thousand deep', async () => {
    const before = await office.count();
    const { js } = identification.get(BrokerConnection).now()!;
    await js.publish(SUBJECT, new Uint8Array([0xff, 0xfe]), { headers: headers() });
    await js.publish(SUBJECT, '['.repeat(100_000) + ']'.repeat(100_000));
    await until('both are parked', async () => (await office.count()) === before + 2);
    await flows(200);
  });

  it('a message whose headers the client cannot read', async () => {
    const before = await office.count();
    const { nc } = identification.get(BrokerConnection).now()!;
    const broken = { encode: () => Buffer.from('NATS/1.0\r\nce-id: of\ntwo lines\r\n\r\n') } as unknown as MsgHdrs;
    nc.publish(SUBJECT, '{}', { headers: broken });
    await until('it is parked', async () => (await office.count()) === before + 1);
    expect((await office.list()).items.at(-1)).toMatchObject({ reason: 'not-a-cloud-event', attempts: 0, subject: SUBJECT });
    await flows(201);
  });

  it('refuses to replay what still cannot be read', async () => {
    const letter = await parkedFor('data-refused');
    await expect(finance.get(Replay).one(letter.sequence)).rejects.toMatchObject({ code: 'dead-letter.still-undecodable' });
  });

  it('lists by handler and by page', async () => {
    const first = await office.list({ limit: 2 });
    expect(first.items).toHaveLength(2);
    const rest = await office.list({ from: first.next! });
    expect(first.items.length + rest.items.length).toBe(await office.count());
    expect((await office.list({ handler: 'project-divisions' })).items).toEqual([]);
  });

  it('takes structured mode and skips what it did not ask for', async () => {
    const { js } = identification.get(BrokerConnection).now()!;
    const structured = headers();
    structured.set('Content-Type', 'application/cloudevents+json; charset=utf-8');
    const sample = goldenSample(TYPE);
    await js.publish(SUBJECT, JSON.stringify({ ...sample, data: { ...(sample.data as object), householdId: householdId(300) } }), {
      headers: structured,
    });
    await until('it is handled', async () => (await households()).includes(householdId(300)));
  });
});
