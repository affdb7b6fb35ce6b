import type { INestApplicationContext } from '@nestjs/common';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { HouseholdChangedV1 } from '@jingzhun/events/identification/household-changed.v1';
import { HouseholdRegisteredV1 } from '@jingzhun/events/identification/household-registered.v1';
import { DivisionChangedV1 } from '@jingzhun/events/identification/division-changed.v1';
import { goldenSample } from '@jingzhun/events/samples';
import { Consumers } from '@jingzhun/messaging';
import { publishAndWait, startLocalNats, startMessaging, until, type LocalNats } from '@jingzhun/messaging/testing';
import { systemSession, type Database } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { definitionFor, openDirectory, published } from '../../test/directory.factory.js';
import { DirectoryDigests } from '../digest/directory-digest.js';
import { ProjectDivisions } from '../projection/project-divisions.consumer.js';
import { ProjectHouseholds } from '../projection/project-households.consumer.js';
import { DirectoryRebuild } from './directory-rebuild.js';

const HOUSEHOLDS = 60;

describe('rebuild', () => {
  let nats: LocalNats;
  let databases: TestDatabase[];
  let register: Database;
  let database: Database;
  let identification: INestApplicationContext;
  let finance: INestApplicationContext;
  const close: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    nats = await startLocalNats();
    databases = [await createTestDatabase(definitionFor('identification', () => [])), await openDirectory()];
    register = await databases[0]!.open();
    database = await databases[1]!.open();
    identification = await startMessaging({ department: 'identification', database: register, servers: nats.url });
    finance = await startMessaging({ department: 'finance', database, servers: nats.url, handlers: [ProjectHouseholds, ProjectDivisions] });
    close.push(
      () => finance.close(),
      () => identification.close(),
      () => database.close(),
      () => register.close(),
      () => nats.remove(),
    );
    close.push(...databases.map((one) => () => one.drop()));
  });
  afterAll(async () => {
    for (const step of close) await step();
  });

  const digest = () => new DirectoryDigests(database).of(systemSession('consumer'));
  const complete = (persons: number) =>
    until('the copy is complete', async () => {
      const now = await digest();
      return now.households === HOUSEHOLDS && now.persons === persons ? now : undefined;
    });

  it('from the stream gives the same copy, twice, and shows its progress', async () => {
    await publishAndWait(identification, (outbox, em) => {
      const division = '360781102208';
      outbox.add(em, DivisionChangedV1, { division, orderingKey: division, data: goldenSample(DivisionChangedV1.type).data as never });
      for (let n = 1; n <= HOUSEHOLDS; n += 1) {
        const [first, second] = [published(n), published(n, { version: 2, mainCause: '05' }, ['杨一', '刘二', '杨三'])];
        outbox.add(em, HouseholdRegisteredV1, { division, orderingKey: first.householdId, data: first });
        outbox.add(em, HouseholdChangedV1, { division, orderingKey: first.householdId, data: { ...second, changedFields: ['mainCause'] } });
      }
    });
    const before = await complete(HOUSEHOLDS * 3);
    const rebuild = new DirectoryRebuild(finance.get(Consumers));
    for (const _ of [1, 2]) {
      await rebuild.start();
      expect(await complete(HOUSEHOLDS * 3)).toEqual(before);
    }
    const done = await until('all is settled', async () => {
      const { households, divisions } = await rebuild.progress();
      return households?.waiting === 0 && divisions?.waiting === 0 ? households : undefined;
    });
    expect(done).toEqual({ settled: HOUSEHOLDS * 2, waiting: 0 });
  });

  it('gives the same copy after older messages of each record were erased from history', async () => {
    const before = await digest();
    const nc = await connect({ servers: nats.url });
    const { streams } = await jetstreamManager(nc);
    const stream = 'JZ_IDENTIFICATION';
    let erased = 0;
    for (let seq = 1; seq <= (await streams.info(stream)).state.last_seq; seq += 1) {
      const message = await streams.getMessage(stream, { seq });
      if (message?.header.get('ce-type') !== HouseholdRegisteredV1.type) continue;
      erased += Number(await streams.deleteMessage(stream, seq, true));
    }
    await nc.close();
    expect(erased).toBe(HOUSEHOLDS);
    await new DirectoryRebuild(finance.get(Consumers)).start();
    expect(await complete(HOUSEHOLDS * 3)).toEqual(before);
  });

  it('throws nothing away while the broker is away', async () => {
    const before = await digest();
    await nats.stop();
    await until('the loss is noticed', async () => (await new DirectoryRebuild(finance.get(Consumers)).progress()).households === null);
    await expect(new DirectoryRebuild(finance.get(Consumers)).start()).rejects.toMatchObject({ code: 'messaging.broker-away' });
    expect(await digest()).toEqual(before);
    await nats.start();
  });
});
