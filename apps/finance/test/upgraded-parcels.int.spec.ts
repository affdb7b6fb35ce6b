import { applyMigrations, type DatabaseDefinition } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { Migration20261128190000_RestsWaitForTheNextBatch } from '../src/migrations/Migration20261128190000_RestsWaitForTheNextBatch.js';
import { Migration20261129004000_AParcelThatBecomesFreeIsHandedOn } from '../src/migrations/Migration20261129004000_AParcelThatBecomesFreeIsHandedOn.js';
import { definition } from '../src/mikro-orm.config.js';

/** A county that runs the release before brings applications along that name one parcel in two ways. */
describe('parcels from before an upgrade', () => {
  let database: TestDatabase;
  let superuser: pg.Client;
  const ask = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    (await superuser.query<Row & pg.QueryResultRow>(sql, values)).rows;

  beforeAll(async () => {
    const { migrations } = definition;
    const before: DatabaseDefinition = {
      ...definition,
      migrations: migrations.slice(0, migrations.indexOf(Migration20261128190000_RestsWaitForTheNextBatch)),
    };
    database = await createTestDatabase(before);
    superuser = new pg.Client({ connectionString: database.superuserUrl });
    await superuser.connect();
  });
  afterAll(async () => {
    await superuser?.end();
    await database?.drop();
  });

  it('are folded: whoever was first has the name, and row security is forced as before', async () => {
    const ids = ['屋背坑-1', '屋背坑（一）', "水口'田?", '——']
      .map((parcel) => ({ id: randomUUID(), parcel }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    await ask('set session_replication_role = replica');
    for (const { id, parcel } of ids)
      await ask(
        `insert into subsidy_application (id, scheme_code, year, household_id, household_number, head_name, member_count, village_code, product, stage, quantity, parcel,
           state, state_since, entered_by, entered_by_name, entered_at)
         values ($1, 'industry-reward-2015', 2015, $2, 'H1', '某', 4, '360781102208', 'vegetables', 1, 400, $3, 'applied', '2016-03-01', $2, '某人', '2016-03-01')`,
        [id, randomUUID(), parcel],
      );
    await ask('set session_replication_role = origin');
    await applyMigrations(definition, database.ownerUrl);
    const keys = await ask<{ id: string; key: string; village: string; places: number; years: number[] }>(
      `select a.id, a.parcel_key as key, a.parcel_village as village, (select count(*)::int from subsidy_parcel_use u where u.application_id = a.id and u.kind = 'place') as places,
         (select array_agg(distinct u.year) from subsidy_parcel_use u where u.application_id = a.id) as years from subsidy_application a order by a.id`,
    );
    expect(keys.map(({ key }) => key).toSorted()).toEqual(['屋背坑1', '屋背坑1', '水口田', '——'].toSorted());
    expect(keys.filter(({ key }) => key === '屋背坑1').map(({ places }) => places)).toEqual([1, 0]);
    expect(keys.every(({ years, village }) => years.length === 1 && years[0] === 2016 && village === '360781102208')).toBe(true);
    expect(
      await ask(
        `select relname from pg_class where relname in ('subsidy_application', 'subsidy_acceptance', 'claim') and not relforcerowsecurity`,
      ),
    ).toEqual([]);
  });
});

/** A county in which industry has corrected projects before a parcel that becomes free was handed on. */
describe('parcels of projects that were corrected before an upgrade', () => {
  let database: TestDatabase;
  let superuser: pg.Client;

  beforeAll(async () => {
    const { migrations } = definition;
    const at = migrations.indexOf(Migration20261129004000_AParcelThatBecomesFreeIsHandedOn);
    database = await createTestDatabase({ ...definition, migrations: migrations.slice(0, at) });
    superuser = new pg.Client({ connectionString: database.superuserUrl });
    await superuser.connect();
  });
  afterAll(async () => {
    await superuser?.end();
    await database?.drop();
  });

  it('are used by what was paid, before what was approved, before what was entered', async () => {
    const parcel = randomUUID();
    const projects = ['applied', 'approved', 'paid'].map((state) => ({ state, id: randomUUID(), claim: randomUUID() }));
    await superuser.query('set session_replication_role = replica');
    for (const { id, claim, state } of projects) {
      await superuser.query(
        `insert into claim (id, kind, natural_key, household_id, village_code, subject, due_on, document, state, state_since)
         values ($1::uuid, 'project', 'project ' || $1::text, $2, '360781102208', $3, '2016-02-01', '某号', 'received', '2016-02-01')`,
        [claim, randomUUID(), { kind: 'project', product: 'vegetables', stage: 1, quantity: 400, unit: 'centiMu', parcelIds: [parcel] }],
      );
      await superuser.query(
        `insert into subsidy_application (id, scheme_code, year, household_id, household_number, head_name, member_count, village_code, product, stage, quantity, parcel,
           state, state_since, entered_by, entered_by_name, entered_at, claim_id, parcel_village, parcel_key, accepted_quantity, amount_fen, approved_by, notice_id, approved_at, paid_on)
         values ($1::uuid, 'industry-reward-2015', 2015, $2, 'H1', '某', 4, '360781102208', 'vegetables', 1, 400, $1::text, $4, '2016-03-01', $2, '某人', '2016-03-01', $3, '360781102208', $1::text,
           case when $4 <> 'applied' then 400 end, case when $4 <> 'applied' then 200000 end, case when $4 <> 'applied' then $1::uuid end, case when $4 <> 'applied' then $1::uuid end,
           case when $4 <> 'applied' then timestamptz '2016-05-01' end, case when $4 = 'paid' then date '2016-06-01' end)`,
        [id, randomUUID(), claim, state],
      );
    }
    await superuser.query('set session_replication_role = origin');
    await applyMigrations(definition, database.ownerUrl);
    const { rows } = await superuser.query(`select application_id as id, year from subsidy_parcel_use where kind = 'parcel'`);
    expect(rows).toEqual([{ id: projects[2]!.id, year: 2016 }]);
  });
});
