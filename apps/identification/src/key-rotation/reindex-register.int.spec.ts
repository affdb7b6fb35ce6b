import { BlindIndex, Vault } from '@jingzhun/vault';
import { memoryKeyRing } from '@jingzhun/vault/testing';
import { office, submitted } from '../../test/application.factory.js';
import { withFakeScreening } from '../../test/fake-screening.js';
import { asOwner } from '../../test/as-owner.js';
import { registerHousehold } from '../../test/household.factory.js';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { SealedApplicants } from '../screening/store/sealed-applicants.js';
import { officer, startIdentification, type Identification } from '../../test/service.js';
import { openRound, reportOf, send, takeList, type Taken } from '../../test/survey.js';
import {
  idNumbersIn,
  INDEX_COLUMNS,
  KEPT_INDEX_COLUMNS,
  NumberNotFound,
  reindexRegister,
  STAGED_INDEX_COLUMNS,
} from './reindex-register.js';

describe('every index of the register under a new key', () => {
  let service: Identification;
  beforeAll(async () => {
    service = await startIdentification(undefined, withFakeScreening().module);
  });
  afterAll(async () => service?.stop());

  const valuesOf = async (column: string): Promise<string[]> => {
    const [table = '', name = ''] = column.split('.');
    const rows = await service.look<{ value: string }>(
      `select encode(${name}, 'hex') as value from ${table} where ${name} is not null order by 1`,
    );
    return rows.map(({ value }) => value);
  };

  /** As imports and applications leave it behind about somebody of the register. */
  async function screened(personId: string): Promise<void> {
    const of = `from person where id = '${personId}'`;
    await service.look(`insert into register_import (id, area_code, kind, as_of, authority, source_document, file_name, file_bytes, file_kind, imported_by, imported_by_name, imported_at)
      select id, '360781000000', 'police', '2016-06-01', '市局', '函', 'f', 1, 'csv', id, '某人', '2016-06-02' ${of}`);
    await service.look(`insert into screening_person (id_index, since) select id_index, 1 ${of}`);
    await service.look(
      `insert into register_entry (id, import_id, kind, id_index, class, row) select id, id, 'police', id_index, 'gambling', 2 ${of}`,
    );
    await service.look(`insert into register_match (id, import_id, kind, row, village_code, subject_kind, subject_id, reason, id_index, row_mark, found_at)
      select id, id, 'police', 3, '360781102208', 'household', id, 'old-number', id_index, '\\x01', '2016-06-02' ${of}`);
    await service.look(`insert into screening_subject (application_id, village_code, content_digest, declared, submitted_at, submitted_by)
      select id, '360781102208', '\\x00', '{}', '2016-06-01', id ${of}`);
    await service.look(`insert into screening_applicant (id, application_id, position, village_code, id_index, person_cipher)
      select id, id, 0, '360781102208', id_index, '\\x00' ${of}`);
    const sealed = service.app
      .get(SealedApplicants, { strict: false })
      .seal(personId, { name: '某人', birthDate: '1970-01-01' as PlainDate, facts: {} });
    await service.look(`update screening_applicant set person_cipher = $1`, [sealed]);
  }

  it('knows every column that holds one', async () => {
    const rows = await service.look<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and data_type = 'bytea' and column_name like '%\\_index' order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual([...INDEX_COLUMNS, ...STAGED_INDEX_COLUMNS, ...KEPT_INDEX_COLUMNS].toSorted());
  });

  it('finds numbers in plain texts and in forms', () => {
    const idNumber = '36079919570311777X'.slice(0, 17);
    const whole = [...'0123456789X'].map((last) => idNumber + last).find((number) => idNumbersIn(number).length > 0) ?? '';
    expect(idNumbersIn(whole)).toEqual([whole]);
    expect(idNumbersIn(JSON.stringify({ members: [{ id: whole }, { id: 'x' }], note: '无', count: 3 }))).toEqual([whole]);
    expect(idNumbersIn('无')).toEqual([]);
  });

  it('finds the same records, sees the same duplicates, and makes no change of a number where there is none', async () => {
    const made = await registerHousehold(service, { phone: '19900001111', bankAccount: '6217000012345678901' });
    const idNumber = made.members[0]?.idNumber ?? '';
    await submitted(service, office(service));
    const township = service.as(officer('360781102'));
    const cadre = service.as(officer('360781102208', ['village-cadre']));
    const round = await openRound(service, township);
    const [unit] = (await takeList(cadre, round)) as [Taken];
    await send(cadre, round, [reportOf(unit, { [`members.${made.members[0]?.personId}.idNumber`]: idNumber }, { note: '在家' })]);
    await screened(made.members[0]?.personId ?? '');
    const kept = await valuesOf('screening_person.mark_index');
    const before = new Map<string, string[]>();
    for (const column of INDEX_COLUMNS) before.set(column, await valuesOf(column));
    for (const [column, values] of before) expect([column, values.length > 0]).toEqual([column, true]);

    const vault = service.app.get(Vault, { strict: false });
    const after = new BlindIndex(memoryKeyRing());
    const made_ = await asOwner(service, (client) => reindexRegister(client, { fields: vault.fields, before: vault.index, after }));
    Object.assign(vault, { index: after });
    expect(made_).toBe([...before.values()].flat().length);
    for (const [column, values] of before) {
      const now = await valuesOf(column);
      expect([column, now.length, now.filter((value) => values.includes(value))]).toEqual([column, values.length, []]);
    }

    // what was known first stays the mark; whoever comes to be looked for under the new key is marked by it
    expect(await valuesOf('screening_person.mark_index')).toEqual(kept);
    expect(await valuesOf('screening_person.id_index')).not.toEqual(kept);
    for (const terms of [{ idNumber }, { phone: '19900001111' }, { bankAccount: '6217000012345678901' }]) {
      const { body } = await township.post('/households/search', terms).expect(200);
      expect([terms, body.items.map(({ id }: { id: string }) => id)]).toEqual([terms, [made.id]]);
    }
    await township.post(`/households/${made.id}/contact`, { address: '新址', reason: '搬家' }, 1).expect(200);
    const { body: timeline } = await township.get(`/households/${made.id}/timeline`).expect(200);
    expect(timeline.items[0].fields.map(({ field }: { field: string }) => field)).toEqual(['address']);

    // a number that does change is seen, with the mark of the new key
    await township.post(`/households/${made.id}/contact`, { phone: '19900001112', reason: '换号' }, 2).expect(200);
    const { body: later } = await township.get(`/households/${made.id}/timeline`).expect(200);
    expect(later.items[0].fields.map(({ field }: { field: string }) => field)).toEqual(['phoneMasked']);
    expect(await service.look('select phone_mark, bank_mark is not null as kept from household where id = $1', [made.id])).toEqual([
      { phone_mark: null, kept: true },
    ]);
  });

  it('changes nothing when a number is nowhere', async () => {
    const vault = service.app.get(Vault, { strict: false });
    const [unit] = await service.look<{ unit_id: string; round_id: string; village_code: string }>(
      'select unit_id, round_id, village_code from survey_person limit 1',
    );
    await service.look(
      `insert into survey_person (unit_id, member_id, round_id, village_code, id_index) values ($1, uuidv7(), $2, $3, sha256('lost'))`,
      [unit?.unit_id, unit?.round_id, unit?.village_code],
    );
    const before = await valuesOf('person.id_index');
    const tried = asOwner(service, (client) =>
      reindexRegister(client, { fields: vault.fields, before: vault.index, after: new BlindIndex(memoryKeyRing()) }),
    );
    await expect(tried).rejects.toThrow(NumberNotFound);
    expect(await valuesOf('person.id_index')).toEqual(before);
  });
});
