import { run, sessionOf } from '@jingzhun/persistence';
import { randomUUID } from 'node:crypto';
import { databaseRules } from '../database-rules.js';
import { fundAndScheme, photo, reached, read, subsidyOffice, type SubsidyOffice } from '../../test/subsidy.factory.js';
import { startFinance, type Finance } from '../../test/service.js';

describe('an acceptance on site', () => {
  let finance: Finance;
  let people: SubsidyOffice;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  const measure = async (id: string, parts: { quantity: number; on?: string; remark?: string }) => {
    const { version } = await read(people, id);
    const evidence = [{ code: 'photo', attachmentIds: [await photo(finance), await photo(finance)] }];
    return people.inspector.post(`/subsidy-applications/${id}/acceptances`, { on: finance.clock.today(), ...parts, evidence }, version);
  };

  it('of a day before the application, or of more than was asked for, says why', async () => {
    const id = await reached(finance, people, 'check', { quantity: 400 });
    const early = await measure(id, { quantity: 400, on: '2009-01-01' });
    expect([early.status, early.body.code]).toEqual([422, 'subsidy.before-application-refused']);
    const more = await measure(id, { quantity: 401 });
    expect([more.status, more.body.code]).toEqual([422, 'subsidy.more-than-asked-refused']);
    expect((await read(people, id)).state).toBe('villageChecked');
    expect((await measure(id, { quantity: 401, remark: '申报后补种，两人复测' })).status).toBe(201);
    expect(await read(people, id)).toMatchObject({ state: 'measured', acceptances: [{ quantity: 401, remark: '申报后补种，两人复测' }] });
    const before = await reached(finance, people, 'check', { quantity: 400 });
    expect((await measure(before, { quantity: 400, on: '2016-05-01', remark: '五月已到场，系统停用' })).status).toBe(201);
  });

  it('is held to it under the code', async () => {
    const id = await reached(finance, people, 'check', { quantity: 400 });
    const attempt = (quantity: number, on: string, remark: string | null): Promise<unknown> =>
      finance.db
        .connection(sessionOf(people.inspector.principal), (client) =>
          run(
            client,
            `insert into subsidy_acceptance (id, application_id, village_code, content_version, quantity, on_date, remark, measured_by, measured_by_name, measured_at)
             select $1, id, village_code, content_version, $3, $4::date, $5, entered_by, '某人', now() from subsidy_application where id = $2`,
            [randomUUID(), id, quantity, on, remark],
          ),
        )
        .then(
          () => 'done',
          (error: { code?: string }) => error.code,
        );
    expect(await attempt(401, finance.clock.today(), null)).toBe('JZ103');
    expect(await attempt(400, '2009-01-01', ' ')).toBe('JZ117');
    expect(await attempt(401, '2009-01-01', null)).toBe('JZ117');
    // each in its own words, should the code not have seen it first
    const said = ['JZ103', 'JZ117'].map((code) => (databaseRules.codes[code] as () => { code: string })().code);
    expect(said).toEqual(['subsidy.more-than-asked-refused', 'subsidy.before-application-refused']);
    expect(await attempt(401, finance.clock.today(), '复测')).toBe('done');
  });
});
