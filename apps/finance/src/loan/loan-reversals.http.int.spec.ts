import { eventsPublished } from '@jingzhun/messaging/testing';
import { textOfPdf } from '@jingzhun/print/testing';
import {
  approveLoan,
  BANK,
  bankClerk,
  borrower,
  confirmedLoan,
  changeContract,
  daysPass,
  drawnLoan,
  lenderBank,
  loanOffice,
  loanStep,
  readLoan,
  type LoanOffice,
} from '../../test/loan.factory.js';
import { officer, startFinance, type Finance } from '../../test/service.js';

describe('what was recorded by mistake', () => {
  let finance: Finance;
  let people: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-15T02:00:00Z'));
    people = loanOffice(finance);
    await lenderBank(people);
  });
  afterAll(async () => finance?.stop());

  const bank = async () => (await people.county.get('/lender-banks').expect(200)).body.items[0];
  const last = async (id: string) =>
    (await readLoan(people.county, id)).movements.find(({ canBeReversed }: { canBeReversed: boolean }) => canBeReversed);
  const reverse = async (id: string, by = people.approver, what?: { id: string }) =>
    by.post(`/loans/${id}/movements/${(what ?? (await last(id))).id}/reversal`, { reason: '登记有误' });
  const bookOf = async () =>
    Object.fromEntries(
      (
        await finance.look<{ code: string; sum: string }>(
          `select account_code as code, sum(amount_fen) as sum from ledger_line where account_code like '%/rcb' group by 1 having sum(amount_fen) <> 0`,
        )
      ).map(({ code, sum }) => [code, Number(sum)]),
    );

  it('a drawing is taken back by another clerk: approved as before, no schedule, and paid out anew', async () => {
    const before = { fund: await bank(), book: await bookOf() };
    const id = await drawnLoan(finance, people);
    await daysPass(finance, 100);
    expect(await readLoan(people.county, id)).toMatchObject({ state: 'overdue', bucket: 1 });
    expect((await reverse(id, people.teller)).body.problems).toMatchObject([{ code: 'not-recorder' }]);
    const drawing = await last(id);
    const { body } = await reverse(id).then((answer) => answer);
    expect(body).toMatchObject({
      state: 'bankApproved',
      drawnFen: 0,
      reservedFen: 3_000_000,
      outstandingFen: 0,
      bucket: 0,
      maturesOn: null,
    });
    expect(body.schedule).toEqual([]);
    expect(body.movements[0]).toMatchObject({ kind: 'reversal', reversedKind: 'drawing', reason: '登记有误' });
    expect((await reverse(id, people.approver, drawing)).body.code).toBe('loan.only-last-reversed');
    expect((await bank()).exposureFen - before.fund.exposureFen).toBe(3_000_000);
    expect(await bookOf()).toEqual(before.book);
    const told = (await eventsPublished(finance, id, 3)).map(({ type, data }) => [type, data['drawingId'] ?? data['movementId']]);
    expect(told).toEqual([
      ['finance.loan.disbursed.v1', drawing.id],
      ['finance.loan.fell-overdue.v1', undefined],
      ['finance.loan.movement-reversed.v1', drawing.id],
    ]);
    const anew = { on: finance.clock.today(), amountFen: 1_000_000, reference: 'D2' };
    const drawn = await people.teller.post(`/loans/${id}/drawings`, anew).expect(201);
    expect(drawn.body).toMatchObject({ state: 'drawn', drawnFen: 1_000_000, reservedFen: 2_000_000 });
    expect(drawn.body.schedule[0].from).toBe(anew.on);
  });

  it('a statement of a day lists every movement and its reversal, and adds up to what is owed; a print of before is told apart', async () => {
    const id = await drawnLoan(finance, people, {}, { contractNumber: 'RCB-88' });
    const start = finance.clock.today();
    const print = async (query: string, by = people.county) => {
      const { body } = await by.get(`/loans/${id}/statement?${query}`).buffer().parse(binary).expect(200);
      return (await textOfPdf(body as Buffer)).join('').replaceAll(/\s/g, '');
    };
    const pay = (on: string, reference: string) =>
      people.teller.post(`/loans/${id}/repayments`, { on, amountFen: 500_000, reference, effect: 'smallerInstalments' }).expect(201);
    await daysPass(finance, 4);
    const wrongDay = finance.clock.today();
    await pay(wrongDay, 'R1');
    const before = await print(`on=${wrongDay}`);
    for (const words of ['贷款对账单', '赖金生', 'RCB-88', '+30,000.00', '-5,000.00', '25,000.00元（大写：贰万伍仟元整）'])
      expect(before).toContain(words);
    await daysPass(finance, 4);
    await reverse(id);
    await pay(finance.clock.today(), 'R2');
    const { body: printed } = await people.teller.get(`/loans/${id}/statements`).expect(200);
    expect(printed.items).toMatchObject([{ on: wrongDay, isStillSo: false, byName: people.county.principal.name }]);
    expect(before).toContain(printed.items[0].digest);
    expect(before).toContain(printed.items[0].number);
    // the mistake was put right: on that day nothing had been repaid, and the paper says why
    const after = await print(`on=${wrongDay}`, people.teller);
    for (const words of ['还款·已冲销', '冲销：还款', '尚欠本金30,000.00元', '截至日期' + wrongDay]) expect(after).toContain(words);
    expect(after).not.toContain('R2');
    const today = await print(`on=${finance.clock.today()}&lang=en`);
    for (const words of ['Statementofaloan', 'Reversal:Repaid', 'Principalowed25,000.00yuan', 'R2']) expect(today).toContain(words);
    const { body: all } = await people.county.get(`/loans/${id}/statements`).expect(200);
    expect(all.items.map(({ isStillSo }: { isStillSo: boolean }) => isStillSo)).toEqual([true, true, false]);
    // late days and interest as the loan itself has them
    await daysPass(finance, 120);
    const { overduePrincipalFen, overdueInterestFen, overdueSince } = await readLoan(people.county, id);
    const late = await print(`on=${finance.clock.today()}`);
    const yuan = ((overduePrincipalFen + overdueInterestFen) / 100).toFixed(2).replaceAll(/\B(?=(\d{3})+\.)/g, ',');
    const days = (Date.parse(finance.clock.today()) - Date.parse(overdueSince)) / 86_400_000;
    expect(late).toContain(`逾期${yuan}元`);
    expect(late).toContain(`自${overdueSince}起${days}天`);
    expect(await print(`on=${start}`)).toContain('逾期没有');
    expect((await people.county.get(`/loans/${id}/statement?on=2030-01-01`).expect(422)).body.code).toBe('loan.date-future');
    expect((await finance.as(bankClerk('abc')).get(`/loans/${id}/statement?on=${start}`).expect(404)).body.code).toBe('loan.not-found');
    for (const path of ['statement?on=' + start, 'statements'])
      await finance
        .as(officer(['village-cadre'], '360781103201'))
        .get(`/loans/${id}/${path}`)
        .expect(404);
    const [audited] = await finance.look<{ detail: object }>(
      `select detail from audit_log where action = 'loan.statement' and object_id = $1 order by detail ->> 'number' limit 1`,
      [id],
    );
    expect(audited!.detail).toEqual({ number: printed.items[0].number, on: wrongDay });
    await expect(finance.look('delete from loan_statement')).rejects.toThrow(/append-only/);
  });

  it('of two drawings the second leaves the first as it was; one that was built on stays', async () => {
    const id = await drawnLoan(finance, people, {}, { method: 'interestOnly' });
    const one = await readLoan(people.county, id);
    const first = await reverse(id);
    expect(first.body.state).toBe('bankApproved');
    const draw = (amountFen: number, reference: string) =>
      people.teller.post(`/loans/${id}/drawings`, { on: finance.clock.today(), amountFen, reference }).expect(201);
    await draw(1_000_000, 'D2');
    const alone = await readLoan(people.county, id);
    await daysPass(finance, 10);
    await draw(2_000_000, 'D3');
    expect((await reverse(id)).body).toMatchObject({ state: 'drawn', drawnFen: 1_000_000, schedule: alone.schedule });
    await draw(2_000_000, 'D4');
    const change = { from: finance.clock.today(), annualRatePpm: 43_500, reason: '基准调整' };
    await changeContract(people, id, 'rate-changes', change);
    expect((await reverse(id)).body.problems).toMatchObject([{ code: 'nothing-changed' }]);
    expect(one.state).toBe('drawn');
  });

  it('a reference stands for what was reversed, and both kinds that carry it can be', async () => {
    const id = await drawnLoan(finance, people);
    const paid = { on: finance.clock.today(), amountFen: 100, reference: 'D1' };
    await people.teller.post(`/loans/${id}/repayments`, paid).expect(201);
    expect((await reverse(id)).body).toMatchObject({ state: 'repaying', outstandingFen: 3_000_000 });
    const again = await people.teller.post(`/loans/${id}/repayments`, paid).expect(409);
    expect(again.body).toMatchObject({ code: 'loan.reference-used', detail: expect.stringContaining('已冲销') });
    expect((await reverse(id)).body).toMatchObject({ state: 'bankApproved', outstandingFen: 0 });
  });

  it('what settled the wrong loan is reversed once the household may owe it, and the right day recorded', async () => {
    const owner = await borrower(finance);
    const id = await confirmedLoan(finance, people, owner);
    await approveLoan(people.approver, id);
    const pay = (kind: string, on: string, amountFen: number, reference: string) =>
      people.teller.post(`/loans/${id}/${kind}`, { on, amountFen, reference }).expect(201);
    await pay('drawings', finance.clock.today(), 1_000_000, 'D1');
    await daysPass(finance, 2);
    const rightDay = finance.clock.today();
    await daysPass(finance, 2);
    const settled = await pay('repayments', finance.clock.today(), (await readLoan(people.county, id)).payoffFen, 'R1');
    expect(settled.body).toMatchObject({ state: 'repaid', reservedFen: 0 });
    const other = await confirmedLoan(finance, people, { ...owner, amountFen: 4_500_000 });
    expect((await approveLoan(people.approver, other)).status).toBe(200);
    const blocked = await reverse(id);
    expect(blocked.body).toMatchObject({ code: 'loan.reversal-cap', next: expect.stringContaining('再办理冲销') });
    expect((await loanStep(people.clerk, other, 'withdraw', '暂不贷款')).status).toBe(200);
    // approved when the cap was lower
    await finance.look('update household_credit set cap_fen = 500000 where household_id = $1', [owner.householdId]);
    expect((await reverse(id)).body).toMatchObject({ state: 'repaying', outstandingFen: 1_000_000 });
    expect((await pay('repayments', rightDay, 1_000, 'R2')).body).toMatchObject({ state: 'repaying' });
  });

  it('a compensation is taken back by the county: the fund has its share again, collection goes on', async () => {
    const id = await drawnLoan(finance, people);
    await daysPass(finance, 100);
    await loanStep(people.teller, id, 'collect', '多次上门未还');
    await daysPass(finance, 90);
    await loanStep(people.teller, id, 'requestCompensation', '催收无果');
    const before = { fund: await bank(), book: await bookOf(), loan: await readLoan(people.county, id) };
    expect((await loanStep(people.county, id, 'compensate', '同意代偿')).status).toBe(200);
    const back = { on: finance.clock.today(), amountFen: 3_000_000, reference: 'B1' };
    await people.teller.post(`/loans/${id}/recoveries`, back).expect(201);
    const [recovery, compensation] = (await readLoan(people.county, id)).movements;
    expect((await reverse(id, people.secondCounty, compensation)).body.code).toBe('loan.only-last-reversed');
    expect((await reverse(id, people.approver, recovery)).body).toMatchObject({
      state: 'compensated',
      recoveredFen: 0,
      fundRecoveredFen: 0,
    });
    expect((await people.teller.post(`/loans/${id}/recoveries`, back)).body.code).toBe('loan.reference-used');
    expect((await reverse(id, people.approver)).body.code).toBe('loan.not-your-office');
    expect((await reverse(id, people.county)).body.problems).toMatchObject([{ code: 'not-recorder' }]);
    const { body } = await reverse(id, people.secondCounty);
    expect(body).toMatchObject({ state: 'collection', lostFen: 0, fundPaidFen: 0, outstandingFen: 3_000_000 });
    expect(body).toMatchObject({ overdueSince: before.loan.overdueSince, overduePrincipalFen: before.loan.overduePrincipalFen });
    const { balanceFen, exposureFen } = before.fund;
    expect(await bank()).toMatchObject({ balanceFen, exposureFen });
    expect(await bookOf()).toEqual(before.book);
    const { body: changes } = await people.county.get(`/lender-banks/${BANK}/fund-changes`).expect(200);
    expect(changes.items.filter(({ kind }: { kind: string }) => kind === 'reversal')).toHaveLength(2);
    // granted again by another person than who asked
    expect((await loanStep(people.secondCounty, id, 'compensate', '核实无误')).status).toBe(200);
  });

  it('under the code: only the last, only the whole, only by another', async () => {
    // of a bank that has lost nothing
    const clerks = loanOffice(finance, 'abc');
    await lenderBank(clerks, 100_000_000, 'abc');
    const id = await drawnLoan(finance, clerks, { bankCode: 'abc' });
    const { id: drawing } = await last(id);
    const byHand = (amount: number, by: string) =>
      finance.look(
        `insert into loan_movement (id, loan_id, position, bank_code, village_code, household_id, kind, on_date, reference, reserved_fen, principal_fen, reverses, recorded_at, recorded_by, recorded_by_name)
         select gen_random_uuid(), loan_id, 90, bank_code, village_code, household_id, 'reversal', on_date, 'x', $2::bigint, -$2::bigint, id, now(), $3, 'x' from loan_movement where id = $1`,
        [drawing, amount, by],
      );
    await expect(byHand(3_000_000, clerks.teller.principal.accountId)).rejects.toThrow('who recorded it');
    await expect(byHand(2_999_999, people.approver.principal.accountId)).rejects.toThrow('the opposite');
    await clerks.teller.post(`/loans/${id}/repayments`, { on: finance.clock.today(), amountFen: 1, reference: 'R1' }).expect(201);
    await expect(byHand(3_000_000, people.approver.principal.accountId)).rejects.toThrow('the last movement');
  });
});

const binary = (response: unknown, done: (error: Error | null, body: Buffer) => void): void => {
  const parts: Buffer[] = [];
  (response as NodeJS.ReadableStream).on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
};
