import { plainYuan, type Fen } from '@jingzhun/domain/money';
import { ADVISORY_LOCKS } from '@jingzhun/persistence';
import { together } from '@jingzhun/service-shell/testing';
import { allotted, funded } from '../../test/by-two.js';
import { BANK, daysPass, drawnLoan, lenderBank, loanOffice, readLoan } from '../../test/loan.factory.js';
import { COUNTY, startFinance, type Finance } from '../../test/service.js';

const FUND = 'interest-2016';
const RECORDED = { sourceDocument: '瑞财〔2016〕9号', reason: '年度贴息预算' };

describe('a grant that is given up while a claim is approved', () => {
  let finance: Finance;
  beforeAll(async () => void (finance = await startFinance(new Date('2016-06-15T02:00:00Z'))));
  afterAll(async () => finance?.stop());

  it('waits for it with no fund in its hands: both are approved', async () => {
    const people = loanOffice(finance);
    await lenderBank(people);
    await people.county
      .post('/budget/funds', { code: FUND, nameZh: '贷款贴息', nameEn: 'interest subsidy', purpose: 'interestSubsidy' })
      .expect(201);
    await funded(people.county, people.money, FUND, { amountFen: 10_000_000, on: '2016-06-01', ...RECORDED });
    await allotted(people.county, people.money, FUND, { area: COUNTY, amountFen: 10_000_000, ...RECORDED });
    const contracts = ['RCB-0', 'RCB-1'];
    const loans: string[] = [];
    for (const contractNumber of contracts) loans.push(await drawnLoan(finance, people, {}, { method: 'interestOnly', contractNumber }));
    await daysPass(finance, 92);
    const [line] = (await readLoan(people.teller, loans[0] as string)).schedule;
    const slip = { on: finance.clock.today(), amountFen: line.interestFen, reference: 'Q3', effect: 'smallerInstalments' };
    for (const loan of loans) await people.teller.post(`/loans/${loan}/repayments`, slip).expect(201);
    await daysPass(finance, 30);
    const sum = plainYuan(line.interestFen as Fen);
    const claim = async (contract: string): Promise<string> => {
      const rows = `合同编号,申报贴息（元）\r\n${contract},${sum}\r\n合计,${sum}`;
      return (await people.teller.upload(`/interest-claims?bankCode=${BANK}&quarter=2016-Q3`, rows, 'text/csv').expect(201)).body.id;
    };
    const approve = (id: string) => people.county.post(`/interest-claims/${id}/approve`, { fundCode: FUND }, 1);

    const first = await claim('RCB-0');
    await approve(first).expect(200);
    const [granted] = (await people.county.get(`/interest-claims/${first}/lines`).expect(200)).body.items;
    await people.county.post(`/interest-claims/lines/${granted.id}/give-up`, { reason: '全户死亡，无继承人' }).expect(204);
    const [{ id: order }] = (await people.money.get('/money-orders').expect(200)).body.items;
    const second = await claim('RCB-1');
    const answers = await together(
      finance,
      `select pg_advisory_xact_lock(${ADVISORY_LOCKS.interestSums})`,
      () => approve(second),
      () => people.money.post(`/money-orders/${order}/approve`),
    );
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
  });
});
