import { randomUUID } from 'node:crypto';
import {
  bankAnswers,
  fundAndScheme,
  FUND,
  reached,
  read,
  sentToBank,
  setAccount,
  stepTaken,
  subsidyOffice,
  type SubsidyOffice,
} from '../../test/subsidy.factory.js';
import { officer, startFinance, type Finance } from '../../test/service.js';

describe('what a household has received', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  let id: string;
  let householdId: string;
  const benefits = () => people.clerk.get(`/household-benefits/${householdId}`);

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
    id = await reached(finance, people, 'approve');
    householdId = (await read(people, id)).householdId;
    await setAccount(people, householdId);
  });
  afterAll(async () => finance?.stop());

  it('is one timeline of what was paid and what was told, and says which departments were never heard', async () => {
    const about = { kind: 'relocation', householdId, milestone: 'movedIn', source: 'cityPlatform', amountFen: 800_000 };
    await people.bureau.post('/claims', { ...about, dueOn: '2016-05-30', document: '验收单', fundCode: FUND }).expect(201);
    const batch = await sentToBank(people, [id]);
    expect((await benefits().expect(200)).body).toMatchObject({ paidFen: 0, totals: [] });
    const text = await bankAnswers(finance, batch.id, 1, finance.clock.today());
    await people.cashier.upload(`/payment-batches/${batch.id}/returns`, text, 'text/csv').expect(200);
    const { body } = await benefits().expect(200);
    expect(body).toMatchObject({
      paidFen: 200_000,
      totals: [{ benefit: 'rewardSubsidy', paidFen: 200_000 }],
      items: [
        { benefit: 'rewardSubsidy', title: '第一批产业奖补', amountFen: 200_000, state: 'paid' },
        { benefit: 'relocationSubsidy', title: null, amountFen: 800_000, state: 'told' },
      ],
      sources: [{ kind: 'relocation', heardAt: null }, { kind: 'premium' }, { kind: 'project' }],
    });
  });

  it('no longer counts what was taken back', async () => {
    await stepTaken(people.bureau, id, 'demandBack', { reason: '面积有误' });
    await stepTaken(people.approver, id, 'reclaim', { reason: '缴款书 12 号' });
    const { body } = await benefits().expect(200);
    expect([body.paidFen, body.items[0].state]).toEqual([0, 'takenBack']);
  });

  it('is read in the own area only, and reading it is recorded', async () => {
    const elsewhere = finance.as(officer(['village-cadre'], '360781103201'));
    expect((await elsewhere.get(`/household-benefits/${householdId}`).expect(404)).body.code).toBe('benefit.household-not-found');
    expect((await people.clerk.get(`/household-benefits/${randomUUID()}`)).status).toBe(404);
    const [read_] = await finance.look<{ n: number }>(
      `select count(*)::int as n from audit_log where action = 'benefit.read' and object_id = $1`,
      [householdId],
    );
    expect(read_!.n).toBe(3);
  });
});
