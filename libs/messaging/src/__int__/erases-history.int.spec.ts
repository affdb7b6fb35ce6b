import { readdir, readFile, writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { createUser } from '@nats-io/nkeys';
import { departmentPermissions, erasurePermissions } from '@jingzhun/events/broker-permissions';
import { DivisionChangedV1 } from '@jingzhun/events/identification/division-changed.v1';
import { HouseholdChangedV1 } from '@jingzhun/events/identification/household-changed.v1';
import { goldenSample } from '@jingzhun/events/samples';
import type { Database } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { Consumers } from '../consume/consumers.js';
import { eraseHistory, NothingToErase } from '../erasure/erase-history.js';
import type { Outbox } from '../outbox/outbox.js';
import { publishAndWait, startLocalNats, startMessaging, until, type LocalNats } from '../testing/index.js';
import { definitionOf, household, householdId, seenBy, WriteDown } from './town.js';

const OLD_NAME = '甄旧名甲乙丙';
const NEW_NAME = '甄新名丁戊己';

describe('erasing a name from history', () => {
  const users = ['identification', 'finance', 'identification_erasure'].map((name) => {
    const key = createUser();
    const permissions =
      name === 'identification_erasure'
        ? erasurePermissions('identification')
        : departmentPermissions(name as 'identification' | 'finance');
    return { name, publicKey: key.getPublicKey(), seed: key.getSeed(), permissions };
  });
  let nats: LocalNats;
  let folder: string;
  let databases: TestDatabase[];
  let ledger: Database;
  let identification: INestApplicationContext;
  let finance: INestApplicationContext;
  const close: (() => Promise<unknown>)[] = [];

  const seedFile = async (name: string): Promise<string> => {
    const file = join(folder, `${name}.seed`);
    await writeFile(file, users.find((user) => user.name === name)!.seed);
    return file;
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jingzhun-erasure-'));
    nats = await startLocalNats(users);
    databases = [await createTestDatabase(definitionOf('identification')), await createTestDatabase(definitionOf('finance'))];
    const register = await databases[0]!.open();
    ledger = await databases[1]!.open();
    const common = { servers: nats.url };
    identification = await startMessaging({
      ...common,
      department: 'identification',
      database: register,
      seedFile: await seedFile('identification'),
    });
    finance = await startMessaging({
      ...common,
      department: 'finance',
      database: ledger,
      seedFile: await seedFile('finance'),
      handlers: [WriteDown],
    });
    close.push(
      () => finance.close(),
      () => identification.close(),
      () => register.close(),
      () => ledger.close(),
      () => nats.remove(),
      () => rm(folder, { recursive: true }),
      ...databases.map((one) => () => one.drop()),
    );
  });
  afterAll(async () => {
    for (const step of close) await step();
  });

  const named = (outbox: Outbox, em: EntityManager, n: number, version: number, headName: string): void =>
    void outbox.add(em, HouseholdChangedV1, {
      division: '360781102208',
      orderingKey: householdId(n),
      data: { ...household(n, version), headName, members: [{ ...household(n).members[0]!, name: headName }], changedFields: ['headName'] },
    });
  const erase = async (record: string) =>
    eraseHistory({ department: 'identification', record, servers: nats.url, seedFile: await seedFile('identification_erasure') });

  /** What an administrator with the broker's disk in his hands would find. */
  async function onDisk(text: string): Promise<number> {
    const store = join(nats.folder, 'store');
    const files = (await readdir(store, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const contents = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name))));
    return contents.filter((content) => content.includes(text) || content.includes(JSON.stringify(text).slice(1, -1))).length;
  }

  it('takes the older states out of the stream and off the disk; a rebuilt copy is the same, others keep their history', async () => {
    await publishAndWait(identification, (outbox, em) => {
      named(outbox, em, 1, 1, OLD_NAME);
      named(outbox, em, 2, 1, '别户户主');
      // an event of class open under the same key: no name, no state of a household
      outbox.add(em, DivisionChangedV1, {
        division: '360781102208',
        orderingKey: householdId(1),
        data: goldenSample(DivisionChangedV1.type).data as never,
      });
      named(outbox, em, 1, 2, OLD_NAME);
      named(outbox, em, 1, 3, NEW_NAME);
      named(outbox, em, 2, 2, '别户户主');
    });
    expect(await onDisk(OLD_NAME)).toBeGreaterThan(0);
    const { erased, kept } = await erase(householdId(1));
    expect([erased.length, kept.version]).toEqual([2, 3]);
    expect([await onDisk(OLD_NAME), (await onDisk(NEW_NAME)) > 0]).toEqual([0, true]);

    await until('finance has read what there was', async () => (await seenBy(ledger)).length >= 3);
    await finance.get(Consumers).rebuild('project-households', async (em) => void (await em.execute('delete from seen')));
    const seen = await until('finance has read what there is', async () => {
      const now = await seenBy(ledger);
      return now.length === 3 ? now : undefined;
    });
    expect(seen.map(({ household: id, version }) => `${id} ${version}`).sort()).toEqual([
      `${householdId(1)} 3`,
      `${householdId(2)} 1`,
      `${householdId(2)} 2`,
    ]);
  });

  it('run again finds nothing more to do, and says so of a record that is not there', async () => {
    expect(await erase(householdId(1))).toMatchObject({ erased: [], kept: { version: 3 } });
    await expect(erase(householdId(99))).rejects.toThrow(NothingToErase);
  });

  it('is no right of the running service', async () => {
    const asService = eraseHistory({
      department: 'identification',
      record: householdId(2),
      servers: nats.url,
      seedFile: await seedFile('identification'),
    });
    await expect(asService).rejects.toThrow(/permission/i);
  });
});
