import { run, sessionOf } from '@jingzhun/persistence';
import {
  acceptedProject,
  asked,
  fundAndScheme,
  household,
  reached,
  read,
  scheme,
  stepTaken,
  subsidyOffice,
  type SubsidyOffice,
} from '../../../test/subsidy.factory.js';
import { startFinance, type Finance } from '../../../test/service.js';

describe('one parcel once a year', () => {
  let finance: Finance;
  let people: SubsidyOffice;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  const apply = async (parts: Parameters<typeof asked>[1] & { parcelVillage?: string; reason?: string }, by = people.clerk) => {
    const { parcelVillage, reason, ...rest } = parts ?? {};
    const { evidence: _, quantity, ...about } = { ...(await asked(finance, rest)), ...(parcelVillage ? { parcelVillage } : {}) };
    const answer = async (text: string) => ({
      digest: (await by.post('/subsidy-applications/possible-duplicates', about)).body.digest,
      reason: text,
    });
    const answered = reason ? { possibleDuplicates: await answer(reason) } : {};
    const { status, body } = await by.post('/subsidy-applications', { ...about, quantity, evidence: [], ...answered });
    return { status, code: body.code as string | undefined, id: body.id as string };
  };

  it('however its name is written', async () => {
    expect((await apply({ parcel: '门前田-1' })).status).toBe(201);
    for (const parcel of ['门前田—1', '门前田１', '门前田（1）', '门前田 一', '门前田01'])
      expect([parcel, (await apply({ parcel })).code]).toEqual([parcel, 'subsidy.parcel-refused']);
    expect((await apply({ parcel: '门前田2' })).status).toBe(201);
  });

  it('whichever scheme pays it: the year is that of the acceptance', async () => {
    await people.bureau.post('/subsidy-schemes', scheme({ code: 'industry-reward-2016', nameZh: '2016年产业奖补' })).expect(201);
    const parcel = '屋背坑上丘';
    const id = await reached(finance, people, 'measure', { parcel });
    expect((await apply({ parcel, schemeCode: 'industry-reward-2016' })).code).toBe('subsidy.parcel-refused');
    expect(await finance.look('select distinct year from subsidy_parcel_use where application_id = $1', [id])).toEqual([{ year: 2016 }]);
    expect((await stepTaken(people.inspector, id, 'reject', { reason: '现场没有种植' })).status).toBe(200);
    expect((await apply({ parcel, schemeCode: 'industry-reward-2016' })).status).toBe(201);
  });

  it('wherever the household lives when it applies: the parcel stays where it lies', async () => {
    const householdId = await household(finance);
    const parcel = '岭下塘';
    expect((await apply({ householdId, parcel })).status).toBe(201);
    await finance.look(`update directory_household set village_code = '360781102209' where id = $1`, [householdId]);
    const there = finance.as({ ...people.clerk.principal, area: '360781102209' as never });
    expect((await apply({ householdId, parcel }, there)).code).toBe('subsidy.parcel-refused');
    const other = await household(finance, { village: '360781102209' });
    expect((await apply({ householdId: other, parcel, parcelVillage: '360781102208' }, there)).code).toBe('subsidy.parcel-refused');
    expect((await apply({ householdId: other, parcel }, there)).status).toBe(201);
  });

  it('and by its own id where industry tells it', async () => {
    const parcelIds = ['0155c2de-0000-7000-8000-000000000001'];
    const claims = await Promise.all([acceptedProject(finance), acceptedProject(finance)]);
    await finance.look(
      `update claim set subject = subject || jsonb_build_object('parcelIds', $2::jsonb), version = version + 1 where id = any($1)`,
      [claims, JSON.stringify(parcelIds)],
    );
    const of = async (claimId: string) =>
      (await finance.look<{ id: string }>('select household_id as id from claim where id = $1', [claimId]))[0]!.id;
    expect((await apply({ claimId: claims[0], householdId: await of(claims[0]), parcel: '竹山甲' })).status).toBe(201);
    expect((await apply({ claimId: claims[1], householdId: await of(claims[1]), parcel: '后坑口' })).code).toBe('subsidy.parcel-refused');
  });

  it('shows who accepts what is called alike in the village', async () => {
    const first = await apply({ parcel: '水口田' });
    const second = await apply({ parcel: '水口田东丘', reason: '东丘在坡下' });
    const { body } = await people.inspector.get(`/subsidy-applications/${second.id}`).expect(200);
    expect(body.similarParcels).toMatchObject([{ id: first.id, parcel: '水口田', headName: '刘春华', state: 'applied' }]);
    expect((await read(people, first.id)).similarParcels).toMatchObject([{ id: second.id }]);
  });

  it('under the code as well', async () => {
    const { id } = await apply({ parcel: '田塘' });
    const { id: other } = await apply({ parcel: '上湾' });
    const attempt = finance.db
      .connection(sessionOf(people.bureau.principal), (client) =>
        run(
          client,
          'update subsidy_application set parcel_key = (select parcel_key from subsidy_application where id = $2), version = version + 1 where id = $1',
          [other, id],
        ),
      )
      .then(
        () => 'done',
        (error: { constraint?: string }) => error.constraint,
      );
    expect(await attempt).toBe('subsidy_parcel_once');
  });
});
