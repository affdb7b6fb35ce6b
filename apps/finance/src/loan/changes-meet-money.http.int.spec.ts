import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { eventsPublished } from '@jingzhun/messaging/testing';
import { sendBankFile, worked } from '../../test/bank-file.factory.js';
import {
  approveLoan,
  changeContract,
  confirmedLoan,
  daysPass,
  drawnLoan,
  lenderBank,
  loanOffice,
  loanStep,
  readLoan,
  type LoanOffice,
} from '../../test/loan.factory.js';
import { startFinance, type Finance } from '../../test/service.js';

/** What was agreed takes effect from its own day, whatever was paid while it waited for the second and the third person (ADR 0200). */
describe('money that moves while a change of the contract waits', () => {
  let finance: Finance;
  let people: LoanOffice;
  let [bank, banks] = ['', 0];

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-15T02:00:00Z'));
  });
  afterAll(async () => finance?.stop());
  // what is late in one stops no lending in the next
  beforeEach(async () => {
    bank = `wait${String.fromCharCode(97 + banks)}`;
    banks += 1;
    people = loanOffice(finance, bank);
    await lenderBank(people, 1_000_000_000, bank);
  });

  const today = () => finance.clock.today() as PlainDate;
  const lent = (terms: object = {}): Promise<string> =>
    drawnLoan(finance, people, { bankCode: bank }, { annualRatePpm: 30_000, method: 'equalPrincipal', ...terms });
  const propose = (id: string, addedPeriods: number, on: string = today()) =>
    people.teller.post(`/loans/${id}/extension`, { on, addedPeriods, reason: '受灾减产' });
  const repay = (id: string, amountFen: number, reference: string, on: string = today()) =>
    people.teller.post(`/loans/${id}/repayments`, { on, amountFen, reference }).expect(201);
  const consent = async (id: string) => {
    expect((await loanStep(people.approver, id, 'agreeToChange')).status).toBe(200);
    return loanStep(people.money, id, 'consentToChange');
  };
  const until = (day: string) => daysPass(finance, Math.round((Date.parse(day) - Date.parse(today())) / 86_400_000));
  /** What people and books read of a loan; numbers of rows aside. */
  const read = async (id: string) => {
    const { state, maturesOn, outstandingFen, interestPaidFen, payoffFen, schedule, overdueSince, movements, penalty } = await readLoan(
      people.county,
      id,
    );
    const [book] = await finance.look<{ interest: number; loan: number }>(
      `select coalesce(sum(g.amount_fen) filter (where account_code like 'loan-interest/%'), 0)::int as interest, coalesce(sum(g.amount_fen) filter (where account_code like 'loan/%'), 0)::int as loan
       from ledger_line g join ledger_entry e on e.id = g.entry_id left join ledger_entry o on o.id = e.reverses
       join loan_movement m on m.id = coalesce(o.cause_id, e.cause_id) where m.loan_id = $1`,
      [id],
    );
    const live = movements
      .filter((one: { kind: string; isReversed: boolean }) => one.kind !== 'reversal' && !one.isReversed)
      .map(({ kind, on, reference, interestFen, principalFen, penaltyFen }: Record<string, unknown>) => [
        ...[kind, on, reference, interestFen, principalFen, penaltyFen],
      ]);
    return { state, maturesOn, outstandingFen, interestPaidFen, payoffFen, schedule, overdueSince, live, penalty: penalty?.owedFen, book };
  };

  it('an extension holds from its own day, and what was paid since is what it would have been', async () => {
    const [waited, atOnce] = [await lent(), await lent()];
    await daysPass(finance, 30);
    const proposedOn = today();
    await propose(waited, 4).expect(201);
    await changeContract(people, atOnce, 'extension', { on: proposedOn, addedPeriods: 4, reason: '受灾减产' });
    const [due] = (await readLoan(people.county, waited)).schedule;
    await until(due.dueOn);
    for (const id of [waited, atOnce]) await repay(id, due.principalFen + due.interestFen, 'P1');
    await daysPass(finance, 12);
    for (const id of [waited, atOnce]) await repay(id, 77_777, 'P2');
    expect((await consent(waited)).status).toBe(200);
    const after = await read(waited);
    expect(after.maturesOn).toBe('2020-06-15');
    expect(after).toEqual(await read(atOnce));
    // the bank's number stands once, for what is there now
    expect((await repay(waited, 77_777, 'P2')).body.outstandingFen).toBe(after.outstandingFen);
    expect(await read(waited)).toEqual(after);
    // what was booked before is seen with its reversal, in the name of nobody
    const { movements } = await readLoan(people.county, waited);
    expect(movements.filter(({ kind }: { kind: string }) => kind === 'reversal')).toHaveLength(2);
    const rest = await readLoan(people.county, waited);
    await repay(waited, rest.payoffFen, 'P3');
    expect(await readLoan(people.county, waited)).toMatchObject({ state: 'repaid', outstandingFen: 0 });
  });

  it('what is paid the same under the new contract stays as it was booked', async () => {
    const id = await lent({ method: 'interestOnly' });
    await daysPass(finance, 5);
    await propose(id, 2).expect(201);
    const [due] = (await readLoan(people.county, id)).schedule;
    await until(due.dueOn);
    await repay(id, due.interestFen, 'P1');
    expect((await consent(id)).status).toBe(200);
    const { movements, state } = await readLoan(people.county, id);
    expect([state, movements.map(({ kind }: { kind: string }) => kind)]).toEqual(['extended', ['repayment', 'drawing', 'approval']]);
  });

  it('whoever had paid what was due on its day is extended, also when the loan was told overdue while it waited', async () => {
    const id = await confirmedLoan(finance, people, { bankCode: bank });
    expect((await approveLoan(people.approver, id, { annualRatePpm: 30_000, method: 'interestOnly', periodMonths: 12 })).status).toBe(200);
    await people.teller.post(`/loans/${id}/drawings`, { on: today(), amountFen: 3_000_000, reference: 'D1' }).expect(201);
    const [first, second, last] = (await readLoan(people.county, id)).schedule;
    for (const { dueOn, interestFen } of [first, second]) {
      await until(dueOn);
      await repay(id, interestFen, `P${dueOn}`);
    }
    await until(addDays(last.dueOn, -10));
    await propose(id, 1).expect(201);
    await until(last.dueOn);
    await repay(id, last.interestFen, 'P3');
    await daysPass(finance, 20);
    expect((await readLoan(people.county, id)).state).toBe('overdue');
    expect((await consent(id)).status).toBe(200);
    const after = await readLoan(people.county, id);
    expect(after).toMatchObject({ state: 'extended', overdueSince: null, bucket: 0, penalty: { owedFen: 0 } });
    expect(after.maturesOn > last.dueOn).toBe(true);
    expect((await eventsPublished(finance, id, 3)).map(({ type }) => type)).toContain('finance.loan.caught-up.v1');
  });

  it('what stays late under the new contract stays overdue, and is extended once it was paid', async () => {
    const id = await lent();
    await propose(id, 4).expect(201);
    const [due] = (await readLoan(people.county, id)).schedule;
    await until(addDays(due.dueOn, 20));
    expect((await readLoan(people.county, id)).state).toBe('overdue');
    expect((await consent(id)).status).toBe(200);
    const late = await readLoan(people.county, id);
    expect(late).toMatchObject({ state: 'overdue', overdueSince: due.dueOn });
    await repay(id, late.overduePrincipalFen + late.overdueInterestFen, 'P1');
    expect((await readLoan(people.county, id)).state).toBe('extended');
  });

  it('a loan that was told overdue is not proposed for an extension: what is due comes first, and the request says so', async () => {
    const id = await lent();
    const [due] = (await readLoan(people.county, id)).schedule;
    await until(addDays(due.dueOn, 20));
    const refused = await propose(id, 4);
    expect([refused.status, refused.body.problems?.map(({ code }: { code: string }) => code)]).toEqual([409, ['not-late']]);
    expect(refused.body.detail).toContain('须先补足');
    // seen on the page before anybody asks
    const { next } = await readLoan(people.teller, id);
    expect(next.find(({ step }: { step: string }) => step === 'proposeExtension')).toMatchObject({ possible: false });
  });

  it('where money was lent since on what would be counted anew the change is refused with what to do', async () => {
    const id = await confirmedLoan(finance, people, { bankCode: bank });
    expect((await approveLoan(people.approver, id, { annualRatePpm: 30_000 })).status).toBe(200);
    await people.teller.post(`/loans/${id}/drawings`, { on: today(), amountFen: 1_000_000, reference: 'D1' }).expect(201);
    await propose(id, 4).expect(201);
    const [due] = (await readLoan(people.county, id)).schedule;
    await until(due.dueOn);
    await repay(id, due.principalFen + due.interestFen, 'P1');
    await people.teller.post(`/loans/${id}/drawings`, { on: today(), amountFen: 500_000, reference: 'D2' }).expect(201);
    const refused = await consent(id);
    expect([refused.status, refused.body.code]).toEqual([409, 'loan.change-overtaken']);
    expect(refused.body.detail).toContain('放款');
    expect((await loanStep(people.money, id, 'declineChange', '重新提出')).status).toBe(200);
    expect((await changeContract(people, id, 'extension', { on: today(), addedPeriods: 4, reason: '受灾' })).status).toBe(200);
  });

  it("a bank's file holds the extension and what was paid after it: the preview says what waits, and nothing overtakes anything", async () => {
    const id = await lent();
    const { contractNumber, maturesOn, schedule } = await readLoan(people.county, id);
    const [due] = schedule;
    await until(due.dueOn);
    const fen = due.principalFen + due.interestFen;
    const sent = await sendBankFile(people.approver, [
      { bank, contract: contractNumber, kind: '展期', on: addDays(due.dueOn, -20), periods: 4, reference: 'Z1' },
      { bank, contract: contractNumber, on: due.dueOn, fen, reference: 'H1' },
    ]);
    const file = await worked(finance, people.approver, sent.body.id);
    expect(file).toMatchObject({ state: 'checked', results: { refused: 0 } });
    const { body } = await people.teller.get(`/bank-files/${file.id}/rows`).expect(200);
    expect(body.items.map(({ parts }: { parts: unknown }) => parts)).toMatchObject([
      [{ cause: 'countyConsents' }],
      [{ cause: 'changeWaits' }],
    ]);
    await people.teller.post(`/bank-files/${file.id}/release`, {}, file.version).expect(200);
    expect(await worked(finance, people.teller, file.id)).toMatchObject({ state: 'booked' });
    expect((await loanStep(people.money, id, 'consentToChange')).status).toBe(200);
    const after = await readLoan(people.county, id);
    expect(after).toMatchObject({ state: 'extended', changes: [{ from: addDays(due.dueOn, -20) }] });
    expect([Number(after.maturesOn.slice(0, 4)) - Number(maturesOn.slice(0, 4)), after.maturesOn.slice(4)]).toEqual([
      1,
      maturesOn.slice(4),
    ]);
    // the same file once more changes nothing
    const again = await sendBankFile(people.approver, [{ bank, contract: contractNumber, on: due.dueOn, fen, reference: 'H1' }]);
    expect(await worked(finance, people.approver, again.body.id)).toMatchObject({ results: { already: 1 } });
  });
});
