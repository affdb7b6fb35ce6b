import { systemSession } from '@jingzhun/persistence';
import { BlindIndex, Vault } from '@jingzhun/vault';
import { memoryKeyRing } from '@jingzhun/vault/testing';
import { office, submitted } from '../../test/application.factory.js';
import { withFakeScreening } from '../../test/fake-screening.js';
import { registerHousehold } from '../../test/household.factory.js';
import { officer, startIdentification, type Identification } from '../../test/service.js';
import { openRound, reportOf, send, takeList, type Taken } from '../../test/survey.js';
import {
  idNumbersIn,
  INDEX_COLUMNS,
  NumberNotFound,
  reindexRegister,
  SCREENED_INDEX_COLUMNS,
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

  it('knows every column that holds one', async () => {
    const rows = await service.look<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and data_type = 'bytea' and column_name like '%\\_index' order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual([...INDEX_COLUMNS, ...STAGED_INDEX_COLUMNS, ...SCREENED_INDEX_COLUMNS].toSorted());
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
    const round = await openRound(township);
    const [unit] = (await takeList(cadre, round)) as [Taken];
    await send(cadre, round, [reportOf(unit, { [`members.${made.members[0]?.personId}.idNumber`]: idNumber }, { note: '在家' })]);
    const before = new Map<string, string[]>();
    for (const column of INDEX_COLUMNS) before.set(column, await valuesOf(column));
    for (const [column, values] of before) expect([column, values.length > 0]).toEqual([column, true]);

    const vault = service.app.get(Vault, { strict: false });
    const after = new BlindIndex(memoryKeyRing());
    const made_ = await service.db.connection(systemSession('scheduler'), (client) =>
      reindexRegister(client, { fields: vault.fields, before: vault.index, after }),
    );
    Object.assign(vault, { index: after });
    expect(made_).toBe([...before.values()].flat().length);
    for (const [column, values] of before) {
      const now = await valuesOf(column);
      expect([column, now.length, now.filter((value) => values.includes(value))]).toEqual([column, values.length, []]);
    }

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
  }, 60_000);

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
    const tried = service.db.connection(systemSession('scheduler'), (client) =>
      reindexRegister(client, { fields: vault.fields, before: vault.index, after: new BlindIndex(memoryKeyRing()) }),
    );
    await expect(tried).rejects.toThrow(NumberNotFound);
    expect(await valuesOf('person.id_index')).toEqual(before);
  });
});
