import { daysBetween } from '@jingzhun/domain/plain-date';
import { plainYuan, type Fen } from '@jingzhun/domain/money';
import { agreePolicyOverHttp } from '@jingzhun/policy/testing';
import { BANK, changeContract, daysPass, drawnLoan, lenderBank, loanOffice, readLoan, type LoanOffice } from '../../test/loan.factory.js';
import { COUNTY, startFinance, type Finance } from '../../test/service.js';

describe('what a county says of a longer or a larger loan', () => {
  let finance: Finance;
  let people: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-20T02:00:00Z'));
    people = loanOffice(finance);
    await lenderBank(people);
  });
  afterAll(async () => finance?.stop());

  const say = (code: string, value: object) =>
    agreePolicyOverHttp(people.county, people.secondCounty, {
      ...{ code, validFrom: '2016-01-01', validTo: null, unit: null, region: COUNTY, value },
      ...{ source: '瑞府办〔2016〕31号', certainty: 'L', noteZh: '按县文件', reason: '按县文件执行' },
    });
  const claim = async (quarter: string, contract: string, fen: number) => {
    const amount = plainYuan(fen as Fen);
    const file = ['合同编号,申报贴息（元）', `${contract},${amount}`, `合计,${amount}`].join('\r\n');
    const { body } = await people.teller.upload(`/interest-claims?bankCode=${BANK}&quarter=${quarter}`, file, 'text/csv').expect(201);
    const { body: lines } = await people.county.get(`/interest-claims/${body.id}/lines`).expect(200);
    return { rules: body.rules, line: lines.items[0], id: body.id as string };
  };
  const refuse = (id: string) => people.county.post(`/interest-claims/${id}/refuse`, { reason: '换口径后重报' }, 1).expect(200);
  const to = (day: string) => daysPass(finance, daysBetween(finance.clock.today(), day as never));

  it('of a larger loan the interest of the part up to the bound is granted, or none; the claim says by which words', async () => {
    const id = await drawnLoan(finance, people, {}, { method: 'interestOnly', contractNumber: 'SR-1' });
    const [due] = (await readLoan(people.county, id)).schedule;
    await to(due.dueOn);
    await people.teller.post(`/loans/${id}/repayments`, { on: due.dueOn, amountFen: due.interestFen, reference: 'P1' }).expect(201);
    await daysPass(finance, 30);
    const whole = await claim('2016-Q3', 'SR-1', due.interestFen);
    expect(whole).toMatchObject({
      rules: { months: 36, shareBp: 10_000, extensionIsSubsidised: true, mostFen: 5_000_000, above: 'part' },
      line: { result: 'agreed', grantedFen: due.interestFen },
    });
    await refuse(whole.id);
    await say('interestSubsidy.ceiling', { mostFen: 2_000_000, above: 'part' });
    const part = await claim('2016-Q3', 'SR-1', due.interestFen);
    const twoThirds = Math.round((due.interestFen * 2) / 3);
    expect(part).toMatchObject({
      rules: { mostFen: 2_000_000, above: 'part' },
      line: { result: 'differs', grantedFen: twoThirds, parts: [{ cause: 'ceiling', fen: due.interestFen - twoThirds }] },
    });
    await refuse(part.id);
    await say('interestSubsidy.ceiling', { mostFen: 2_000_000, above: 'whole' });
    expect((await claim('2016-Q3', 'SR-1', due.interestFen)).line).toMatchObject({ ourFen: 0, grantedFen: 0 });
    await say('interestSubsidy.ceiling', { mostFen: 5_000_000, above: 'part' });
  });

  it('of the months that an extension adds the interest is granted where the county says so', async () => {
    const on = finance.clock.today();
    const id = await drawnLoan(finance, people, { months: 36 }, { method: 'interestOnly', periodMonths: 12, contractNumber: 'SR-2' });
    // five years from the drawing are subsidised: only the extension decides
    await say('interestSubsidy.months', 60 as never);
    await changeContract(people, id, 'extension', { on, addedPeriods: 1, reason: '受灾' });
    const { schedule } = await readLoan(people.county, id);
    for (const [i, { dueOn, interestFen }] of schedule.entries()) {
      await to(dueOn);
      if (i < 3) await people.teller.post(`/loans/${id}/repayments`, { on: dueOn, amountFen: interestFen, reference: `P${i}` }).expect(201);
    }
    const last = schedule[3];
    await people.teller
      .post(`/loans/${id}/repayments`, { on: last.dueOn, amountFen: last.interestFen + 3_000_000, reference: 'P3' })
      .expect(201);
    await daysPass(finance, 92);
    const quarter = `${last.dueOn.slice(0, 4)}-Q${Math.ceil(Number(last.dueOn.slice(5, 7)) / 3)}`;
    const borne = await claim(quarter, 'SR-2', last.interestFen);
    expect(borne.line).toMatchObject({ result: 'agreed', grantedFen: last.interestFen });
    await refuse(borne.id);
    await say('interestSubsidy.extension', { isSubsidised: false });
    expect(await claim(quarter, 'SR-2', last.interestFen)).toMatchObject({
      rules: { extensionIsSubsidised: false },
      line: { ourFen: 0, grantedFen: 0, parts: [{ cause: 'term', fen: last.interestFen }] },
    });
  });
});
