import { eventsPublished } from '@jingzhun/messaging/testing';
import {
  approveLoan,
  askedLoan,
  bankClerk,
  borrower,
  confirmedLoan,
  CONTRACT,
  changeContract,
  daysPass,
  drawnLoan,
  lenderBank,
  loanOffice,
  loanStep,
  LOAN_VILLAGE,
  readLoan,
  type LoanOffice,
} from '../../test/loan.factory.js';
import { officer, startFinance, type Finance } from '../../test/service.js';

describe('a loan', () => {
  let finance: Finance;
  let people: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance();
    people = loanOffice(finance);
    await lenderBank(people, 1_000_000_000);
    await lenderBank(people, 1_000_000_000, 'abc');
  });
  afterAll(async () => finance?.stop());

  const balance = async (account: string): Promise<number> => {
    const [row] = await finance.look<{ sum: string }>(
      'select coalesce(sum(amount_fen), 0) as sum from ledger_line where account_code = $1',
      [account],
    );
    return Number(row?.sum);
  };
  const bank = async () =>
    (await people.county.get('/lender-banks').expect(200)).body.items.find(({ code }: { code: string }) => code === 'rcb');

  it('goes from the application to the last fen: six persons, a schedule, late once, paid back', async () => {
    const before = await bank();
    const id = await confirmedLoan(finance, people);
    expect((await approveLoan(people.approver, id, { annualRatePpm: 47_501 })).body.code).toBe('loan.rate-refused');
    expect((await approveLoan(people.approver, id, { periodMonths: 12, principalGracePeriods: 3 })).body.code).toBe(
      'loan.contract-refused',
    );
    const approved = await approveLoan(people.approver, id);
    expect(approved.body).toMatchObject({ state: 'bankApproved', reservedFen: 3_000_000, terms: { dayCount: 'actual/360', periods: 12 } });
    const draw = { on: '2016-06-15', amountFen: 1_200_000, reference: 'D1' };
    expect((await people.approver.post(`/loans/${id}/drawings`, draw)).body.problems).toMatchObject([{ code: 'not-approver' }]);
    expect((await people.teller.post(`/loans/${id}/drawings`, { ...draw, amountFen: 3_000_001 })).body.code).toBe(
      'loan.more-than-approved',
    );
    const drawn = await people.teller.post(`/loans/${id}/drawings`, draw).expect(201);
    expect(drawn.body.schedule.slice(0, 2)).toMatchObject([
      { dueOn: '2016-09-15', principalFen: 100_000, interestFen: Math.round((1_200_000 * 47_500 * 92) / 360 / 1e6), isLate: false },
      { dueOn: '2016-12-15', principalFen: 100_000 },
    ]);
    expect(drawn.body.maturesOn).toBe('2019-06-15');
    await daysPass(finance, 10);
    await people.teller.post(`/loans/${id}/drawings`, { on: '2016-06-25', amountFen: 1_800_000, reference: 'D2' }).expect(201);
    const whole = await readLoan(people.county, id);
    expect(whole.schedule.reduce((sum: number, line: { principalFen: number }) => sum + line.principalFen, 0)).toBe(3_000_000);
    expect((await bank()).exposureFen - before.exposureFen).toBe(3_000_000);

    await daysPass(finance, 82);
    expect(await readLoan(people.county, id)).toMatchObject({ state: 'drawn', overdueSince: null });
    await daysPass(finance, 4);
    const [first] = whole.schedule;
    expect(await readLoan(people.county, id)).toMatchObject({
      ...{ state: 'overdue', overdueSince: '2016-09-15', bucket: 1 },
      ...{ overduePrincipalFen: first.principalFen, overdueInterestFen: first.interestFen },
    });
    const late = { on: '2016-09-19', amountFen: first.principalFen + first.interestFen, reference: 'R1' };
    const paid = await people.teller.post(`/loans/${id}/repayments`, late).expect(201);
    expect(paid.body).toMatchObject({
      state: 'repaying',
      overdueSince: null,
      interestPaidFen: first.interestFen,
      payoffFen: expect.any(Number),
    });
    const { payoffFen } = paid.body;
    const close = { on: '2016-09-19', amountFen: payoffFen, reference: 'R2' };
    expect((await people.teller.post(`/loans/${id}/repayments`, { ...close, amountFen: payoffFen + 1 })).body.code).toBe(
      'loan.more-than-owed',
    );
    const repaid = await people.teller.post(`/loans/${id}/repayments`, close).expect(201);
    expect(repaid.body).toMatchObject({ state: 'repaid', outstandingFen: 0, next: [{ step: 'reverse' }] });
    expect((await bank()).exposureFen).toBe(before.exposureFen);

    const types = (await eventsPublished(finance, id, 5)).map(({ type }) => type);
    expect(types).toEqual(['disbursed', 'disbursed', 'fell-overdue', 'caught-up', 'repaid'].map((verb) => `finance.loan.${verb}.v1`));
    expect(JSON.stringify(await eventsPublished(finance, id, 5))).not.toContain('赖金生');
    expect(repaid.body.events.map(({ step }: { step: string }) => step).toReversed()).toEqual([
      ...['apply', 'recommend', 'review', 'confirm', 'approve', 'draw', 'draw', 'fallOverdue', 'repay', 'catchUp', 'repay', 'settle'],
    ]);
    expect(await balance('loan/rcb')).toBe(0);
    const [trial] = await finance.look<{ sum: string }>('select sum(amount_fen) as sum from ledger_line');
    expect(Number(trial?.sum)).toBe(0);
  });

  it('is for registered households of the right age, for production, within the cap over all banks', async () => {
    const ask = async (parts: object) => people.clerk.post('/loans', await askedLoan(finance, parts));
    expect((await ask({ purpose: 'weddingFuneral' })).body.code).toBe('loan.purpose-refused');
    expect((await ask({ months: 12 })).body.code).toBe('loan.term-refused');
    expect((await ask({ bankCode: 'nobank' })).body.code).toBe('lender-bank.not-found');
    const { householdId } = await borrower(finance);
    expect((await ask({ householdId })).body.code).toBe('loan.borrower-refused');
    expect((await ask(await borrower(finance, { village: '360781103206' }))).body.code).toBe('directory.household-not-found');
    expect((await people.county.post('/loans', await askedLoan(finance))).body.code).toBe('loan.not-your-office');
    const recommended = async (parts: object) => {
      const { body } = await ask(parts);
      return (await loanStep(people.secondClerk, body.id, 'recommend')).body.problems?.map(({ code }: { code: string }) => code);
    };
    expect(await recommended(await borrower(finance, { birthYear: 1950 }))).toEqual(['age-fits']);
    expect(await recommended(await borrower(finance, { registeredOn: '2016-06-30', status: 'exited' }))).toEqual(['household-fits']);
    expect(await recommended({ ownCreditFen: 2_000_001 })).toEqual(['within-cap']);
    const owner = await borrower(finance);
    await drawnLoan(finance, people, owner);
    expect(await recommended({ ...owner, bankCode: 'abc', amountFen: 2_000_001 })).toEqual(['within-cap']);
    expect(await recommended({ ...owner, bankCode: 'abc', amountFen: 2_000_000 })).toBeUndefined();
  });

  it('what a household owes other banks is never forgotten by a form, and becomes less with a paper', async () => {
    const owner = await borrower(finance);
    const ask = async (parts: object) => people.clerk.post('/loans', { ...(await askedLoan(finance, owner)), ...parts });
    const { ownCreditFen: none, ...silent } = await askedLoan(finance, owner);
    const options = async () => (await people.clerk.get(`/loan-options?householdId=${owner.householdId}`).expect(200)).body.ownCreditFen;
    expect([none, await options()]).toEqual([0, 0]);
    // an application that waits is known as well
    const first = await confirmedLoan(finance, people, { ...owner, amountFen: 2_000_000, ownCreditFen: 3_000_000 });
    expect(await options()).toBe(3_000_000);
    expect((await approveLoan(people.approver, first)).status).toBe(200);
    const forgotten = await ask({ ownCreditFen: 0, amountFen: 3_000_000 });
    expect([forgotten.status, forgotten.body.code]).toEqual([422, 'loan.own-credit-refused']);
    // absent: what is known, and then there is no room
    const { body: left } = await people.clerk.post('/loans', { ...silent, amountFen: 3_000_000 }).expect(201);
    expect(left.ownCreditFen).toBe(3_000_000);
    expect((await loanStep(people.secondClerk, left.id, 'recommend')).body.problems).toMatchObject([{ code: 'within-cap' }]);
    await expect(
      finance.look(`update household_credit set own_fen = 0 where household_id = $1`, [owner.householdId]),
    ).rejects.toMatchObject({
      code: 'JZ090',
    });
    expect((await loanStep(people.clerk, left.id, 'withdraw', '超过上限')).status).toBe(200);
    const paper = { ownCreditFen: 500_000, ownCreditDocument: '结清证明2016-18', amountFen: 1_000_000 };
    finance.clock.advance(60_000);
    const settled = await confirmedLoan(finance, people, { ...owner, ...paper });
    expect(await readLoan(people.county, settled)).toMatchObject({ ownCreditFen: 500_000, ownCreditDocument: '结清证明2016-18' });
    expect((await approveLoan(people.approver, settled, { contractNumber: 'OWN-2' })).status).toBe(200);
    expect(await options()).toBe(500_000);
  });

  it('who enters never decides, one office after the other, under the code as well', async () => {
    const { body } = await people.clerk.post('/loans', await askedLoan(finance)).expect(201);
    expect((await loanStep(people.clerk, body.id, 'recommend')).body.problems).toMatchObject([{ code: 'not-maker' }]);
    expect((await loanStep(people.township, body.id, 'review')).body.code).toBe('loan.step-not-possible');
    expect((await loanStep(people.secondClerk, body.id, 'reject')).body.code).toBe('loan.reason-needed');
    expect((await loanStep(people.secondClerk, body.id, 'recommend')).status).toBe(200);
    const wears = officer(['township-officer', 'village-cadre'], LOAN_VILLAGE.slice(0, 9));
    const direct = (step: string, from: string, to: string, actor: string) =>
      finance.look(
        `insert into loan_event (id, loan_id, position, bank_code, village_code, step, from_state, to_state, actor_id, actor_name, at, inputs, policy_parameter_ids)
         select gen_random_uuid(), $1, max(position) + 1, 'rcb', $2, $3, $4, $5, $6, 'x', now(), '{}', '{}' from loan_event where loan_id = $1`,
        [body.id, LOAN_VILLAGE, step, from, to, actor],
      );
    await expect(direct('review', 'villageRecommended', 'townReviewed', people.clerk.principal.accountId)).rejects.toThrow(
      'who enters never decides',
    );
    await expect(direct('review', 'villageRecommended', 'townReviewed', people.secondClerk.principal.accountId)).rejects.toThrow(
      'another person',
    );
    await expect(direct('confirm', 'townReviewed', 'countyConfirmed', wears.accountId)).rejects.toThrow('where the one before ended');
    await expect(direct('draw', 'villageRecommended', 'drawn', wears.accountId)).rejects.toThrow('loan_event_declared');
    expect((await loanStep(people.clerk, body.id, 'withdraw', '农户不贷了')).status).toBe(200);
    const approved = await confirmedLoan(finance, people);
    await approveLoan(people.approver, approved);
    await expect(
      finance.look(
        `insert into loan_event (id, loan_id, position, bank_code, village_code, step, from_state, to_state, actor_id, actor_name, at, inputs, policy_parameter_ids)
         values (gen_random_uuid(), $1, 6, 'rcb', $2, 'draw', 'bankApproved', 'drawn', $3, 'x', now(), '{}', '{}')`,
        [approved, LOAN_VILLAGE, people.approver.principal.accountId],
      ),
    ).rejects.toThrow('who approves never pays');
    expect((await loanStep(people.approver, approved, 'reject', '征信不符')).body.items).toMatchObject([{ state: 'rejected' }]);
    expect(await readLoan(people.county, approved)).toMatchObject({ reservedFen: 0, otherLoansFen: 0 });
  });

  it('a clerk of a bank sees the loans of that bank and of no other; one of no bank sees none', async () => {
    const id = await confirmedLoan(finance, people);
    const other = finance.as(bankClerk('abc'));
    const none = finance.as(bankClerk());
    expect((await people.teller.get(`/loans/${id}`)).status).toBe(200);
    for (const stranger of [other, none]) {
      expect((await stranger.get(`/loans/${id}`)).body.code).toBe('loan.not-found');
      const { body } = await stranger.get('/loans').expect(200);
      expect(body.items.filter(({ bankCode }: { bankCode: string }) => stranger === none || bankCode !== 'abc')).toEqual([]);
      expect((await approveLoan(stranger, id)).body.code).toBe('loan.not-found');
    }
    expect((await other.get('/lender-banks').expect(200)).body.items.map(({ code }: { code: string }) => code)).toEqual(['abc']);
    expect((await none.get('/lender-banks').expect(200)).body.items).toEqual([]);
    expect((await other.get('/lender-banks/rcb/fund-changes')).body.code).toBe('lender-bank.not-found');
    expect((await people.teller.get('/loans?waiting=me').expect(200)).body.items.map((one: { id: string }) => one.id)).toContain(id);
    const elsewhere = finance.as(officer(['village-cadre'], '360781103206'));
    expect((await elsewhere.get(`/loans/${id}`)).status).toBe(404);
  });

  it('the same reference again changes nothing, another one before it is refused, a mistake is reversed', async () => {
    const id = await drawnLoan(finance, people);
    const today = finance.clock.today();
    const draw = { on: today, amountFen: 3_000_000, reference: 'D1' };
    await people.teller.post(`/loans/${id}/drawings`, draw).expect(201);
    expect((await people.teller.post(`/loans/${id}/drawings`, { ...draw, amountFen: 1 })).body.code).toBe('loan.reference-used');
    expect(await readLoan(people.county, id)).toMatchObject({ drawnFen: 3_000_000, outstandingFen: 3_000_000 });
    await daysPass(finance, 20);
    const pay = { on: finance.clock.today(), amountFen: 500_000, reference: 'R1' };
    await people.teller.post(`/loans/${id}/repayments`, pay).expect(201);
    const once = await people.teller.post(`/loans/${id}/repayments`, pay).expect(201);
    expect(once.body).toMatchObject({ state: 'repaying', outstandingFen: 2_500_000 });
    expect((await people.teller.post(`/loans/${id}/repayments`, { ...pay, on: today, reference: 'R0' })).body.code).toBe(
      'loan.date-earlier',
    );
    expect((await people.teller.post(`/loans/${id}/repayments`, { ...pay, on: '2030-01-01', reference: 'R3' })).body.code).toBe(
      'loan.date-future',
    );
    const [repayment, drawing] = once.body.movements;
    expect((await people.approver.post(`/loans/${id}/movements/${drawing.id}/reversal`, { reason: '登记有误' })).body.code).toBe(
      'loan.only-last-reversed',
    );
    const reversed = await people.approver.post(`/loans/${id}/movements/${repayment.id}/reversal`, { reason: '登记有误' }).expect(201);
    expect(reversed.body).toMatchObject({ state: 'repaying', outstandingFen: 3_000_000, interestPaidFen: 0 });
    expect(reversed.body.schedule.reduce((sum: number, line: { principalFen: number }) => sum + line.principalFen, 0)).toBe(3_000_000);
    const [entry] = await finance.look<{ n: string }>(
      `select count(*) as n from ledger_entry e join ledger_entry r on r.reverses = e.id where e.cause_id = $1`,
      [repayment.id],
    );
    expect(Number(entry?.n)).toBe(1);
  });

  it('changes its rate and runs longer, once, and only ahead', async () => {
    const id = await drawnLoan(finance, people, {}, { method: 'interestOnly', periodMonths: 12 });
    await daysPass(finance, 30);
    const from = finance.clock.today();
    expect((await people.teller.post(`/loans/${id}/rate-changes`, { from, annualRatePpm: 90_000, reason: '基准调整' })).body.code).toBe(
      'loan.rate-refused',
    );
    await changeContract(people, id, 'rate-changes', { from, annualRatePpm: 43_500, reason: '基准调整' });
    const changed = await readLoan(people.county, id);
    expect(changed.changes).toMatchObject([{ kind: 'rate', annualRatePpm: 43_500 }]);
    expect(changed.schedule[1].interestFen).toBe(Math.round((3_000_000 * 43_500 * 365) / 360 / 1e6));
    await changeContract(people, id, 'extension', { on: from, addedPeriods: 1, reason: '受灾减产' });
    const extended = await readLoan(people.county, id);
    expect(extended).toMatchObject({ state: 'extended' });
    expect(extended.schedule).toHaveLength(4);
    // a second one is refused in words, not as a step that is not there
    expect((await people.teller.post(`/loans/${id}/extension`, { on: from, addedPeriods: 1, reason: '再次展期' })).body).toMatchObject({
      code: 'loan.not-yet',
      problems: [{ code: 'not-extended' }],
    });
  });

  it('options name banks, products and members for the form', async () => {
    const one = await borrower(finance);
    const { body } = await people.clerk.get(`/loan-options?householdId=${one.householdId}`).expect(200);
    expect(body.members).toMatchObject([{ personId: one.borrowerId, name: '赖金生' }]);
    expect(body).toMatchObject({ capFen: 5_000_000, age: { min: 18, max: 60 } });
    expect(JSON.stringify(body.products)).not.toContain('weddingFuneral');
  });

  it('of two approvals at once the fund carries what it carries, and the household owes no more than the cap', async () => {
    const small = loanOffice(finance, 'tiny');
    await lenderBank(small, 500_000, 'tiny');
    const ids: string[] = [];
    for (let i = 0; i < 3; i += 1) ids.push(await confirmedLoan(finance, small, { bankCode: 'tiny', amountFen: 2_000_000 }));
    const answers = await Promise.all(ids.map((id) => approveLoan(small.approver, id, { contractNumber: `T-${id}` })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 409]);
    await expect(
      finance.look(
        `insert into loan_movement (id, loan_id, position, bank_code, village_code, household_id, kind, on_date, reference, reserved_fen, recorded_at, recorded_by, recorded_by_name)
         select gen_random_uuid(), id, 50, 'tiny', village_code, household_id, 'approval', '2016-07-01', 'x', 1, now(), id, 'x' from loan where id = $1`,
        [ids[0]],
      ),
    ).rejects.toThrow(/leverage of the fund|loan_sums|household_credit/);
    const owner = await borrower(finance);
    const two = [
      await confirmedLoan(finance, people, owner),
      await confirmedLoan(finance, loanOffice(finance, 'abc'), { ...owner, bankCode: 'abc' }),
    ];
    const both = await Promise.all([
      approveLoan(people.approver, two[0] as string),
      approveLoan(finance.as(bankClerk('abc')), two[1] as string, { contractNumber: 'A-1', ...CONTRACT }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});
