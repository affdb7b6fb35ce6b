import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import { PolicyService } from '@jingzhun/policy';
import { agreePolicy } from '@jingzhun/policy/testing';
import {
  approveLoan,
  askedLoan,
  BANK,
  confirmedLoan,
  daysPass,
  drawnLoan,
  lenderBank,
  loanOffice,
  readLoan,
} from '../../test/loan.factory.js';
import type { LoanOffice } from '../../test/loan.factory.js';
import { startFinance, type Finance } from '../../test/service.js';

const PV = { product: 'photovoltaic', purpose: 'photovoltaic', purposeText: '自家屋顶3千瓦', months: 120 };

describe('loan products', () => {
  let finance: Finance;
  let people: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-15T02:00:00Z'));
    people = loanOffice(finance);
    await lenderBank(people);
  });
  afterAll(async () => finance?.stop());

  it('are offered with purpose, term, grace, what repays them and whether the county bears the interest', async () => {
    const { householdId } = await askedLoan(finance);
    const { body } = await people.clerk.get(`/loan-options?householdId=${householdId}`).expect(200);
    expect(body.products).toMatchObject([
      { code: 'industryCredit', months: { min: 36, max: 60 }, repaidFrom: { code: 'household' }, isSubsidised: true },
      { code: 'photovoltaic', purposes: [{ code: 'photovoltaic' }], months: { min: 36, max: 120 }, repaidFrom: { code: 'powerIncome' } },
    ]);
    expect(body.products[0].purposes.map(({ code }: { code: string }) => code)).not.toContain('photovoltaic');
  });

  it('an application fits its product', async () => {
    const refused = async (parts: object) => (await people.clerk.post('/loans', await askedLoan(finance, parts))).body.code;
    expect(await refused({ ...PV, purpose: 'planting' })).toBe('loan.purpose-refused');
    expect(await refused({ purpose: 'photovoltaic' })).toBe('loan.purpose-refused');
    expect(await refused({ ...PV, months: 121 })).toBe('loan.term-refused');
    expect(await refused({ months: 61 })).toBe('loan.term-refused');
    expect(await refused({ ...PV, amountFen: 5_000_001 })).toBe('loan.amount-refused');
  });

  it('a photovoltaic loan runs ten years at the rate above five, with a year of grace until its power is paid for', async () => {
    const id = await confirmedLoan(finance, people, PV);
    const yearly = { method: 'equalPrincipal', periodMonths: 12 };
    expect((await approveLoan(people.approver, id, { ...yearly, principalGracePeriods: 2 })).body.code).toBe('loan.grace-refused');
    expect((await approveLoan(people.approver, id, { ...yearly, annualRatePpm: 49_001 })).body.code).toBe('loan.rate-refused');
    const terms = { ...yearly, annualRatePpm: 49_000, principalGracePeriods: 1 };
    expect((await approveLoan(people.approver, id, terms)).status).toBe(200);
    await people.teller.post(`/loans/${id}/drawings`, { on: '2016-06-15', amountFen: 2_700_000, reference: 'D1' }).expect(201);
    const loan = await readLoan(people.county, id);
    expect(loan).toMatchObject({ repaidFrom: 'powerIncome', isSubsidised: true, maturesOn: '2026-06-15' });
    expect(loan.schedule.map(({ principalFen }: { principalFen: number }) => principalFen)).toEqual([0, ...Array<number>(9).fill(300_000)]);
    expect(loan.schedule[0].interestFen).toBe(Math.round((2_700_000 * 49_000 * 365) / 360 / 1e6));
  });

  it('of a product without subsidy nothing is granted, of one applied for before it is', async () => {
    const before = await drawnLoan(finance, people, PV, { contractNumber: 'PV-1', method: 'interestOnly', annualRatePpm: 49_000 });
    const policies = finance.app.get(PolicyService);
    const key = 'loan.product.photovoltaic';
    const now = { on: finance.clock.today(), region: '360781' as DivisionPrefix };
    const { value } = (await policies.snapshot(now.on, now.region)).get(key);
    await agreePolicy(
      policies,
      {
        ...{ regionCode: now.region, key, effectiveFrom: now.on, effectiveTo: null, value: { ...value, isSubsidised: false } },
        ...{ unit: 'loan product', source: '瑞财〔2016〕20号', certainty: 'A', noteZh: '光伏贷款不再贴息' },
      },
      '停止贴息',
      [people.county.principal, people.secondCounty.principal],
    );
    const after = await drawnLoan(finance, people, PV, { contractNumber: 'PV-2', method: 'interestOnly', annualRatePpm: 49_000 });
    expect(await readLoan(people.county, before)).toMatchObject({ isSubsidised: true });
    expect(await readLoan(people.county, after)).toMatchObject({ isSubsidised: false });
    await daysPass(finance, 120);
    const due = (await readLoan(people.county, before)).schedule[0];
    await people.teller
      .post(`/loans/${before}/repayments`, { on: due.dueOn, amountFen: due.interestFen, reference: 'Q3', effect: 'smallerInstalments' })
      .expect(201);
    const file = ['合同编号,申报贴息（元）', 'PV-1,100.00', 'PV-2,100.00', '合计,200.00'].join('\r\n');
    const { body } = await people.teller.upload(`/interest-claims?bankCode=${BANK}&quarter=2016-Q3`, file, 'text/csv').expect(201);
    const { body: lines } = await people.county.get(`/interest-claims/${body.id}/lines`).expect(200);
    expect(
      lines.items.map(({ contractNumber, result, grantedFen }: Record<string, unknown>) => [contractNumber, result, grantedFen]),
    ).toEqual(
      expect.arrayContaining([
        ['PV-1', 'differs', 10_000],
        ['PV-2', 'notSubsidised', 0],
      ]),
    );
  });
});
