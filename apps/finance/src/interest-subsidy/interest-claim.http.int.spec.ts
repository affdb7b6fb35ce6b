import fc from 'fast-check';
import { formatYuan, plainYuan, type Fen } from '@jingzhun/domain/money';
import { eventsPublished } from '@jingzhun/messaging/testing';
import { ADVISORY_LOCKS, run, systemSession } from '@jingzhun/persistence';
import { agreePolicyOverHttp } from '@jingzhun/policy/testing';
import { together } from '@jingzhun/service-shell/testing';
import { textOfPdf } from '@jingzhun/print/testing';
import { allotted, funded } from '../../test/by-two.js';
import { BANK, bankClerk, daysPass, drawnLoan, lenderBank, loanOffice, readLoan, type LoanOffice } from '../../test/loan.factory.js';
import { photo } from '../../test/subsidy.factory.js';
import { lockLoan } from '../loan/loan-rows.js';
import { COUNTY, officer, startFinance, type Finance } from '../../test/service.js';
import { LINE_WAYS } from './correction.rules.js';
import { InterestPayables } from './interest-payables.js';

const FUND = 'interest-2016';
const RECORDED = { sourceDocument: '瑞财〔2016〕9号', reason: '年度贴息预算' };
const TITLES = '合同编号,申报贴息（元）';
const yuan = (fen: number): string => plainYuan(fen as Fen);
const fileOf = (...rows: readonly (readonly [string, number])[]): string =>
  [TITLES, ...rows.map(([contract, fen]) => `${contract},${yuan(fen)}`), `合计,${yuan(rows.reduce((sum, [, fen]) => sum + fen, 0))}`].join(
    '\r\n',
  );

