import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import { addDays, daysBetween, type PlainDate } from '@jingzhun/domain/plain-date';
import { eventsPublished } from '@jingzhun/messaging/testing';
import { PolicyService } from '@jingzhun/policy';
import { agreePolicy } from '@jingzhun/policy/testing';
import { daysPass, drawnLoan, lenderBank, loanOffice, readLoan, type LoanOffice } from '../../test/loan.factory.js';
import { COUNTY, officer, startFinance, type Finance } from '../../test/service.js';

/** Late from the day after it was due; told only when the bank has had its days to report that it was paid. */
describe('when a loan is told overdue', () => {
  let finance: Finance;
  let people: LoanOffice;
  const today = () => finance.clock.today() as PlainDate;

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-15T02:00:00Z'));
    people = loanOffice(finance);
    await lenderBank(people);
  });
  afterAll(async () => finance?.stop());

  const until = async (day: PlainDate) => daysPass(finance, daysBetween(today(), day));
  const toldOf = async (id: string): Promise<string[]> => {
    const steps = await finance.look<{ step: string }>(
      `select step from loan_event where loan_id = $1 and step in ('fallOverdue', 'catchUp') order by position`,
      [id],
    );
    return steps.map(({ step }) => step);
  };
  const toCollect = async (id: string): Promise<boolean> => {
    const { body } = await people.teller.get('/loans?waiting=me').expect(200);
    return body.items.some((one: { id: string }) => one.id === id);
  };
  const firstDue = async (id: string) => (await readLoan(people.county, id)).schedule[0] as { dueOn: PlainDate; openFen: number };

  it('not on the last day the bank has, but late and bearing penalty since the due date; on the day after it is', async () => {
    const id = await drawnLoan(finance, people);
    const { dueOn, openFen } = await firstDue(id);
    await until(addDays(dueOn, 3));
    const waiting = await readLoan(people.county, id);
    expect(waiting).toMatchObject({ state: 'drawn', overdueSince: dueOn, bucket: 1 });
    expect(waiting.overduePrincipalFen + waiting.overdueInterestFen).toBe(openFen);
    expect(waiting.penalty).toMatchObject({ since: addDays(dueOn, 1) });
    expect(waiting.penalty.owedFen).toBeGreaterThan(0);
    expect([await toldOf(id), await toCollect(id)]).toEqual([[], false]);
    await until(addDays(dueOn, 4));
    expect(await readLoan(people.county, id)).toMatchObject({ state: 'overdue', overdueSince: dueOn });
    expect([await toldOf(id), await toCollect(id)]).toEqual([['fallOverdue'], true]);
    const events = await eventsPublished(finance, id, 2);
    expect(events.map(({ type, data }) => [type, data['overdueSince'], data['asOf']])).toEqual([
      ['finance.loan.disbursed.v1', undefined, undefined],
      ['finance.loan.fell-overdue.v1', dueOn, addDays(dueOn, 4)],
    ]);
    const { payoffFen } = await readLoan(people.teller, id);
    await people.teller.post(`/loans/${id}/repayments`, { on: today(), amountFen: payoffFen, reference: 'R1' }).expect(201);
  });

  it('nobody is told of one who paid on the day and whose bank reports it on the last of its days', async () => {
    const id = await drawnLoan(finance, people);
    const { dueOn, openFen } = await firstDue(id);
    await until(addDays(dueOn, 3));
    await people.teller.post(`/loans/${id}/repayments`, { on: dueOn, amountFen: openFen, reference: 'R1' }).expect(201);
    expect(await readLoan(people.county, id)).toMatchObject({ state: 'repaying', overdueSince: null, penalty: { owedFen: 0 } });
    await daysPass(finance, 10);
    expect(await toldOf(id)).toEqual([]);
    const { payoffFen } = await readLoan(people.teller, id);
    await people.teller.post(`/loans/${id}/repayments`, { on: today(), amountFen: payoffFen, reference: 'R2' }).expect(201);
  });

  it('a county whose banks report monthly says so, with the day from which it holds', async () => {
    await agreePolicy(
      finance.app.get(PolicyService),
      {
        ...{ key: 'loan.reportingDays', regionCode: COUNTY as DivisionPrefix, effectiveFrom: today(), effectiveTo: null, value: 31 },
        ...{ unit: 'days', source: '银行按月报送', certainty: 'L', noteZh: '' },
      },
      '按月',
      [officer(['county-officer']), officer(['county-officer'])],
    );
    const id = await drawnLoan(finance, people);
    const { dueOn } = await firstDue(id);
    await until(addDays(dueOn, 31));
    expect([(await readLoan(people.county, id)).state, await toldOf(id)]).toEqual(['drawn', []]);
    await daysPass(finance, 1);
    expect([(await readLoan(people.county, id)).state, await toldOf(id)]).toEqual(['overdue', ['fallOverdue']]);
  });
});
