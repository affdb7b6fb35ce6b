import { approveNewest } from '../../test/by-two.js';
import { daysPass, drawnLoan, lenderBank, loanOffice, loanStep, type LoanOffice } from '../../test/loan.factory.js';
import { reminded } from '../../test/reminded.js';
import { COUNTY, officer, startFinance, type Finance } from '../../test/service.js';

/** Three working days of the pack; 2016-06-15 is a Wednesday. */
describe('what waits for a second person', () => {
  let finance: Finance;
  let people: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-15T02:00:00Z'));
    people = loanOffice(finance);
    await lenderBank(people);
  });
  afterAll(async () => finance?.stop());

  const waits = (by: LoanOffice['teller'], id: string) => reminded(finance, by, id);

  it('a change of a contract reminds another clerk of the bank, then who speaks for the county; nobody who has had a part in it', async () => {
    const id = await drawnLoan(finance, people);
    await people.teller.post(`/loans/${id}/extension`, { on: finance.clock.today(), addedPeriods: 1, reason: '受灾' }).expect(201);
    // a weekend lies between: due on Monday
    expect(await waits(people.approver, id)).toEqual([]);
    await daysPass(finance, 2);
    expect(await waits(people.approver, id)).toEqual(['soon 复核贷款合同变更（展期、利率） 3']);
    expect([await waits(people.teller, id), await waits(people.money, id)]).toEqual([[], []]);
    expect((await loanStep(people.approver, id, 'agreeToChange')).status).toBe(200);
    expect(await waits(people.approver, id)).toEqual([]);
    await daysPass(finance, 6);
    expect(await waits(people.money, id)).toEqual(['late 县级审批贷款合同变更（展期、利率） -1']);
    expect((await loanStep(people.money, id, 'consentToChange')).status).toBe(200);
    expect(await waits(people.money, id)).toEqual([]);
  });

  it('a policy value reminds whoever may confirm it, but not who recorded it', async () => {
    const { body } = await people.county
      .post('/policies', {
        ...{ code: 'loan.reportingDays', validFrom: '2016-01-01', validTo: null, unit: 'days', region: COUNTY, value: 30 },
        ...{ source: '瑞府办〔2016〕31号', certainty: 'L', noteZh: '按县文件', reason: '按县文件执行' },
      })
      .expect(201);
    await daysPass(finance, 2);
    const what = (list: string[]) => list.map((one) => one.replace(/ -?\d+$/, ''));
    expect(what(await waits(people.secondCounty, body.id))).toEqual(['soon 复核等待生效的政策参数']);
    expect(what(await waits(people.money, body.id))).toEqual(['soon 复核等待生效的政策参数']);
    expect([await waits(people.county, body.id), await waits(people.township, body.id), await waits(people.teller, body.id)]).toEqual([
      [],
      [],
      [],
    ]);
    await people.secondCounty.post(`/policies/${body.id}/confirm`).expect(200);
    expect(await waits(people.secondCounty, body.id)).toEqual([]);
  });

  it('orders of money remind who approves, once for those of a day; not who proposed them all', async () => {
    const fund = 'industry-2016';
    const recorded = { sourceDocument: '瑞财〔2016〕1号', reason: '年度预算' };
    await people.county.post('/budget/funds', { code: fund, nameZh: '产业扶贫', nameEn: 'industry', purpose: 'industry' }).expect(201);
    await people.county.post(`/budget/funds/${fund}/changes`, { amountFen: 50_000, on: '2016-06-01', ...recorded }).expect(200);
    await daysPass(finance, 2);
    // nothing is allotted yet
    expect((await waits(people.money, 'money-orders')).length).toBe(1);
    expect((await approveNewest(people.money)).status).toBe(200);
    const both = finance.as(officer(['county-officer', 'finance-approver']));
    for (const area of [COUNTY, '360781102'])
      await both.post(`/budget/funds/${fund}/allotments`, { area, amountFen: 10_000, ...recorded }).expect(200);
    await daysPass(finance, 2);
    const said = async (by: LoanOffice['teller']) => (await waits(by, 'money-orders')).map((one) => one.replace(/ -?\d+$/, ''));
    const reminder = ['soon 审批拨款申请'];
    expect([await said(people.money), await said(both), await said(people.township), await said(people.teller)]).toEqual([
      reminder,
      [],
      [],
      [],
    ]);
    const { body } = await people.money.get('/money-orders').expect(200);
    const [one, other] = body.items;
    await people.money.post(`/money-orders/${one.id}/approve`).expect(200);
    expect(await said(people.money)).toEqual(reminder);
    await both.post(`/money-orders/${other.id}/withdraw`, { reason: '已另行安排' }).expect(200);
    expect(await said(people.money)).toEqual([]);
  });
});
