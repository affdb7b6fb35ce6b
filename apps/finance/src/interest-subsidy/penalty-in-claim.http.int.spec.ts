import { daysBetween } from '@jingzhun/domain/plain-date';
import { plainYuan, type Fen } from '@jingzhun/domain/money';
import { BANK, daysPass, drawnLoan, lenderBank, loanOffice, readLoan, type LoanOffice } from '../../test/loan.factory.js';
import { startFinance, type Finance } from '../../test/service.js';

describe('a claim in which a bank has put penalty interest', () => {
  let finance: Finance;
  let people: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-20T02:00:00Z'));
    people = loanOffice(finance);
    await lenderBank(people);
  });
  afterAll(async () => finance?.stop());

  it('says so line by line, to the fen, and grants none of it: what accrued and what the household paid', async () => {
    const drawn = (contractNumber: string) => drawnLoan(finance, people, { amountFen: 1_200_000 }, { contractNumber });
    const [accrued, received] = [await drawn('FX-1'), await drawn('FX-2')];
    const { schedule } = await readLoan(people.county, accrued);
    await daysPass(finance, daysBetween(finance.clock.today(), schedule[0].dueOn) + 30);
    const late = await readLoan(people.county, accrued);
    const pay = (id: string, amountFen: number, reference = 'P1') =>
      people.teller.post(`/loans/${id}/repayments`, { on: finance.clock.today(), amountFen, reference }).expect(201);
    await pay(accrued, late.overduePrincipalFen + late.overdueInterestFen);
    const { body: paid } = await pay(received, late.overduePrincipalFen + late.overdueInterestFen + 200);
    expect(paid.penalty).toMatchObject({ paidFen: 200 });
    // 2016-09-20 was due and is paid on 2016-10-20: ten of the thirty days are of the third quarter, twenty of the fourth
    const worth = (days: number): number => Math.round((100_000 * days * 0.0475 * 1.3) / 360);
    expect(late.penalty.accruedFen).toBe(worth(30));
    await daysPass(finance, daysBetween(finance.clock.today(), schedule[1].dueOn));
    for (const id of [accrued, received]) await pay(id, 100_000 + schedule[1].interestFen, 'P2');
    await daysPass(finance, 20);
    const take = async (quarter: string, rows: [string, number][]) => {
      const total = rows.reduce((sum, [, fen]) => sum + fen, 0);
      const file = [
        '合同编号,申报贴息（元）',
        ...[...rows, ['合计', total] as const].map(([name, fen]) => `${name},${plainYuan(fen as Fen)}`),
      ];
      const { body } = await people.teller
        .upload(`/interest-claims?bankCode=${BANK}&quarter=${quarter}`, file.join('\r\n'), 'text/csv')
        .expect(201);
      return (await people.county.get(`/interest-claims/${body.id}/lines`).expect(200)).body.items;
    };
    const third = await take('2016-Q3', [
      ['FX-1', late.overdueInterestFen + worth(10)],
      ['FX-2', late.overdueInterestFen],
    ]);
    expect(third).toMatchObject([
      { result: 'differs', grantedFen: late.overdueInterestFen, parts: [{ cause: 'penaltyOnPrincipal', fen: worth(10) }] },
      { result: 'agreed', parts: [] },
    ]);
    const fourth = await take('2016-Q4', [
      ['FX-1', schedule[1].interestFen + worth(20)],
      ['FX-2', schedule[1].interestFen + 200],
    ]);
    const [{ ourFen }] = fourth;
    const lateFen = schedule[1].interestFen - ourFen;
    expect(lateFen).toBeGreaterThan(0);
    expect(fourth.map(({ parts }: { parts: object[] }) => parts)).toEqual([
      [
        { cause: 'late', fen: lateFen },
        { cause: 'penaltyOnPrincipal', fen: worth(20) },
      ],
      [
        { cause: 'late', fen: lateFen },
        { cause: 'penaltyReceived', fen: 200 },
      ],
    ]);
  });
});
