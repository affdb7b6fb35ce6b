import { daysBetween } from '@jingzhun/domain/plain-date';
import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import { PolicyService } from '@jingzhun/policy';
import { agreePolicy } from '@jingzhun/policy/testing';
import { textOfPdf } from '@jingzhun/print/testing';
import { daysPass, drawnLoan, lenderBank, loanOffice, readLoan, type LoanOffice } from '../../test/loan.factory.js';
import { binary, COUNTY, officer, startFinance, type Finance } from '../../test/service.js';
import { photo } from '../../test/subsidy.factory.js';

describe('what is used otherwise than agreed', () => {
  let finance: Finance;
  let people: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-15T02:00:00Z'));
    people = loanOffice(finance);
    await lenderBank(people, 1_000_000_000);
  });
  afterAll(async () => finance?.stop());

  const penaltyOf = async (id: string) => (await readLoan(people.county, id)).penalty;
  const worth = (fenDays: number, factor: number) => (fenDays * 0.0475 * factor) / 360;
  const seen = async (id: string) =>
    people.township
      .post(`/loans/${id}/use-checks`, {
        ...{ on: finance.clock.today(), finding: 'notAsAgreed', remark: '未种脐橙，用于建房' },
        attachmentIds: [await photo(finance)],
      })
      .expect(201);
  const decide = (id: string, what: string, by: LoanOffice['county']) =>
    by.post(`/loans/${id}/misuse`, { what, reason: '用于建房' }).expect(201);
  const surcharge = (surchargeBp: number) =>
    agreePolicy(
      finance.app.get(PolicyService),
      {
        ...{ key: 'loan.misuseSurcharge', regionCode: COUNTY as DivisionPrefix, effectiveFrom: finance.clock.today(), effectiveTo: null },
        value: { surchargeBp, penaltyDays: 'actual/360', olderContracts: false },
        ...{ unit: 'method', source: '瑞扶字〔2016〕9号', certainty: 'P', noteZh: '' },
      },
      '按借款合同',
      [officer(['county-officer']), officer(['county-officer'])],
    );

  it('bears nothing more until the county says so, and then from that day what the policy adds, the heavier of both once overdue', async () => {
    const id = await drawnLoan(finance, people, { amountFen: 1_200_000 }, { contractNumber: 'MIS-1' });
    const { schedule } = await readLoan(people.county, id);
    await daysPass(finance, 20);
    await seen(id);
    await decide(id, 'found', people.county);
    await daysPass(finance, 10);
    expect(await penaltyOf(id)).toMatchObject({ accruedFen: 0, spans: [] });
    await surcharge(5_000);
    expect((await penaltyOf(id)).accruedFen).toBe(0);
    const from = finance.clock.today();
    const toDue = daysBetween(from, schedule[0].dueOn);
    await daysPass(finance, toDue);
    const misused = await penaltyOf(id);
    expect(misused).toMatchObject({ owedFen: Math.round(worth(1_200_000 * toDue, 0.5)), waivedFen: 0 });
    expect(misused.spans).toMatchObject([{ what: 'misused', days: toDue, principalFen: 1_200_000, surchargeBp: 5_000 }]);
    // everybody who sees the loan reads the same
    for (const reader of [people.township, people.clerk, people.teller]) expect((await readLoan(reader, id)).penalty).toEqual(misused);

    // thirty days of an instalment overdue as well, then the household puts it right
    await daysPass(finance, 30);
    const [both, later] = [worth(100_000 * 30, 1.5), worth(1_100_000 * 30, 0.5)];
    expect((await penaltyOf(id)).owedFen).toBe(Math.round(worth(1_200_000 * toDue, 0.5) + both + later));
    await decide(id, 'putRight', people.secondCounty);
    await daysPass(finance, 10);
    const owedFen = Math.round(worth(1_200_000 * toDue, 0.5) + both + later + worth(100_000 * 10, 1.3));
    expect(await penaltyOf(id)).toMatchObject({ owedFen });

    const { body } = await people.county.get(`/loans/${id}/statement?on=${finance.clock.today()}`).buffer().parse(binary).expect(200);
    expect((await textOfPdf(body as Buffer)).join('').replaceAll(/\s/g, '')).toContain('挪用50%');
    const { payoffFen } = await readLoan(people.county, id);
    const paid = await people.teller
      .post(`/loans/${id}/repayments`, { on: finance.clock.today(), amountFen: payoffFen, reference: 'END' })
      .expect(201);
    expect(paid.body).toMatchObject({ state: 'repaid', penalty: { owedFen: 0, paidFen: owedFen } });
    await surcharge(0);
  });
});
