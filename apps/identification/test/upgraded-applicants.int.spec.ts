import { applyMigrations, Clock, systemSession, type DatabaseDefinition } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { FieldCipher, type Vault } from '@jingzhun/vault';
import { memoryKeyRing } from '@jingzhun/vault/testing';
import pg from 'pg';
import { definition } from '../src/mikro-orm.config.js';
import { Migration20261127160000_SealApplicants } from '../src/migrations/Migration20261127160000_SealApplicants.js';
import { SealedApplicants } from '../src/screening/store/sealed-applicants.js';

const ID = '01930000-0000-7000-8000-000000000001';

/** A county that runs the release before this one brings its rows along. */
describe('an upgrade', () => {
  let database: TestDatabase;
  let superuser: pg.Client;
  afterAll(async () => {
    await superuser?.end();
    await database?.drop();
  });

  it('seals the applicants that lay in plain, and keeps by which index somebody was known', async () => {
    const { migrations } = definition;
    const before: DatabaseDefinition = {
      ...definition,
      migrations: migrations.slice(0, migrations.indexOf(Migration20261127160000_SealApplicants)),
    };
    database = await createTestDatabase(before);
    superuser = new pg.Client({ connectionString: database.superuserUrl });
    await superuser.connect();
    await superuser.query(
      `insert into screening_subject (application_id, village_code, head_name, content_digest, declared, submitted_at, submitted_by)
       values ($1, '360781102208', '某人', '\\x00', '{}', '2016-06-01', $1)`,
      [ID],
    );
    const insert = `insert into screening_applicant (application_id, position, village_code, id_index, name, birth_date, facts)
      values ($1, $2, '360781102208', $3, $4, '1970-02-03', $5)`;
    for (const [position, name] of ['金丝雀甲', '金丝雀乙'].entries())
      await superuser.query(insert, [ID, position, Buffer.of(position), name, { workPlace: '04', workMonths: 11, health: ['03'] }]);
    await superuser.query(`insert into screening_person (id_index, since) values ('\\x00', 1), ('\\x01', 2)`);

    await applyMigrations(definition, database.ownerUrl);
    const { rows: marked } = await superuser.query('select from screening_person where mark_index = id_index');
    expect(marked).toHaveLength(2);

    const runtime = await database.open();
    try {
      const vault = { fields: new FieldCipher(memoryKeyRing()) } as Vault;
      const applicants = new SealedApplicants(vault, new Clock(), runtime);
      // a start that is repeated, as after a kill, finds nothing left to do
      for (let start = 0; start < 2; start += 1) await applicants.onModuleInit();
      const { rows } = await superuser.query<{ plain: number; text: string }>(
        `select num_nonnulls(name, birth_date, facts)::int as plain, a::text as text from screening_applicant a order by position`,
      );
      expect(rows.map(({ plain }) => plain)).toEqual([0, 0]);
      expect(rows.map(({ text }) => text).join()).not.toContain('金丝雀');
      const known = await runtime.connection(systemSession('screening'), (client) => applicants.of(client, [ID]));
      expect([...(known.get(ID) ?? [])]).toEqual(
        ['金丝雀甲', '金丝雀乙'].map((name, position) => [
          String(position),
          { name, birthDate: '1970-02-03', facts: { workPlace: '04', workMonths: 11 } },
        ]),
      );
      await expect(superuser.query(insert, [ID, 9, Buffer.of(9), '某人', {}])).rejects.toThrow(
        /an applicant is kept sealed|null value in column "id"/,
      );
    } finally {
      await runtime.close();
    }
  });
});
