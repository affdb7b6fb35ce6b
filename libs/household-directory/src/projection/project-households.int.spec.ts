import fc from 'fast-check';
import { householdDigest, areaDigest } from '@jingzhun/events/canonical-household';
import type { PublishedHousehold } from '@jingzhun/events/identification/household-state';
import { systemSession, type Database } from '@jingzhun/persistence';
import type { TestDatabase } from '@jingzhun/persistence/testing';
import { asConsumer, householdId, openDirectory, published, received } from '../../test/directory.factory.js';
import { DirectoryDigests } from '../digest/directory-digest.js';
import { DirectoryQueries } from '../lookup/directory.queries.js';
import { ProjectHouseholds } from './project-households.consumer.js';

const session = systemSession('consumer');

describe('copy of households', () => {
  let test: TestDatabase;
  let database: Database;
  const handler = new ProjectHouseholds();

  beforeAll(async () => {
    test = await openDirectory();
    database = await test.open();
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });
  beforeEach(() => asConsumer(database, (em) => em.execute('delete from directory_household')));

  const arrive = (...states: PublishedHousehold[]): Promise<void> =>
    asConsumer(database, (em) =>
      handler.handle(
        states.map((state) => received(state)),
        em,
      ),
    );
  const kept = (n: number) => new DirectoryQueries(database).get(session, householdId(n));

  it('keeps a whole state with its members', async () => {
    await arrive(published(1));
    expect(await kept(1)).toMatchObject({
      id: householdId(1),
      version: 1,
      villageCode: '360781102208',
      headName: '杨一',
      secondaryCauses: ['08'],
      registeredOn: '2015-03-18',
      members: [{ name: '杨一', isHead: true, birthYear: 1962 }, { name: '刘二' }],
    });
  });

  it('takes a newer state with exactly its members, and ignores an older one and the same one again', async () => {
    await arrive(published(1));
    await arrive(published(1, { version: 3, category: 'livingAllowance' }, ['杨一', '杨三', '杨四']));
    await arrive(published(1, { version: 2, category: 'fiveGuarantee' }, ['谁']));
    await arrive(published(1, { version: 3, category: 'general' }, ['谁']));
    const household = await kept(1);
    expect(household).toMatchObject({ version: 3, category: 'livingAllowance' });
    expect(household.members.map(({ name }) => name).sort()).toEqual(['杨一', '杨三', '杨四'].sort());
  });

  it('follows a household into another village, members included', async () => {
    await arrive(published(1));
    await arrive(published(1, { version: 2, villageCode: '360781204206' }));
    const rows = await database.connection({ kind: 'account', accountId: householdId(9), area: '360781102' }, async (client) => {
      const { rows } = await client.query('select 1 from directory_household union all select 1 from directory_person');
      return rows;
    });
    expect(rows).toEqual([]);
  });

  it('lets a person be in two households until both have said so', async () => {
    const [mover] = published(1, {}, ['杨移']).members;
    await arrive(published(1, {}, ['杨移']), published(2, { members: [mover], memberCount: 1 }));
    await arrive(published(1, { version: 2, members: [], memberCount: 0 }));
    expect((await kept(2)).members).toHaveLength(1);
    expect((await kept(1)).members).toEqual([]);
  });

  it('ends the same whatever the order, the batches and the repetitions', async () => {
    const states = [1, 2, 3].flatMap((n) =>
      [1, 2, 3, 4].map((version) =>
        published(
          n,
          { version, mainCause: version % 2 === 0 ? '03' : null, villageCode: version === 4 ? '360781204206' : '360781102208' },
          [`户主${version}`, ...Array.from({ length: version }, (_, index) => `成员${index}`)],
        ),
      ),
    );
    const newest = states.filter(({ version }) => version === 4);
    const expected = areaDigest(
      new Map(newest.map((state) => [state.householdId as string, householdDigest({ ...state, id: state.householdId })])),
    );
    const disorder = fc.tuple(
      fc.shuffledSubarray([...states, ...states], { minLength: 24, maxLength: 24 }),
      fc.integer({ min: 1, max: 24 }),
    );
    await fc.assert(
      fc.asyncProperty(disorder, async ([order, size]) => {
        await asConsumer(database, (em) => em.execute('delete from directory_household'));
        for (let from = 0; from < order.length; from += size) await arrive(...order.slice(from, from + size));
        expect(await new DirectoryDigests(database).of(session)).toEqual({ households: 3, persons: 15, digest: expected });
      }),
      { numRuns: 40, seed: 20151118 },
    );
  });
});
