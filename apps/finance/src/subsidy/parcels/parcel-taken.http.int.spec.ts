import type { Caller } from '@jingzhun/service-shell/testing';
import { randomUUID } from 'node:crypto';
import {
  asked,
  decideObjection,
  fundAndScheme,
  objected,
  photo,
  read,
  stepTaken,
  subsidyOffice,
  TOWNSHIP,
  type SubsidyOffice,
} from '../../../test/subsidy.factory.js';
import { officer, startFinance, type Finance } from '../../../test/service.js';

const BACK = {
  outcome: 'upheld',
  effect: { kind: 'return', step: 'villageChecked' },
  answer: 'facts-confirmed',
  findings: '经现场核实，情况属实。',
};

/** An application counts in the year of its acceptance: whatever gives it another year may meet another application of the parcel there. */
describe('a parcel that another application has in the year one comes to', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  let investigator: Caller;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    investigator = finance.as(officer(['township-officer'], TOWNSHIP));
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  const applied = async (parcel: string): Promise<string> => {
    const { body } = await people.clerk.post('/subsidy-applications', await asked(finance, { parcel })).expect(201);
    expect((await stepTaken(people.secondClerk, body.id, 'check')).status).toBe(200);
    return body.id;
  };
  const measure = async (id: string, on: string) => {
    const { version } = await read(people, id);
    const evidence = [{ code: 'photo', attachmentIds: [await photo(finance), await photo(finance)] }];
    const answer = { quantity: 400, on, remark: '去年底已到场测量，今年补办申请', evidence };
    return people.inspector.post(`/subsidy-applications/${id}/acceptances`, answer, version);
  };
  /** Measured in the year before, so that the parcel is free in this one, and applied for in this one by somebody else. */
  const two = async (): Promise<{ id: string; other: string }> => {
    const parcel = `水口田${randomUUID().slice(0, 8)}`;
    const id = await applied(parcel);
    expect((await measure(id, '2015-12-20')).status).toBe(201);
    return { id, other: await applied(parcel) };
  };
  const years = (id: string) => finance.look('select distinct year from subsidy_parcel_use where application_id = $1', [id]);

  it('by the day on site: asks for the day first', async () => {
    const { other } = await two();
    const { status, body } = await measure(other, '2015-12-28');
    expect([status, body.code]).toEqual([409, 'subsidy.parcel-on-site-refused']);
    expect(body.next.zh ?? body.next).toContain('到场日期');
    expect(await read(people, other)).toMatchObject({ state: 'villageChecked', acceptances: [] });
    expect((await measure(other, finance.clock.today())).status).toBe(201);
  });

  it('by a return: names the cases, and what leads on', async () => {
    const [{ id, other }, free] = [await two(), await applied(`水口田${randomUUID().slice(0, 8)}`)];
    expect((await measure(free, finance.clock.today())).status).toBe(201);
    const cases = await Promise.all([free, id].map(async (one) => ({ id: one, version: (await read(people, one)).version })));
    const back = { step: 'return', to: 'villageChecked', reason: '数量需重新测量', cases };
    const { status, body } = await people.secondInspector.post('/subsidy-applications/steps', back);
    expect([status, body.code]).toEqual([409, 'subsidy.parcel-return-refused']);
    expect(body.problems).toMatchObject([{ pointer: '/cases/1' }]);
    expect([await years(id), (await read(people, free)).state]).toEqual([[{ year: 2015 }], 'measured']);
    // one of the two ends, and it goes
    expect((await stepTaken(people.inspector, other, 'reject', { reason: '与另一份申请是同一地块' })).status).toBe(200);
    expect((await stepTaken(people.secondInspector, id, 'return', { to: 'villageChecked', reason: '重新测量' })).status).toBe(200);
    expect(await years(id)).toEqual([{ year: 2016 }]);
  });

  it('by an objection that is upheld: it ends the application, or the other one is put right first', async () => {
    const { id, other } = await two();
    expect((await stepTaken(people.secondInspector, id, 'accept')).status).toBe(200);
    await people.bureau.post('/subsidy-rounds', { schemeCode: 'industry-reward-2015', applicationIds: [id] }).expect(201);
    expect((await stepTaken(people.clerk, id, 'post')).status).toBe(200);
    const objection = await objected(finance, (await read(people, id)).notice.id);
    const { status, body } = await decideObjection(finance, investigator, objection, BACK);
    expect([status, body.code]).toEqual([409, 'subsidy.parcel-objection-refused']);
    expect(await read(people, id)).toMatchObject({ state: 'noticePosted', notice: { openObjections: 1 } });
    expect(await years(id)).toEqual([{ year: 2015 }]);
    const { version, ...was } = await read(people, other);
    const renamed = {
      product: was.product,
      stage: was.stage,
      quantity: was.quantity,
      parcel: `${was.parcel}对岸的晒谷坪`,
      reason: '村里核实是另一处',
    };
    await people.clerk.put(`/subsidy-applications/${other}/content`, renamed, version).expect(200);
    expect((await decideObjection(finance, investigator, objection, BACK)).status).toBe(200);
    expect(await read(people, id)).toMatchObject({ state: 'villageChecked', acceptances: [{ isVoid: true }] });
  });
});