describe('a claim for interest subsidy', () => {
  let finance: Finance;
  let people: LoanOffice;
  const contracts: string[] = [];
  const loans: string[] = [];
  /** 30,000 yuan at 4.75 %, interest only, drawn on one day: 91 or 92 days of a quarter by 360. */
  let quarterFen = 0;

  const take = (content: string, quarter = '2016-Q3', by = people.teller) =>
    by.upload(`/interest-claims?bankCode=${BANK}&quarter=${quarter}`, content, 'text/csv');
  const decide = (id: string, what: string, body: object, version: number, by = people.county) =>
    by.post(`/interest-claims/${id}/${what}`, body, version);
  const linesOf = async (id: string) => (await people.county.get(`/interest-claims/${id}/lines`).expect(200)).body.items;

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-15T02:00:00Z'));
    people = loanOffice(finance);
    await lenderBank(people);
    await people.county
      .post('/budget/funds', { code: FUND, nameZh: '贷款贴息', nameEn: 'interest subsidy', purpose: 'interestSubsidy' })
      .expect(201);
    await funded(people.county, people.money, FUND, { amountFen: 10_000_000, on: '2016-06-01', ...RECORDED });
    await allotted(people.county, people.money, FUND, { area: COUNTY, amountFen: 10_000_000, ...RECORDED });
    for (let i = 0; i < 4; i += 1) {
      contracts.push(`RCB-${i}`);
      loans.push(await drawnLoan(finance, people, {}, { method: 'interestOnly', contractNumber: `RCB-${i}` }));
    }
    await daysPass(finance, 92);
    const [line] = (await readLoan(people.teller, loans[0] as string)).schedule;
    quarterFen = line.interestDueFen ?? line.interestFen;
    // the second pays a month late, the others on the day
    for (const [i, loan] of loans.entries())
      if (i !== 1)
        await people.teller
          .post(`/loans/${loan}/repayments`, {
            on: finance.clock.today(),
            amountFen: quarterFen,
            reference: 'Q3',
            effect: 'smallerInstalments',
          })
          .expect(201);
    await daysPass(finance, 30);
  });
  afterAll(async () => finance?.stop());

  it('is taken with what agrees, what differs and why, what is not ours and what was forgotten', async () => {
    expect(quarterFen).toBe(36_417);
    const [a, b, c] = contracts as [string, string, string, string];
    const file = fileOf([a, quarterFen], [b, quarterFen + 100_000], ['RCB-X', 1_000], [c, quarterFen - 2]);
    const { body } = await take(file).expect(201);
    expect(body).toMatchObject({ state: 'received', quarter: '2016-Q3', rows: 4, grantedFen: 2 * quarterFen - 2, version: 1 });
    const lines = await linesOf(body.id);
    expect(lines.map(({ row, result, grantedFen }: Record<string, unknown>) => [row, result, grantedFen])).toEqual([
      [2, 'agreed', quarterFen],
      [3, 'notPaid', 0],
      [4, 'unknownContract', 0],
      [5, 'differs', quarterFen - 2],
      [null, 'notClaimed', 0],
    ]);
    // not paid, and why; what else is wrong with the figure the bank reads at once, not when it claims again
    const dueOn = (await readLoan(people.teller, loans[1] as string)).schedule[0].dueOn;
    expect(lines[1]).toMatchObject({
      ...{ ourFen: quarterFen, parts: [{ cause: 'unexplained', fen: 100_000 }] },
      unpaid: [{ dueOn, openFen: quarterFen }],
    });
    expect(lines[3]).toMatchObject({ unpaid: [] });
    const ofBank = (await people.teller.get(`/interest-claims/${body.id}/lines?result=notPaid`).expect(200)).body.items;
    expect(ofBank).toMatchObject([{ unpaid: [{ dueOn, openFen: quarterFen }] }]);
    // the same file is the same claim
    expect((await take(file).expect(201)).body.id).toBe(body.id);
    // while it waits for a decision its loans are in no other claim
    const second = await take(fileOf([a, quarterFen])).expect(201);
    expect((await linesOf(second.body.id))[0]).toMatchObject({ result: 'claimedBefore', grantedFen: 0 });
    for (const { id } of [body, second.body]) await decide(id, 'refuse', { reason: '请更正后重报' }, 1).expect(200);
  });

  it('is approved by another person, its money committed, paid to the households and told', async () => {
    const [, , c] = contracts as [string, string, string];
    const { body: claim } = await take(fileOf([c, quarterFen])).expect(201);
    expect((await decide(claim.id, 'approve', { fundCode: 'risk-fund-rcb-2016' }, 1)).body.code).toBe('interest-claim.other-purpose');
    const { body: approved } = await decide(claim.id, 'approve', { fundCode: FUND }, 1).expect(200);
    expect(approved).toMatchObject({ state: 'approved', grantedFen: quarterFen, fundCode: FUND });
    expect((await decide(claim.id, 'approve', { fundCode: FUND }, 2)).body.code).toBe('interest-claim.decided');
    expect(
      (await people.county.get('/budget/funds').expect(200)).body.items.find(({ code }: { code: string }) => code === FUND),
    ).toMatchObject({
      committedFen: quarterFen,
    });

    const line = (await linesOf(claim.id))[0];
    const [approver, cashier] = [finance.as(officer(['finance-approver'])), finance.as(officer(['cashier']))];
    const { householdId } = await readLoan(people.county, line.loanId);
    const account = {
      householdId,
      bankName: '瑞金农商银行',
      accountNumber: '6228480000000004242',
      holderName: '赖金生',
      sourceDocument: '一卡通',
      reason: '首次登记',
    };
    await people.county.post('/payment-accounts', account).expect(200);
    const { body: batch } = await people.county
      .post('/payment-batches', { title: '第三季度贴息', benefit: 'interestSubsidy', fundCode: FUND })
      .expect(201);
    let version = batch.version;
    const step = async (by: typeof people.county, what: string, body: object) => {
      const answer = await by.post(`/payment-batches/${batch.id}/${what}`, body, version);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      version = answer.body.version;
      return answer.body;
    };
    const filled = await step(people.county, 'payments', { causeType: 'interest-claim-line' });
    expect(filled.totals).toMatchObject({ count: 1, sumFen: quarterFen });
    // who took the bank's claim entered what the batch pays: neither approves nor sends it
    const parts = await finance.look<{ part: string }>('select part from payment_batch_person where batch_id = $1 and account_id = $2', [
      batch.id,
      people.teller.principal.accountId,
    ]);
    expect(parts).toEqual([{ part: 'enters' }]);
    const { count, sumFen, digest } = filled.totals;
    await step(people.county, 'declare', { count, sumFen, digest });
    await step(approver, 'approve', {});
    await step(cashier, 'send', {});
    const reference = `${String(batch.number).padStart(6, '0')}-01-000001`;
    const returned = `付款编号,金额（元）,结果,原因,日期\r\n${reference},${yuan(quarterFen)},成功,,${finance.clock.today()}\r\n合计,${yuan(quarterFen)},1,,\r\n`;
    await cashier.upload(`/payment-batches/${batch.id}/returns`, returned, 'text/csv').expect(200);
    expect((await linesOf(claim.id))[0]).toMatchObject({ state: 'paid', paidOn: finance.clock.today() });
    const events = await eventsPublished(finance, householdId, 1);
    expect(events).toMatchObject([
      { data: { benefit: 'interestSubsidy', causeType: 'interest-claim-line', causeId: line.id, amountFen: quarterFen } },
    ]);
  });

  it('grants a loan once a quarter, and leaves out the days the household was late', async () => {
    const [, b, c] = contracts as [string, string, string];
    const again = await take(fileOf([c, quarterFen], [b, quarterFen])).expect(201);
    expect((await linesOf(again.body.id)).slice(0, 2).map(({ result }: { result: string }) => result)).toEqual([
      'claimedBefore',
      'notPaid',
    ]);
    // nothing of interest that is still owed, whatever a program writes
    await expect(
      finance.look(
        `update interest_claim_line set granted_fen = our_fen, result = 'agreed', state = 'granted' where claim_id = $1 and result = 'notPaid'`,
        [again.body.id],
      ),
    ).rejects.toMatchObject({ code: 'JZ030' });

    await people.teller
      .post(`/loans/${loans[1] as string}/repayments`, {
        on: finance.clock.today(),
        amountFen: quarterFen,
        reference: 'Q3',
        effect: 'smallerInstalments',
      })
      .expect(201);
    const paid = await take(fileOf([b, quarterFen])).expect(201);
    expect((await linesOf(paid.body.id))[0]).toMatchObject({ result: 'agreed', grantedFen: quarterFen });
    await daysPass(finance, 70);
    for (const i of [1, 2])
      await people.teller
        .post(`/loans/${loans[i] as string}/repayments`, {
          on: finance.clock.today(),
          amountFen: 36_021,
          reference: 'Q4',
          effect: 'smallerInstalments',
        })
        .expect(201);
    await daysPass(finance, 10);
    const fourth = await take(fileOf([b, 36_021], [c, 36_021]), '2016-Q4').expect(201);
    const [late, onTime] = await linesOf(fourth.body.id);
    expect(onTime).toMatchObject({ result: 'agreed', ourFen: 36_021 });
    // from 16 September to 15 October: 29 days of 91
    expect(late).toMatchObject({ result: 'differs', parts: [{ cause: 'late', fen: 36_021 - late.ourFen }] });
    expect(late.ourFen).toBe(Math.round((3_000_000 * 0.0475 * (91 - 29)) / 360));
    expect(late.grantedFen).toBe(late.ourFen);

    // one household has had the third quarter: the whole claim goes back, and the bank is told which contract to leave out
    await agreePolicyOverHttp(people.county, people.secondCounty, {
      ...{ code: 'overlap.rewardYearCap', validFrom: '2016-01-01', validTo: null, unit: 'fen per household', region: COUNTY },
      value: { benefits: ['interestSubsidy'], same: ['year'], limit: 'cap', capFen: 1, effect: 'block' },
      ...{ source: '瑞府办〔2016〕12号', certainty: 'L', noteZh: '每户每年一次', reason: '按县文件执行' },
    });
    const { body: blocked } = await decide(fourth.body.id, 'approve', { fundCode: FUND }, 1).expect(409);
    expect(blocked).toMatchObject({
      code: 'benefit-overlap.blocked',
      next: expect.stringContaining('不予批准整份申报'),
      problems: [{ pointer: '/lines/2', code: 'benefit-overlap.found', detail: expect.stringContaining(`合同${c}：`) }],
    });
  });

  it('is refused with a reason, and the bank sends another file', async () => {
    const [a] = contracts as [string];
    const { body } = await take(fileOf([a, 1])).expect(201);
    expect((await decide(body.id, 'refuse', {}, 1)).status).toBe(400);
    expect((await decide(body.id, 'refuse', { reason: '金额有误' }, 1).expect(200)).body).toMatchObject({
      state: 'refused',
      reason: '金额有误',
    });
    const { body: second } = await take(fileOf([a, quarterFen])).expect(201);
    expect((await linesOf(second.id))[0]).toMatchObject({ result: 'agreed', grantedFen: quarterFen, isToCheck: false });
    // a repayment it was worked out from turns out to be another household's
    await daysPass(finance, 1);
    const loan = await readLoan(people.county, loans[0] as string);
    const { id: repayment } = loan.movements.find(({ canBeReversed }: { canBeReversed: boolean }) => canBeReversed);
    await people.approver.post(`/loans/${loans[0] as string}/movements/${repayment}/reversal`, { reason: '串户' }).expect(201);
    expect((await linesOf(second.id))[0]).toMatchObject({ isToCheck: true });
    expect((await readLoan(people.county, loans[0] as string)).subsidyToCheck).toEqual([
      { claimId: second.id, quarter: '2016-Q3', grantedFen: quarterFen },
    ]);
    expect((await readLoan(people.county, loans[2] as string)).subsidyToCheck).toEqual([]);
    const changed = { code: 'interest-claim.books-changed', problems: [{ pointer: '/lines/1', code: 'interest-claim.book-changed' }] };
    expect((await decide(second.id, 'approve', { fundCode: FUND }, 1).expect(409)).body).toMatchObject(changed);
    await decide(second.id, 'refuse', { reason: '按更正后的账目重报' }, 1).expect(200);
    // the interest is owed again: claimed once the household itself has paid it
    const { body: unpaid } = await take(fileOf([a, quarterFen])).expect(201);
    expect((await linesOf(unpaid.id))[0]).toMatchObject({ result: 'notPaid', grantedFen: 0 });
    await people.teller
      .post(`/loans/${loans[0] as string}/repayments`, {
        on: finance.clock.today(),
        amountFen: quarterFen,
        reference: 'Q3 again',
        effect: 'smallerInstalments',
      })
      .expect(201);
    // then it is decided that the money was used otherwise in that quarter
    const { body: third } = await take(fileOf([a, quarterFen + 1])).expect(201);
    expect((await linesOf(third.id))[0]).toMatchObject({ isToCheck: false });
    await daysPass(finance, 1);
    const seen = { on: '2016-09-20', finding: 'notAsAgreed', remark: '用于建房', attachmentIds: [await photo(finance)] };
    await people.township.post(`/loans/${loans[0] as string}/use-checks`, seen).expect(201);
    // decided at the same moment as the claim: the approval waits for the loan, and sees it
    const approved = await finance.db.transaction(systemSession('import'), async (em) => {
      await lockLoan(em, loans[0] as string);
      let isAnswered = false;
      const answer = decide(third.id, 'approve', { fundCode: FUND }, 1).then((it) => ((isAnswered = true), it));
      const isWaiting = async () =>
        (await finance.look(`select from pg_stat_activity where wait_event_type = 'Lock' and query like 'select from loan where%'`))
          .length > 0;
      while (!isAnswered && !(await isWaiting()));
      await run(
        em,
        `insert into loan_misuse (id, loan_id, village_code, household_id, position, what, on_date, check_id, reason, recorded_at, recorded_by, recorded_by_name)
         select gen_random_uuid(), l.id, l.village_code, l.household_id, 1, 'found', c.on_date, c.id, '用于建房', c.recorded_at, gen_random_uuid(), '某' from loan l join loan_use_check c on c.loan_id = l.id where l.id = $1`,
        [loans[0]],
      );
      return { answer };
    });
    expect((await approved.answer).body).toMatchObject(changed);
  });

  it('is not approved when a movement of the quarter is recorded after the upload', async () => {
    const d = contracts[3] as string;
    const { body } = await take(fileOf([d, quarterFen])).expect(201);
    expect((await linesOf(body.id))[0]).toMatchObject({ grantedFen: quarterFen, isToCheck: false });
    await daysPass(finance, 1);
    await people.teller
      .post(`/loans/${loans[3] as string}/repayments`, {
        on: '2016-09-20',
        amountFen: 500_000,
        reference: 'early',
        effect: 'smallerInstalments',
      })
      .expect(201);
    expect((await linesOf(body.id))[0]).toMatchObject({ isToCheck: true });
    expect((await decide(body.id, 'approve', { fundCode: FUND }, 1).expect(409)).body).toMatchObject({
      code: 'interest-claim.books-changed',
    });
  });

  it('is refused whole when its file is wrong, and taken from the own bank after the quarter only', async () => {
    const [a] = contracts as [string];
    const codes = async (content: string) => (await take(content).expect(422)).body.problems?.map(({ code }: { code: string }) => code);
    expect(await codes(`${TITLES}\n${a},12,5\n合计,12.5`)).toContain('table.total-differs');
    expect(await codes(`${TITLES}\n${a},viel\n合计,1`)).toEqual(['cell.number']);
    expect(await codes(`${TITLES}\n${a},1`)).toEqual(['table.total-missing']);
    expect((await take(fileOf([a, 1]), '2017-Q1')).body.code).toBe('interest-claim.quarter-not-over');
    expect((await take(fileOf([a, 1]), '2016-Q5')).status).toBe(400);
    expect((await take(fileOf([a, 1]), '2016-Q3', finance.as(bankClerk('other')))).body.code).toBe('lender-bank.not-found');
    expect((await take(fileOf([a, 1]), '2016-Q3', people.county)).status).toBe(403);
    expect((await finance.as(bankClerk('other')).get('/interest-claims').expect(200)).body.items).toEqual([]);
    const nothing = await take(fileOf([contracts[2] as string, 5])).expect(201);
    expect((await decide(nothing.body.id, 'approve', { fundCode: FUND }, 1)).body.code).toBe('interest-claim.nothing-to-grant');
  });

  it('puts a quarter right that was granted on books that changed: more is paid, too much is set off against the next', async () => {
    const id = await drawnLoan(finance, people, {}, { method: 'interestOnly', contractNumber: 'RCB-E' });
    await agreePolicyOverHttp(people.county, people.secondCounty, {
      ...{ code: 'overlap.rewardYearCap', validFrom: '2017-01-01', validTo: null, unit: 'fen per household', region: COUNTY },
      value: { benefits: ['interestSubsidy'], same: ['year'], limit: 'cap', capFen: 500_000, effect: 'block' },
      ...{ source: '瑞府办〔2016〕12号', certainty: 'L', noteZh: '每户每年一次', reason: '按县文件执行' },
    });
    const { schedule } = await readLoan(people.county, id);
    const daysTo = (day: string) => Math.round((Date.parse(day) - Date.parse(finance.clock.today())) / 86_400_000);
    const quarterOf = (day: string) => `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
    const interest = (days: number) => Math.round((3_000_000 * 0.0475 * days) / 360);
    const pay = (line: number, on: string, reference: string) =>
      people.teller
        .post(`/loans/${id}/repayments`, { on, amountFen: schedule[line].interestFen, reference, effect: 'smallerInstalments' })
        .expect(201);
    const undo = async () => {
      const { movements } = await readLoan(people.county, id);
      const last = movements.find(({ canBeReversed }: { canBeReversed: boolean }) => canBeReversed);
      await people.approver.post(`/loans/${id}/movements/${last.id}/reversal`, { reason: '日期登错' }).expect(201);
    };
    const claimed = async (fen: number, quarter: string) => {
      const { body } = await take(fileOf(['RCB-E', fen]), quarter).expect(201);
      return { claim: body, line: (await linesOf(body.id))[0] };
    };
    const approve = async ({ claim }: { claim: { id: string } }) => {
      const { body, status } = await decide(claim.id, 'approve', { fundCode: FUND }, 1);
      if (status !== 200) throw new Error(JSON.stringify(body));
      return { claim: body, line: (await linesOf(claim.id))[0] };
    };
    /** As the bank's answer to a batch would leave it. */
    const credited = async (line: { id: string }) => {
      await finance.look(`update interest_claim_line set state = 'taken' where id = $1`, [line.id]);
      await finance.look(`update interest_claim_line set state = 'paid', paid_on = $2 where id = $1`, [line.id, finance.clock.today()]);
    };
    const giveUp = (line: { id: string }) =>
      finance.db.transaction(systemSession('import'), (em) =>
        finance.app.get(InterestPayables).givenUp(em, line.id, officer(['finance-approver'])),
      );
    const toCheck = async () => (await readLoan(people.county, id)).subsidyToCheck;

    // the first line is recorded ten days late: the second is not subsidised for nine of them
    await daysPass(finance, daysTo(schedule[0].dueOn) + 10);
    await pay(0, finance.clock.today(), 'E1');
    await daysPass(finance, daysTo(schedule[1].dueOn));
    await pay(1, schedule[1].dueOn, 'E2');
    await daysPass(finance, 100);
    await pay(2, schedule[2].dueOn, 'E3');
    const quarter = quarterOf(schedule[1].dueOn);
    const full = schedule[1].interestFen;
    const days = Math.round((Date.parse(schedule[1].dueOn) - Date.parse(schedule[1].from)) / 86_400_000);
    expect(full).toBe(interest(days));
    const first = await approve(await claimed(full, quarter));
    expect(first.line.grantedFen).toBe(interest(days - 9));
    await credited(first.line);
    expect(await toCheck()).toEqual([]);
    // the same file brings nothing new
    expect((await claimed(full, quarter)).claim.id).toBe(first.claim.id);

    // it had been paid on the day
    await daysPass(finance, 1);
    for (let i = 0; i < 3; i += 1) await undo();
    await pay(0, schedule[0].dueOn, 'E1b');
    await pay(1, schedule[1].dueOn, 'E2b');
    await pay(2, schedule[2].dueOn, 'E3b');
    expect(await toCheck()).toMatchObject([{ quarter, grantedFen: interest(days - 9) }]);
    const more = await claimed(full, quarter);
    expect(more.line).toMatchObject({ result: 'corrected', grantedFen: full - interest(days - 9), cutFen: 0, state: 'open' });
    const second = await approve(more);
    expect(second.line).toMatchObject({ state: 'granted', setOffFen: 0 });
    // on its way: nothing is corrected before it has arrived
    const seen = { on: schedule[1].dueOn, finding: 'notAsAgreed', remark: '用于建房', attachmentIds: [await photo(finance)] };
    await daysPass(finance, 1);
    seen.on = new Date(Date.parse(schedule[1].dueOn) - 20 * 86_400_000).toISOString().slice(0, 10);
    await people.township.post(`/loans/${id}/use-checks`, seen).expect(201);
    await people.county.post(`/loans/${id}/misuse`, { what: 'found', reason: '用于建房' }).expect(201);
    expect((await claimed(full, quarter)).claim.id).toBe(second.claim.id);
    await credited(second.line);

    await daysPass(finance, 1);
    // the money was used otherwise for twenty days of that quarter: cut, and kept with the household until its next subsidy
    expect(await toCheck()).toMatchObject([{ quarter, grantedFen: full }]);
    const less = await claimed(full, quarter);
    const cutFen = full - interest(days - 20);
    expect(less.line).toMatchObject({ result: 'corrected', grantedFen: 0, cutFen, state: 'open' });
    // what it was worked out on is not given up before it is decided
    await finance.look(`update interest_claim_line set state = 'returned', paid_on = null where id = $1`, [first.line.id]);
    await expect(giveUp(first.line)).rejects.toMatchObject({ code: 'interest-claim.correction-waits' });
    await finance.look(`update interest_claim_line set state = 'paid', paid_on = $2 where id = $1`, [first.line.id, finance.clock.today()]);
    const settled = await approve(less);
    expect(settled.claim).toMatchObject({ state: 'approved', grantedFen: 0, cutFen });
    expect(settled.line.state).toBe('settled');
    expect(await toCheck()).toEqual([]);
    await people.secondCounty.post(`/loans/${id}/misuse`, { what: 'putRight', reason: '已收回' }).expect(201);

    // the next: less is paid out and committed by what was too much
    await daysPass(finance, daysTo(schedule[3].dueOn));
    await pay(3, schedule[3].dueOn, 'E4');
    await daysPass(finance, 95);
    const next = await approve(await claimed(schedule[3].interestFen, quarterOf(schedule[3].dueOn)));
    expect(next.line.grantedFen).toBeGreaterThan(cutFen);
    expect(next.line).toMatchObject({ state: 'granted', setOffFen: cutFen });
    const [committed] = await finance.look<{ amount: string }>('select amount_fen as amount from commitment where cause_id = $1', [
      next.line.id,
    ]);
    expect(Number(committed!.amount)).toBe(next.line.grantedFen - cutFen);
    // the paper of the loan: what was credited, and what of it was too much
    const paper = await people.county.get(`/loans/${id}/statement?on=${finance.clock.today()}`).buffer().parse(binary).expect(200);
    const text = (await textOfPdf(paper.body as Buffer)).join('').replaceAll(/\s/g, '');
    expect(text).toContain(`财政贴息已到账${formatYuan(full as Fen)}元`);
    expect(text).toContain(`${quarter}-${formatYuan(cutFen as Fen)}更正：多付`);
    const again = `update interest_claim_line set set_off_fen = set_off_fen + 1 where id = '${next.line.id as string}'`;
    await expect(finance.look(again)).rejects.toMatchObject({ code: 'JZ031' });

    // the bank sends the quarter back: it is given up once nothing of its cut is set off, and then nothing was too much
    const sums = async () => {
      const [row] = await finance.look<{ net: number; owed: number }>(
        `select coalesce(sum(granted_fen - cut_fen) filter (where quarter = $2), 0)::float8 as net, coalesce(sum(cut_fen - set_off_fen), 0)::float8 as owed
         from interest_claim_line where loan_id = $1 and state not in ('open', 'refused', 'givenUp')`,
        [id, quarter],
      );
      return row;
    };
    /** What the book says of the household, and that it is what the lines say. */
    const bookOf = async () => {
      const rows = await finance.look<{ overpayment: number; setOff: number; left: number; owed: number }>(
        `select coalesce(sum(l.amount_fen) filter (where coalesce(o.kind, e.kind) = 'overpayment'), 0)::float8 as overpayment,
           coalesce(sum(l.amount_fen) filter (where coalesce(o.kind, e.kind) = 'set-off'), 0)::float8 as "setOff", sum(l.amount_fen)::float8 as left, interest_overpaid(l.household_id)::float8 as owed
         from ledger_line l join ledger_entry e on e.id = l.entry_id left join ledger_entry o on o.id = e.reverses where l.account_code = 'receivable/interest-subsidy' group by l.household_id`,
      );
      expect(rows.map(({ left }) => left)).toEqual(rows.map(({ owed }) => owed));
      return rows.map(({ overpayment, setOff, left }) => ({ overpayment, setOff, left }));
    };
    expect(await bookOf()).toEqual([{ overpayment: cutFen, setOff: -cutFen, left: 0 }]);
    await finance.look(`update interest_claim_line set state = 'taken' where id = $1`, [next.line.id]);
    for (const line of [first.line, second.line, next.line])
      await finance.look(`update interest_claim_line set state = 'returned', paid_on = null where id = $1`, [line.id]);
    expect(await sums()).toEqual({ net: full - cutFen, owed: 0 });
    await giveUp(next.line);
    expect(await sums()).toEqual({ net: full - cutFen, owed: cutFen });
    expect(await bookOf()).toEqual([{ overpayment: cutFen, setOff: 0, left: cutFen }]);
    // a program that forgets the cut is refused
    await expect(finance.look(`update interest_claim_line set state = 'givenUp' where id = $1`, [first.line.id])).rejects.toMatchObject({
      code: 'JZ031',
    });
    await giveUp(first.line);
    expect(await sums()).toEqual({ net: second.line.grantedFen, owed: 0 });
    expect(await bookOf()).toEqual([{ overpayment: 0, setOff: 0, left: 0 }]);
    // the correction lives and its base does not: the quarter is marked, and claimed again to what it should be
    await finance.look(`update interest_claim_line set state = 'paid', paid_on = $2 where id = $1`, [
      second.line.id,
      finance.clock.today(),
    ]);
    expect(await toCheck()).toMatchObject([{ quarter, grantedFen: second.line.grantedFen }]);
    const third = await claimed(full, quarter);
    expect(third.line).toMatchObject({ result: 'corrected', grantedFen: full - cutFen - second.line.grantedFen, cutFen: 0 });
    const whole = await approve(third);
    expect(await sums()).toEqual({ net: full - cutFen, owed: 0 });
    expect(await toCheck()).toEqual([]);

    // granted and not to be paid: given up by another than who approved it, its money free again
    const stop = (line: { id: string }) =>
      people.county.post(`/interest-claims/lines/${line.id}/give-up`, { reason: '全户死亡，无继承人' });
    await stop(whole.line).then(({ status }) => expect(status).toBe(204));
    expect((await stop(whole.line)).body.code).toBe('money-order.waits');
    expect((await linesOf(whole.claim.id))[0]).toMatchObject({ state: 'granted', giveUpProposedByName: people.county.principal.name });
    await expect(finance.look(`update interest_claim_line set state = 'givenUp' where id = $1`, [whole.line.id])).rejects.toMatchObject({
      code: 'JZ130',
    });
    const against = async (by: typeof people.county) =>
      (await by.get('/money-orders').expect(200)).body.items[0].against.map(({ code }: { code: string }) => code);
    expect([await against(people.money), await against(people.county)]).toEqual([
      [],
      ['money-order.same-person', 'interest-claim.line-same-person'],
    ]);
    // proposed again while another approves it: both are answered, neither waits for the other
    const [{ id: orderId }] = (await people.money.get('/money-orders').expect(200)).body.items;
    const answers = await together(
      finance,
      `select from interest_claim_line where id = '${whole.line.id}' for update`,
      () => stop(whole.line),
      () => people.money.post(`/money-orders/${orderId}/approve`),
    );
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [409, 'money-order.waits'],
      [200, undefined],
    ]);
    expect((await stop(whole.line)).body.code).toBe('interest-claim.line-not-waiting');
    expect(await finance.look('select state from commitment where cause_id = $1', [whole.line.id])).toEqual([{ state: 'released' }]);
    const anew = await approve(await claimed(full, quarter));
    expect(anew.line).toMatchObject({ result: 'corrected', state: 'granted', grantedFen: full - cutFen - second.line.grantedFen });
    await credited(anew.line);

    // what the household had paid was another's: nothing is right; it pays back what it got, and the rest is set off
    await daysPass(finance, 1);
    for (let i = 0; i < 3; i += 1) await undo();
    expect(await toCheck()).toMatchObject([{ quarter }]);
    const worse = await approve(await claimed(full, quarter));
    const overFen = worse.line.cutFen as number;
    expect(overFen).toBeGreaterThan(2);
    const [row] = (await people.county.get('/interest-claims/overpaid').expect(200)).body.items;
    expect(row).toMatchObject({ overpaidFen: overFen, headName: '赖金生' });
    const slip = { on: finance.clock.today(), fundCode: FUND, sourceDocument: '缴款书01号', reason: '农户退回' };
    const repay = (amountFen: number, more: object = {}) =>
      people.county.post(`/interest-claims/overpaid/${row.householdId}/repayments`, { ...slip, amountFen, ...more });
    expect((await repay(overFen + 1)).body.code).toBe('interest-claim.more-than-overpaid');
    expect((await repay(1, { fundCode: 'risk-fund-rcb-2016' })).body.code).toBe('interest-claim.other-purpose');
    const fundFen = async () =>
      (await people.county.get('/budget/funds').expect(200)).body.items.find(({ code }: { code: string }) => code === FUND).amountFen;
    const before = await fundFen();
    await mistypedAndTakenBack(row.householdId, overFen, slip, { fundFen, bookOf });
    const yearOf = async () => (await people.county.get('/budget/years?from=2016&to=2016').expect(200)).body.items[0];
    const { providedFen } = await yearOf();
    // two tellers at the same moment: never more than was too much
    const twice = () => repay(overFen - 1);
    const both = await together(finance, `select pg_advisory_xact_lock(${ADVISORY_LOCKS.interestSums})`, twice, twice);
    expect(both.map(({ status, body }) => body.code ?? status)).toEqual([201, 'interest-claim.more-than-overpaid']);
    expect(await fundFen()).toBe(before + overFen - 1);
    // the county has set nothing aside by it: the rule of the year is met with provisions only
    expect(await yearOf()).toMatchObject({ providedFen, paidBackFen: overFen - 1 });
    expect((await people.county.get('/interest-claims/overpaid').expect(200)).body.items).toMatchObject([{ overpaidFen: 1 }]);
    expect((await bookOf()).map(({ left }) => left)).toEqual([1]);
    await expect(
      finance.look(
        `insert into interest_repayment select gen_random_uuid(), household_id, village_code, 2, on_date, $1, recorded_at, recorded_by, recorded_by_name from interest_repayment order by id desc limit 1`,
        [(await finance.look<{ id: string }>('select id from fund_change order by id limit 1'))[0]!.id],
      ),
    ).rejects.toMatchObject({ code: 'JZ031' });
    // what comes in beside a repayment is its sum, to the fen
    await expect(
      finance.look(
        `with change as (insert into fund_change (id, fund_code, amount_fen, on_date, source_document, reason, recorded_at, recorded_by, recorded_by_name)
           select gen_random_uuid(), '${FUND}', 1000, on_date, 'x', 'x', recorded_at, recorded_by, 'x' from interest_repayment order by id desc limit 1 returning id)
         insert into interest_repayment select gen_random_uuid(), r.household_id, r.village_code, 1, r.on_date, change.id, r.recorded_at, r.recorded_by, r.recorded_by_name
           from change, (select * from interest_repayment order by id desc limit 1) r`,
      ),
    ).rejects.toMatchObject({ code: 'JZ140' });

    // the bank sends back what was cut and paid back: given up it is less than nothing, and claimed again it comes whole
    for (const line of [second.line, anew.line]) {
      await finance.look(`update interest_claim_line set state = 'returned', paid_on = null where id = $1`, [line.id]);
      await giveUp(line);
    }
    expect(await sums()).toEqual({ net: 0 - overFen, owed: overFen });
    const restored = await approve(await claimed(full, quarter));
    expect(restored.line).toMatchObject({ result: 'corrected', grantedFen: overFen, setOffFen: 1 });
    expect(await toCheck()).toEqual([]);
    expect((await people.county.get('/interest-claims/overpaid').expect(200)).body.items).toEqual([]);
    const ledger = (await people.county.get('/ledger/entries?account=receivable/interest-subsidy').expect(200)).body.items;
    expect(ledger.map(({ kind }: { kind: string }) => kind)).toEqual(expect.arrayContaining(['overpayment', 'set-off', 'repayment']));
    expect(ledger[0].cause).toMatchObject({ claimId: restored.claim.id });
  });

  /** Whatever was mistyped as paid back and taken back again: balance, fund and book are as if it had never been. */
  async function mistypedAndTakenBack(
    householdId: string,
    overFen: number,
    slip: object,
    { fundFen, bookOf }: { fundFen: () => Promise<number>; bookOf: () => Promise<{ left: number }[]> },
  ): Promise<void> {
    const owed = async (): Promise<number> =>
      (await people.county.get('/interest-claims/overpaid').expect(200)).body.items.find(
        (one: { householdId: string }) => one.householdId === householdId,
      )?.overpaidFen ?? 0;
    const paidBack = async (by = people.secondCounty) => (await by.get('/interest-claims/overpaid/repayments').expect(200)).body.items;
    const takeBack = (id: string, by = people.secondCounty) =>
      by.post(`/interest-claims/overpaid/repayments/${id}/reversal`, { reason: '户名看错，实为另一户退回' });
    const before = await fundFen();
    const action = fc.oneof(fc.record({ fen: fc.integer({ min: 1, max: overFen + 1 }) }), fc.record({ which: fc.nat(20) }));
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 2, maxLength: 8 }), async (history) => {
        const standing: { id: string; fen: number }[] = [];
        const sum = () => standing.reduce((total, { fen }) => total + fen, 0);
        for (const one of history) {
          if ('fen' in one) {
            const { status } = await people.county.post(`/interest-claims/overpaid/${householdId}/repayments`, {
              ...slip,
              amountFen: one.fen,
            });
            expect(status).toBe(sum() + one.fen > overFen ? 422 : 201);
            if (status === 201) standing.push({ id: (await paidBack())[0].id, fen: one.fen });
          } else if (standing.length > 0) {
            const [taken] = standing.splice(one.which % standing.length, 1);
            await takeBack(taken!.id).expect(200);
          }
          expect([await owed(), await fundFen()]).toEqual([overFen - sum(), before + sum()]);
          expect((await bookOf()).map(({ left }) => left)).toEqual([overFen - sum()]);
        }
        for (const { id } of standing) await takeBack(id).expect(200);
        expect([await owed(), await fundFen()]).toEqual([overFen, before]);
      }),
      { numRuns: 6, seed: 20161128, endOnFailure: true },
    );
    const trial = (await people.county.get('/ledger/trial-balance?on=2030-12-31').expect(200)).body;
    expect(trial.debitFen).toBe(trial.creditFen);

    await people.county.post(`/interest-claims/overpaid/${householdId}/repayments`, { ...slip, amountFen: overFen }).expect(201);
    // nothing is left of it, and it is still there to be taken back
    expect(await owed()).toBe(0);
    const [last] = await paidBack();
    expect(last).toMatchObject({ householdId, amountFen: overFen, headName: '赖金生', takenBackByName: null, canTakeBack: true });
    expect((await paidBack(people.county))[0].canTakeBack).toBe(false);
    const refused = async (by: typeof people.county, id = last.id) => (await takeBack(id, by)).body.code;
    expect(await refused(people.county)).toBe('interest-claim.own-repayment');
    expect(await refused(people.secondCounty, householdId)).toBe('interest-claim.repayment-not-found');
    // two persons at once: the household owes it again once
    const lock = `select pg_advisory_xact_lock(${ADVISORY_LOCKS.interestSums})`;
    const third = finance.as(officer(['county-officer']));
    const both = await together(
      finance,
      lock,
      () => takeBack(last.id),
      () => takeBack(last.id, third),
    );
    expect(both.map(({ status, body }) => body.code ?? status)).toEqual([200, 'interest-claim.repayment-taken-back']);
    expect(both[0]!.body.items[0]).toMatchObject({ id: last.id, takenBackBecause: '户名看错，实为另一户退回', canTakeBack: false });
    expect([await owed(), await fundFen()]).toEqual([overFen, before]);
    // under the code: by the same person, in part, or without its repayment
    const broken = (sql: string) =>
      finance.look(sql).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      );
    await people.county.post(`/interest-claims/overpaid/${householdId}/repayments`, { ...slip, amountFen: 2 }).expect(201);
    const [open] = await paidBack();
    const out = (
      by: string,
      fen: number,
    ) => `insert into fund_change (id, fund_code, amount_fen, on_date, source_document, reason, recorded_at, recorded_by, recorded_by_name, reverses)
      select gen_random_uuid(), f.fund_code, ${fen}, f.on_date, 'x', 'x', f.recorded_at, ${by}, 'x', f.id from fund_change f join interest_repayment r on r.fund_change_id = f.id where r.id = '${open.id}'`;
    expect(await broken(out('f.recorded_by', -2))).toBe('JZ097');
    expect(await broken(out('gen_random_uuid()', -1))).toBe('JZ097');
    expect(await broken(out('gen_random_uuid()', -2))).toBe('JZ096');
    await takeBack(open.id).expect(200);
    expect([await owed(), await fundFen()]).toEqual([overFen, before]);
  }

  it('goes the ways that the table of ways has, and no other', async () => {
    const [of] = await finance.look<{ source: string }>(`select prosrc as source from pg_proc where proname = 'interest_claim_line_moves'`);
    const pairs = [...of!.source.matchAll(/\('(\w+)', '(\w+)'\)/g)].map(([, from, to]) => `${from} ${to}`);
    expect(pairs.toSorted()).toEqual(LINE_WAYS.map(([from, to]) => `${from} ${to}`).toSorted());
  });

  it('is kept by the database: no grant above what both say, none twice, none by who took it', async () => {
    const broken = (sql: string) =>
      finance.look(sql).then(
        () => 'done',
        (error: { constraint?: string; code?: string }) => error.constraint ?? error.code,
      );
    expect(await broken(`update interest_claim_line set granted_fen = our_fen + 1 where granted_fen > 0`)).toBe(
      'interest_claim_line_grants_what_both_say',
    );
    expect(
      await broken(
        `update interest_claim set state = 'approved', fund_code = '${FUND}', decided_by = entered_by, decided_by_name = 'x', decided_at = now() where state = 'received'`,
      ),
    ).toBe('interest_claim_decided_by_another');
    expect(
      await broken(`update interest_claim_line set state = 'paid', paid_on = '2016-10-01' where state = 'open' and granted_fen > 0`),
    ).toBe('JZ014');
    expect(
      await broken(
        `insert into interest_claim_line (id, claim_id, position, file_row, bank_code, quarter, contract_number, loan_id, household_id, village_code, result, claimed_fen, our_fen, granted_fen, parts, state)
         select gen_random_uuid(), claim_id, position + 1000, file_row, bank_code, quarter, contract_number, loan_id, household_id, village_code, result, claimed_fen, our_fen, granted_fen, parts, 'open'
         from interest_claim_line where state = 'paid'`,
      ),
    ).toBe('interest_claim_line_once');
  });
});

const binary = (response: unknown, done: (error: Error | null, body: Buffer) => void): void => {
  const parts: Buffer[] = [];
  (response as NodeJS.ReadableStream).on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
};
