import type { PublishedDivision } from '@jingzhun/events/identification/division-changed.v1';
import { goldenSample } from '@jingzhun/events/samples';
import { systemSession, type Database } from '@jingzhun/persistence';
import type { TestDatabase } from '@jingzhun/persistence/testing';
import { asConsumer, openDirectory, received } from '../../test/directory.factory.js';
import { DirectoryQueries } from '../lookup/directory.queries.js';
import { ProjectDivisions } from './project-divisions.consumer.js';

const TYPE = 'identification.division.changed.v1';
const SAMPLE = goldenSample(TYPE).data as PublishedDivision;

describe('copy of divisions', () => {
  let test: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    test = await openDirectory();
    database = await test.open();
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });
  const arrive = (...states: PublishedDivision[]): Promise<void> =>
    asConsumer(database, (em) =>
      new ProjectDivisions().handle(
        states.map((state) => received(state, TYPE)),
        em,
      ),
    );

  it('keeps the newest state of a code, in any order', async () => {
    await arrive({ ...SAMPLE, version: 2, name: '新名村' }, SAMPLE);
    await arrive({ ...SAMPLE, version: 3, validTo: '2016-01-01' as PublishedDivision['validTo'] }, SAMPLE);
    const { version: _, ...division } = SAMPLE;
    expect(await new DirectoryQueries(database).divisions(systemSession('consumer'))).toEqual([{ ...division, validTo: '2016-01-01' }]);
  });

  it('is read by every session: divisions are public knowledge', async () => {
    const queries = new DirectoryQueries(database);
    const village = await queries.divisions({ kind: 'account', accountId: '014c2b0e-6a00-7000-8000-0000000000a1', area: '360782101201' });
    expect(village).toHaveLength(1);
  });
});
