import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { nkeyAuthenticator, type NatsConnection } from '@nats-io/nats-core';
import { createUser } from '@nats-io/nkeys';
import { connect } from '@nats-io/transport-node';
import { departmentPermissions, erasurePermissions } from '@jingzhun/events/broker-permissions';
import { inboxPrefixOf } from '@jingzhun/events/naming';
import { Database, DEPARTMENTS } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { Consumers } from '../consume/consumers.js';
import { DeadLetterOffice } from '../dead-letters/dead-letter-office.js';
import { Replay } from '../dead-letters/replay.js';
import { MessagingHealth } from '../operations/messaging-health.js';
import { publishAndWait, startLocalNats, startMessaging, until, type LocalNats } from '../testing/index.js';
import { definitionOf, householdId, register, seenBy, WriteDown } from './town.js';

const users = [...DEPARTMENTS, 'identification_erasure'].map((name) => {
  const key = createUser();
  const permissions =
    name === 'identification_erasure' ? erasurePermissions('identification') : departmentPermissions(name as (typeof DEPARTMENTS)[number]);
  return { name, publicKey: key.getPublicKey(), seed: key.getSeed(), permissions };
});
const seedOf = (name: string): Uint8Array => users.find((user) => user.name === name)!.seed;
const REFUSED = /permissions violation|permission/i;

