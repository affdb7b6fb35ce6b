import fc from 'fast-check';
import { run, systemSession } from './index.js';
import type { Database } from './index.js';
import { createTestDatabase, type TestDatabase } from './testing/index.js';

const SEED = 20_161_127;

describe('a statement in the transaction of either handle', () => {
  let test: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    test = await createTestDatabase({ department: 'industry', entities: [], migrations: [] });
    database = await test.open();
  });
  afterAll(async () => {
    await database.close();
    await test.drop();
  });

  it.each(['unit of work', 'client'] as const)('hands over every text of an array as it is: %s', async (kind) => {
    // PostgreSQL holds no zero characters
    const text = fc.string({ unit: 'binary' }).filter((one) => !one.includes('\0'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(text), { maxLength: 6 }), async (texts) => {
        const ask = 'select $1::text[] as given';
        const [row] =
          kind === 'client'
            ? await database.connection(systemSession('import'), (client) => run<{ given: unknown }>(client, ask, [texts]))
            : await database.transaction(systemSession('import'), (em) => run<{ given: unknown }>(em, ask, [texts]));
        expect(row?.given).toEqual(texts);
      }),
      { seed: SEED, numRuns: process.env['DEEP'] ? 1_000 : 60, examples: [[['第一行\n第二行', '"引号"', '反\\斜', '', null, 'null']]] },
    );
  });

  it('hands over bytes and instants in an array', async () => {
    const given = [Buffer.from([0, 34, 92, 255]), null];
    const at = new Date('2016-03-01T01:02:03.456Z');
    const [row] = await database.transaction(systemSession('import'), (em) =>
      run<{ bytes: unknown; at: unknown }>(
        em,
        `select $1::bytea[] as bytes, to_char(($2::timestamptz[])[1] at time zone 'UTC', 'HH24:MI:SS.MS') as at`,
        [given, [at]],
      ),
    );
    expect(row).toEqual({ bytes: given, at: '01:02:03.456' });
  });
});
