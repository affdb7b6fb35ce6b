import {
  acceptedProject,
  asked,
  fundAndScheme,
  household,
  reached,
  SCHEME,
  scheme,
  stepTaken,
  subsidyOffice,
  TOWNSHIP,
  FUND,
  type SubsidyOffice,
} from '../../test/subsidy.factory.js';
import { COUNTY, officer, startFinance, type Finance } from '../../test/service.js';

interface Ready {
  items: { id: string; version: number; against: { code: string; zh: string }[] }[];
}

describe('a step that one word takes for many', () => {
  let finance: Finance;
  let people: SubsidyOffice;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
  });
  afterAll(async () => finance?.stop());

  const taken = (by: SubsidyOffice['clerk'], step: string, { items }: Ready) =>
    by.post('/subsidy-applications/steps', {
      step,
      cases: items.filter(({ against }) => against.length === 0).map(({ id, version }) => ({ id, version })),
    });

  it('is the village check of what has its papers; what misses one, or was entered by the own hand, is opened alone', async () => {
    const ids = [await reached(finance, people, 'apply'), await reached(finance, people, 'apply')];
    const { body: bare } = await people.clerk.post('/subsidy-applications', { ...(await asked(finance)), evidence: [] }).expect(201);
    const { body: own } = await people.secondClerk.post('/subsidy-applications', await asked(finance)).expect(201);
    const { body } = await people.secondClerk.get('/subsidy-work/check').expect(200);
    const against = new Map((body as Ready).items.map((item) => [item.id, item.against]));
    expect(body).toMatchObject({ mayDo: true, ready: 2, isMore: false });
    expect(ids.map((id) => against.get(id))).toEqual([[], []]);
    expect(against.get(bare.id)).toMatchObject([{ code: 'application-evidence', zh: '还缺：土地承包或流转证明 1 份' }]);
    expect(against.get(own.id)).toMatchObject([{ code: 'not-maker' }]);
    expect((await taken(people.secondClerk, 'check', body)).status).toBe(200);
    expect((await people.secondClerk.get('/subsidy-work/check').expect(200)).body).toMatchObject({ ready: 0 });
    expect((await people.inspector.get('/subsidy-work/check').expect(200)).body.mayDo).toBe(false);
    await people.cashier.get('/subsidy-work/check').expect(403);
    await people.clerk.get('/subsidy-work/measure').expect(400);
  });

  it('is the approval of what nobody objects to and no rule warns of', async () => {
    const [first, second] = [await reached(finance, people, 'close'), await reached(finance, people, 'close')];
    // the same product of the same household in another scheme: an approver says why
    const one = await household(finance);
    await people.bureau
      .post('/subsidy-schemes', scheme({ code: 'other-reward-2015', nameZh: '2015年另一办法', fundCode: FUND }))
      .expect(201);
    const twice = [
      await reached(finance, people, 'close', { householdId: one }),
      await reached(finance, people, 'close', { householdId: one, schemeCode: 'other-reward-2015' }),
    ];
    const { body } = await people.approver.get('/subsidy-work/approve').expect(200);
    const against = new Map((body as Ready).items.map((item) => [item.id, item.against]));
    expect([first, second].map((id) => against.get(id))).toEqual([[], []]);
    expect(twice.map((id) => against.get(id)?.map(({ code }) => code))).toEqual([
      ['overlap.rewardSameProduct'],
      ['overlap.rewardSameProduct'],
    ]);
    expect(body).toMatchObject({ ready: 2, amountFen: 400_000 });
    expect((await people.approver.get(`/subsidy-work/approve?scheme=${SCHEME}&area=360781103`).expect(200)).body.items).toEqual([]);
    expect((await taken(people.approver, 'approve', body)).status).toBe(200);
    expect((await stepTaken(people.approver, twice[0]!, 'approve')).status).toBe(200);
    expect((await stepTaken(people.approver, twice[1]!, 'approve')).body.code).toBe('benefit-overlap.unanswered');
  }, 60_000);

  it('is no approval for who recorded the scheme: the list and the refusal name it, another approver goes on', async () => {
    const maker = finance.as(officer(['county-officer', 'finance-approver'], COUNTY));
    const own = scheme({ code: 'own-reward-2015', nameZh: '2015年自拟办法', nameEn: 'own scheme of 2015', fundCode: FUND });
    await maker.post('/subsidy-schemes', own).expect(201);
    const [others, ofOwn] = [await reached(finance, people, 'close'), await reached(finance, people, 'close', { schemeCode: own.code })];
    const { body } = await maker.get('/subsidy-work/approve').expect(200);
    const against = new Map((body as Ready).items.map((item) => [item.id, item.against]));
    expect(against.get(others)).toEqual([]);
    expect(against.get(ofOwn)).toMatchObject([{ code: 'not-scheme-maker', zh: expect.stringContaining('“2015年自拟办法”') }]);
    const refused = await stepTaken(maker, ofOwn, 'approve');
    expect([refused.status, refused.body.code]).toEqual([409, 'subsidy.not-yet']);
    expect(refused.body.problems).toMatchObject([{ code: 'not-scheme-maker' }]);
    expect(refused.body.detail).toMatch(/“2015年自拟办法”.*另一名资金审批人/);
    expect((await stepTaken(people.approver, ofOwn, 'approve')).status).toBe(200);
  });

  it('comes after the applications of accepted projects have got their papers', async () => {
    const claims = [await acceptedProject(finance), await acceptedProject(finance)];
    await people.clerk.post('/subsidy-projects/applications', { schemeCode: SCHEME, claimIds: claims }).expect(201);
    const made = await finance.look<{ id: string }>('select id from subsidy_application where claim_id = any($1)', [claims]);
    const { evidence } = await asked(finance);
    await people.clerk.post(`/subsidy-applications/${made[0]!.id}/evidence`, { evidence }).expect(200);
    const { body } = await people.secondClerk.get('/subsidy-work/check').expect(200);
    const against = new Map((body as Ready).items.map((item) => [item.id, item.against.map(({ code }) => code)]));
    expect(made.map(({ id }) => against.get(id))).toEqual([[], ['application-evidence']]);
  });

  it('takes back what the township has sent by mistake, while nobody has checked it, and nothing of others', async () => {
    const township = finance.as(officer(['township-officer'], TOWNSHIP));
    const claimIds = [await acceptedProject(finance), await acceptedProject(finance), await acceptedProject(finance)];
    await township.post('/subsidy-projects/applications', { schemeCode: SCHEME, claimIds }).expect(201);
    const { body: before } = await township.get('/subsidy-work/withdraw').expect(200);
    const own = (before as Ready).items.filter(({ against }) => against.length === 0);
    expect([before.mayDo, before.ready, own.length]).toEqual([true, 3, 3]);
    expect((before as Ready).items.some(({ against }) => against[0]?.code === 'not-own')).toBe(true);
    const [first] = own as [(typeof own)[0]];
    await people.clerk.post(`/subsidy-applications/${first.id}/evidence`, { evidence: (await asked(finance)).evidence }).expect(200);
    expect((await stepTaken(people.clerk, first.id, 'check')).status).toBe(200);
    const cases = own.map(({ id, version }) => ({ id, version }));
    const withdraw = (which: typeof cases) =>
      township.post('/subsidy-applications/steps', { step: 'withdraw', reason: '选错办法', cases: which });
    expect((await withdraw(cases)).status).toBe(412);
    expect((await withdraw(cases.slice(1))).status).toBe(200);
    expect((await stepTaken(township, first.id, 'withdraw', { reason: '选错办法' })).body.code).toBe('subsidy.not-your-office');
    const { body: free } = await township.post('/subsidy-projects/preview', { schemeCode: SCHEME, claimIds }).expect(200);
    expect(free.fit).toBe(2);
  });
});