describe('broker permissions', () => {
  let nats: LocalNats;
  let folder: string;
  let databases: TestDatabase[];
  const open: { close(): Promise<unknown> }[] = [];
  let identification: INestApplicationContext;
  let finance: INestApplicationContext;

  const seedFile = async (name: string): Promise<string> => {
    const file = join(folder, `${name}.seed`);
    await writeFile(file, seedOf(name));
    return file;
  };
  const as = async (name: string): Promise<NatsConnection> => {
    const nc = await connect({ servers: nats.url, authenticator: nkeyAuthenticator(seedOf(name)), inboxPrefix: inboxPrefixOf(name) });
    open.push(nc);
    return nc;
  };
  /** What the server says to a subject that may not be published to. */
  const publishRefused = async (nc: NatsConnection, subject: string): Promise<string> => {
    const violation = (async () => {
      for await (const status of nc.status()) if (status.type === 'error') return status.error.message;
      return 'connection closed';
    })();
    nc.publish(subject, '{}');
    await nc.flush();
    return violation;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jingzhun-seeds-'));
    nats = await startLocalNats(users);
    databases = [await createTestDatabase(definitionOf('identification')), await createTestDatabase(definitionOf('finance'))];
    const [register_, ledger] = [await databases[0]!.open(), await databases[1]!.open()];
    const settings = { servers: nats.url };
    identification = await startMessaging({
      ...settings,
      department: 'identification',
      database: register_,
      seedFile: await seedFile('identification'),
    });
    finance = await startMessaging({
      ...settings,
      department: 'finance',
      database: ledger,
      seedFile: await seedFile('finance'),
      handlers: [WriteDown],
    });
    open.push(identification, finance, register_, ledger);
  });
  afterAll(async () => {
    for (const one of open) await one.close();
    await nats.remove();
    await rm(folder, { recursive: true });
    for (const database of databases) await database.drop();
  });

  it('suffice for everything a department does: publish, consume, rebuild, park, list, replay, health', async () => {
    await publishAndWait(identification, (outbox, em) => void register(outbox, em, 1));
    const database = finance.get(Database, { strict: false });
    await until('finance has it', async () => (await seenBy(database)).length === 1);
    await finance.get(Consumers).rebuild('project-households', async (em) => void (await em.execute('delete from seen')));
    await until('finance has it again', async () => (await seenBy(database)).map(({ household }) => household).includes(householdId(1)));
    const loop = finance.get(Consumers).get('project-households');
    const js = jetstream(await as('identification'));
    await js.publish('jz.identification.household.registered.v1.360781.102.208', 'not json');
    const office = finance.get(DeadLetterOffice);
    const letter = await until('it is parked', async () => (await office.list()).items[0]);
    expect(letter).toMatchObject({ handler: loop.subscription.handler, reason: 'data-is-not-json' });
    await expect(finance.get(Replay).one(letter.sequence)).rejects.toMatchObject({ code: 'dead-letter.still-undecodable' });
    await office.remove(letter.sequence);
    const report = await until('health is well', async () => {
      const now = await finance.get(MessagingHealth).check();
      return now.state === 'up' ? now : undefined;
    });
    expect(report.fills.map(({ name }) => name)).toEqual(expect.arrayContaining(['JZ_FINANCE', 'DLQ_FINANCE']));
    expect(report.consumers[0]?.waiting).toBe(0);
  });

  it.each([
    ["another department's event", 'jz.identification.household.registered.v1.360781.102.208'],
    ["another department's dead letters", 'dlq.identification.project-households'],
    ['deleting a foreign stream', '$JS.API.STREAM.DELETE.JZ_IDENTIFICATION'],
    ['deleting its own stream', '$JS.API.STREAM.DELETE.JZ_FINANCE'],
    ['purging a foreign stream', '$JS.API.STREAM.PURGE.JZ_IDENTIFICATION'],
    ['reading a foreign stream directly', '$JS.API.DIRECT.GET.JZ_IDENTIFICATION'],
    ['reading a foreign message', '$JS.API.STREAM.MSG.GET.JZ_IDENTIFICATION'],
    ['deleting its own history', '$JS.API.STREAM.MSG.DELETE.JZ_FINANCE'],
    ["pulling another department's consumer", '$JS.API.CONSUMER.MSG.NEXT.JZ_IDENTIFICATION.medical__project-households'],
    ["acknowledging for another department's consumer", '$JS.ACK.JZ_IDENTIFICATION.medical__project-households.1.1.1.1.0'],
    ["deleting another department's consumer", '$JS.API.CONSUMER.DELETE.JZ_IDENTIFICATION.medical__project-households'],
    ['its own durable with another filter', '$JS.API.CONSUMER.CREATE.JZ_IDENTIFICATION.finance__project-households.jz.identification.>'],
    ['its own durable without a filter', '$JS.API.CONSUMER.CREATE.JZ_IDENTIFICATION.finance__project-households'],
    ['a durable in the old way', '$JS.API.CONSUMER.DURABLE.CREATE.JZ_IDENTIFICATION.finance__project-households'],
    ["another's inbox", '_INBOX_identification.x'],
  ])('refuse finance %s', async (_what, subject) => {
    expect(await publishRefused(await as('finance'), subject)).toMatch(REFUSED);
  });

  it.each(['jz.>', 'jz.identification.>', '>', '_INBOX.>', '_INBOX_identification.>', '$JS.EVENT.>'])(
    'refuse finance to listen to %s',
    async (subject) => {
      const nc = await as('finance');
      const refusal = new Promise<Error | null>((resolve) => nc.subscribe(subject, { callback: (error) => resolve(error) }));
      await nc.flush();
      expect((await refusal)?.message).toMatch(REFUSED);
    },
  );

  it('refuse a foreign consumer through the client too', async () => {
    const jsm = await jetstreamManager(await as('finance'), { checkAPI: false });
    const foreign = jsm.consumers.add('JZ_IDENTIFICATION', {
      durable_name: 'finance__everything',
      filter_subject: 'jz.identification.>',
      ack_policy: AckPolicy.Explicit,
    });
    await expect(foreign).rejects.toThrow(REFUSED);
  });

  it('refuse who has no key', async () => {
    await expect(connect({ servers: nats.url, reconnect: false })).rejects.toThrow(/authorization/i);
  });

  it('let the erasure user take a message out of history, and nothing else', async () => {
    const eraser = await as('identification_erasure');
    const jsm = await jetstreamManager(eraser, { checkAPI: false });
    const before = (await jsm.streams.info('JZ_IDENTIFICATION')).state.messages;
    expect(await jsm.streams.deleteMessage('JZ_IDENTIFICATION', 1, true)).toBe(true);
    expect((await jsm.streams.info('JZ_IDENTIFICATION')).state.messages).toBe(before - 1);
    expect(await publishRefused(eraser, 'jz.identification.household.registered.v1.360781.102.208')).toMatch(REFUSED);
  });
});
