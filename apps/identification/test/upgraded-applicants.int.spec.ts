import { applyMigrations, Clock, systemSession, type DatabaseDefinition } from '@jingzhun/persistence';
import { createTestDatabase, type TestDatabase } from '@jingzhun/persistence/testing';
import { FieldCipher, type Vault } from '@jingzhun/vault';
import { memoryKeyRing } from '@jingzhun/vault/testing';
import pg from 'pg';
import { CIPHER_PLACES } from '../src/household/sealed-numbers.js';
import { definition } from '../src/mikro-orm.config.js';
import { Migration20261127160000_SealApplicants } from '../src/migrations/Migration20261127160000_SealApplicants.js';
import { SealedApplicants } from '../src/screening/store/sealed-applicants.js';
import { SealedNames } from '../src/screening/store/sealed-names.js';

const ID = '01930000-0000-7000-8000-000000000001';
const ENDED = '01930000-0000-7000-8000-000000000002';
const CONFIRMATION = '01930000-0000-7000-8000-000000000003';

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

    const vault = { fields: new FieldCipher(memoryKeyRing()) } as Vault;
    const hidden = (id: string): Buffer =>
      vault.fields.encrypt(JSON.stringify({ facts: [fact('0', '金丝雀辛'), fact(null, null)], reviewing: 2 }), {
        ...CIPHER_PLACES.screeningSealed,
        rowId: id,
      });
    const fact = (ref: string | null, name: string | null): unknown[] => [1, 'car', null, null, null, ref, name, 2, 'mark'];
    await superuser.query(
      `insert into screening_subject (application_id, village_code, head_name, content_digest, declared, submitted_at, submitted_by, ended_at, ended)
       values ($1, '360781102208', '金丝雀庚', '\\x00', '{}', '2016-06-01', $1, '2016-06-03', 'rejected')`,
      [ENDED],
    );
    for (const id of [ID, ENDED])
      await superuser.query(
        `insert into screening (id, subject_kind, subject_id, village_code, basis_id, ran_at, cause, veto, strict, unknown, answered, waiting, uncovered, reviewing, facts)
         values ($1, 'application', $1, '360781102208', $1, '2016-06-01', 'run', 0, 0, 0, 0, 0, 0, 0, $2)`,
        [id, JSON.stringify([fact('0', '金丝雀丙'), fact(null, null), fact('1', '金丝雀丁')])],
      );
    // beside them a confirmation, which has no facts and is left as it is
    for (const id of [ID, ENDED, CONFIRMATION])
      await superuser.query(`insert into screening_sealed (id, village_code, cipher) values ($1, '360781102208', $2)`, [id, hidden(id)]);
    await superuser.query(
      `insert into register_import (id, area_code, kind, as_of, authority, source_document, file_name, file_bytes, file_kind, imported_by, imported_by_name, imported_at)
       values ($1, '360781000000', 'police', '2016-06-01', '市局', '函', 'f', 1, 'csv', $1, '某人', '2016-06-02')`,
      [ID],
    );
    for (const [row, id] of [ID, ENDED].entries())
      await superuser.query(
        `insert into register_match (id, import_id, kind, row, village_code, subject_kind, subject_id, reason, id_index, name_given, name_known, row_mark, found_at)
         values ($1, $2, 'police', $3, '360781102208', 'application', $1, 'old-number', '\\x00', '金丝雀戊', '金丝雀己', '\\x01', '2016-06-02')`,
        [id, ID, row],
      );

    const untouched = (await superuser.query<{ cipher: Buffer }>('select cipher from screening_sealed where id = $1', [CONFIRMATION]))
      .rows[0]!.cipher;
    await applyMigrations(definition, database.ownerUrl);
    const { rows: judged } = await superuser.query<{ facts: unknown[][] }>('select facts from screening');
    const unnamed = [
      ['0', null],
      [null, null],
      ['1', null],
    ];
    expect(judged.map(({ facts }) => facts.map((one) => [one[5], one[6]]))).toEqual([unnamed, unnamed]);
    const { rows: marked } = await superuser.query('select from screening_person where mark_index = id_index');
    expect(marked).toHaveLength(2);

    const runtime = await database.open();
    try {
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
      const names = new SealedNames(vault, runtime);
      for (let start = 0; start < 2; start += 1) await names.onModuleInit();
      const { rows: left } = await superuser.query<{ text: string }>(
        'select s::text as text from screening s union all select n::text from screening_name n union all select m::text from register_match m',
      );
      expect(left.map(({ text }) => text).join()).not.toContain('金丝雀');
      expect(await runtime.connection(systemSession('screening'), (client) => names.ofJudgement(client, ID))).toEqual({
        0: '金丝雀丙',
        1: '金丝雀丁',
      });
      const { rows: matches } = await superuser.query<{ names_cipher: Buffer | null }>(
        'select names_cipher from register_match order by id',
      );
      expect(names.openMatch(ID, matches[0]?.names_cipher ?? null)).toEqual({ given: '金丝雀戊', known: '金丝雀己' });
      // hidden facts are kept without their names, and those are forgotten with the others
      const { rows: sealed } = await superuser.query<{ id: string; cipher: Buffer }>('select id, cipher from screening_sealed order by id');
      const opened = sealed.map(({ id, cipher }) => vault.fields.decrypt(cipher, { ...CIPHER_PLACES.screeningSealed, rowId: id }));
      const bare = JSON.stringify({ reviewing: 2, facts: [fact('0', null), fact(null, null)] });
      expect(opened.slice(0, 2)).toEqual([bare, bare]);
      expect(sealed[2]?.cipher.equals(untouched)).toBe(true);
      expect(await runtime.connection(systemSession('screening'), (client) => names.ofHidden(client, ID))).toEqual({ 0: '金丝雀辛' });
      const { rows: hiddenNames } = await superuser.query<{ id: string; made_at: Date }>('select id, made_at from screening_hidden_name');
      expect(hiddenNames).toEqual([{ id: ID, made_at: new Date('2016-06-01') }]);
      // a case that had ended before is named nowhere, sealed or not
      const { rows: kept } = await superuser.query<{ id: string }>('select id from screening_name');
      expect([kept.map(({ id }) => id), matches[1]?.names_cipher]).toEqual([[ID], null]);
      await expect(superuser.query(insert, [ID, 9, Buffer.of(9), '某人', {}])).rejects.toThrow(
        /an applicant is kept sealed|null value in column "id"/,
      );
    } finally {
      await runtime.close();
    }
  });
});
