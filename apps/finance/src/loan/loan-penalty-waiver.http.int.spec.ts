import { addDays, daysBetween, type PlainDate } from '@jingzhun/domain/plain-date';
import { drawnLoan, daysPass, lenderBank, loanOffice, readLoan, type LoanOffice } from '../../test/loan.factory.js';
import { startFinance, type Finance } from '../../test/service.js';

describe('penalty interest that is waived in part, or after a loss', () => {
  let finance: Finance;
  let people: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-15T02:00:00Z'));
    people = loanOffice(finance);
    await lenderBank(people, 1_000_000_000);
  });
  afterAll(async () => finance?.stop());

  const today = () => finance.clock.today() as PlainDate;
  const take = async (by: LoanOffice['teller'], id: string, step: string, amountFen?: number) => {
    const { version } = await readLoan(people.county, id);
    return by.post('/loans/steps', {
      step,
      reason: '因灾减产',
      ...(amountFen === undefined ? {} : { amountFen }),
      cases: [{ id, version }],
    });
  };
  const movementByHand = (id: string, fen: number, by: LoanOffice['teller']) =>
    finance.look(
      `insert into loan_movement (id, loan_id, position, bank_code, village_code, household_id, kind, on_date, reference, reason, recorded_at, recorded_by, recorded_by_name, penalty_fen)
       select gen_random_uuid(), $1, 99, bank_code, village_code, household_id, 'waiver', $2, 'x', 'x', now(), $3, 'x', $4 from loan where id = $1`,
      [id, today(), by.principal.accountId, fen],
    );
  const penaltyOf = async (id: string) => (await readLoan(people.county, id)).penalty;
  const sums = async (id: string) => {
    const { owedFen, accruedFen, paidFen, waivedFen } = await penaltyOf(id);
    expect(paidFen + waivedFen + owedFen).toBe(accruedFen);
    return { owedFen, paidFen, waivedFen };
  };
  /** A loan of 12,000 yuan whose instalments are late, by an own bank so that it stops nobody. */
  const lateLoan = async (days: number, parts: object = {}, by = people) => {
    const id = await drawnLoan(finance, by, { amountFen: 1_200_000, ...parts });
    const { schedule } = await readLoan(people.county, id);
    await daysPass(finance, daysBetween(today(), schedule[0].dueOn) + days);
    return id;
  };

  it('a part is asked for by one clerk and granted by another, never more than was asked for or is owed; the rest stays owed', async () => {
    const id = await lateLoan(60);
    const { owedFen } = await penaltyOf(id);
    expect(owedFen).toBeGreaterThan(900);
    const { body: much } = await take(people.teller, id, 'askPenaltyWaiver', owedFen + 1);
    expect([much.status, much.code, much.next]).toEqual([422, 'loan.waiver-too-much', expect.stringContaining('请减少金额')]);
    for (const [step, amountFen] of [
      ['collect', 5],
      ['askPenaltyWaiver', 0],
      ['askPenaltyWaiver', 1.5],
    ] as const)
      expect([step, (await take(people.teller, id, step, amountFen)).status]).toEqual([step, amountFen === 5 ? 422 : 400]);
    expect((await take(people.teller, id, 'askPenaltyWaiver', 300)).status).toBe(200);
    expect((await penaltyOf(id)).waiver).toEqual({ askedFen: 300, grantableFen: 300 });
    expect((await readLoan(people.county, id)).events[0]).toMatchObject({ step: 'askPenaltyWaiver', askedFen: 300, reason: '因灾减产' });
    expect((await take(people.teller, id, 'waivePenalty', 200)).body.problems).toMatchObject([{ code: 'not-waiver-asker' }]);
    expect((await take(people.approver, id, 'waivePenalty', 301)).body.code).toBe('loan.waiver-too-much');
    // under the code as well
    await expect(movementByHand(id, 301, people.approver)).rejects.toMatchObject({ code: 'JZ093' });
    await expect(
      finance.look(
        `insert into loan_event (id, loan_id, position, bank_code, village_code, step, from_state, to_state, actor_id, actor_name, at, inputs, policy_parameter_ids, asked_fen)
         select gen_random_uuid(), $1, max(position) + 1, 'rcb', min(village_code), 'collect', 'overdue', 'collection', $2, 'x', now(), '{}', '{}', 5 from loan_event where loan_id = $1`,
        [id, people.teller.principal.accountId],
      ),
    ).rejects.toThrow('loan_event_asks_for_a_sum');
    expect((await take(people.approver, id, 'waivePenalty', 200)).status).toBe(200);
    expect(await sums(id)).toEqual({ owedFen: owedFen - 200, paidFen: 0, waivedFen: 200 });
    // one word is for one waiver, whatever was left of it
    expect((await penaltyOf(id)).waiver).toBeNull();
    await expect(movementByHand(id, 1, people.approver)).rejects.toMatchObject({ code: 'JZ085' });
    expect((await take(people.approver, id, 'waivePenalty', 100)).body.problems).toMatchObject([{ code: 'waiver-asked' }]);

    // the last word counts; without a sum all that was asked for is granted
    expect((await take(people.teller, id, 'askPenaltyWaiver')).status).toBe(200);
    expect((await penaltyOf(id)).waiver).toEqual({ askedFen: null, grantableFen: owedFen - 200 });
    expect((await take(people.teller, id, 'askPenaltyWaiver', 250)).status).toBe(200);
    expect((await take(people.approver, id, 'waivePenalty')).status).toBe(200);
    expect(await sums(id)).toEqual({ owedFen: owedFen - 450, paidFen: 0, waivedFen: 450 });
    const { body: paid } = await people.teller
      .post(`/loans/${id}/repayments`, { on: today(), amountFen: (await readLoan(people.county, id)).payoffFen, reference: 'END' })
      .expect(201);
    expect(paid).toMatchObject({ state: 'repaid', penalty: { owedFen: 0, waivedFen: 450, paidFen: owedFen - 450 } });
    const { body: none } = await take(people.teller, id, 'askPenaltyWaiver');
    expect([none.status, none.code, none.next]).toEqual([409, 'loan.step-not-possible', expect.any(String)]);
  });

  it('a sum is for one loan: with several, or for another step, it is refused', async () => {
    const ids = [await drawnLoan(finance, people), await drawnLoan(finance, people)];
    await daysPass(finance, 115);
    const cases = await Promise.all(ids.map(async (id) => ({ id, version: (await readLoan(people.county, id)).version })));
    const { body } = await people.teller.post('/loans/steps', { step: 'askPenaltyWaiver', reason: '因灾', amountFen: 5, cases });
    expect([body.status, body.code]).toEqual([422, 'loan.waiver-of-one']);
    expect((await people.teller.post('/loans/steps', { step: 'askPenaltyWaiver', reason: '因灾', cases })).status).toBe(200);
    for (const id of ids) {
      const { payoffFen } = await readLoan(people.county, id);
      await people.teller.post(`/loans/${id}/repayments`, { on: today(), amountFen: payoffFen, reference: 'END' }).expect(201);
    }
  });

  describe('after a loss', () => {
    let own: LoanOffice;
    beforeAll(async () => {
      own = loanOffice(finance, 'after');
      await lenderBank(own, 1_000_000_000, 'after');
    });
    const lostLoan = async () => {
      const id = await lateLoan(10, { bankCode: 'after' }, own);
      expect((await take(own.teller, id, 'collect')).status).toBe(200);
      await daysPass(finance, 95);
      expect((await take(own.secondCounty, id, 'writeOff')).status).toBe(200);
      return id;
    };
    const recover = (id: string, amountFen: number, reference: string) =>
      own.teller.post(`/loans/${id}/recoveries`, { on: today(), amountFen, reference });
    const reverse = async (id: string, by = own.approver) => {
      const { movements } = await readLoan(own.county, id);
      const last = movements.find(({ canBeReversed }: { canBeReversed: boolean }) => canBeReversed);
      return by.post(`/loans/${id}/movements/${last.id}/reversal`, { reason: '登错户' });
    };
    const lenderFen = async () =>
      Number(
        (await finance.look<{ sum: string }>(`select sum(amount_fen) as sum from ledger_line where account_code = 'lender/after'`))[0]?.sum,
      );

    it('what comes in when the loss has come back whole pays the penalty, is taken back alone, and what is more is somebody else’s', async () => {
      const id = await lostLoan();
      const lost = await readLoan(own.county, id);
      const { owedFen } = lost.penalty;
      expect(owedFen).toBeGreaterThan(1_000);
      const before = await lenderFen();
      expect((await recover(id, lost.lostFen, 'R1').expect(201)).body).toMatchObject({ state: 'recovered', penalty: { owedFen } });
      // days later nothing more has accrued
      await daysPass(finance, 30);
      expect(await sums(id)).toEqual({ owedFen, paidFen: 0, waivedFen: 0 });
      const { body: much } = await recover(id, owedFen + 1, 'R2');
      expect([much.status, much.code]).toEqual([422, 'loan.more-than-owed']);
      expect(much.next).toContain('多收的退还借款人');
      const first = await recover(id, 600, 'R2').expect(201);
      expect(first.body).toMatchObject({
        state: 'recovered',
        recoveredFen: lost.lostFen,
        penalty: { owedFen: owedFen - 600, paidFen: 600 },
      });
      expect(first.body.movements[0]).toMatchObject({ kind: 'recovery', recoveredFen: 0, fundFen: 0, penaltyFen: 600 });
      expect((await recover(id, 600, 'R2').expect(201)).body.version).toBe(first.body.version);
      expect((await lenderFen()) - before).toBe(lost.lostFen + 600);
      expect((await reverse(id)).body).toMatchObject({ state: 'recovered', recoveredFen: lost.lostFen, penalty: { owedFen, paidFen: 0 } });
      await recover(id, owedFen - 100, 'R3').expect(201);
      // the rest is given up, and nothing more can be
      expect((await take(own.teller, id, 'askPenaltyWaiver')).status).toBe(200);
      expect((await take(own.approver, id, 'waivePenalty')).status).toBe(200);
      expect(await sums(id)).toEqual({ owedFen: 0, paidFen: owedFen - 100, waivedFen: 100 });
      const { body: none } = await recover(id, 1, 'R4');
      expect([none.status, none.code, none.detail]).toEqual([422, 'loan.more-than-owed', expect.stringContaining('0.00')]);
      expect((await take(own.teller, id, 'askPenaltyWaiver')).body.problems).toMatchObject([{ code: 'penalty-owed' }]);
      // back in the order it came: the waiver, the penalty, and only then the loss is owed again
      expect((await reverse(id, own.teller)).body).toMatchObject({ state: 'recovered', penalty: { owedFen: 100 } });
      expect((await reverse(id)).body).toMatchObject({ state: 'recovered', penalty: { owedFen } });
      expect((await reverse(id)).body).toMatchObject({ state: 'writtenOff', recoveredFen: 0, penalty: { owedFen } });
      expect(await lenderFen()).toBe(before);
    });

    it('of a loan that is written off a part is waived; the loss is owed as before, and what comes in belongs to it first', async () => {
      const id = await lostLoan();
      const { lostFen, penalty } = await readLoan(own.county, id);
      expect((await take(own.teller, id, 'askPenaltyWaiver', 500)).status).toBe(200);
      expect((await take(own.teller, id, 'waivePenalty')).body.problems).toMatchObject([{ code: 'not-waiver-asker' }]);
      expect((await take(own.approver, id, 'waivePenalty')).status).toBe(200);
      expect(await readLoan(own.county, id)).toMatchObject({ state: 'writtenOff', lostFen, recoveredFen: 0 });
      expect(await sums(id)).toEqual({ owedFen: penalty.owedFen - 500, paidFen: 0, waivedFen: 500 });
      expect((await reverse(id, own.teller)).body).toMatchObject({
        state: 'writtenOff',
        penalty: { owedFen: penalty.owedFen, waivedFen: 0 },
      });
      const all = await recover(id, lostFen + penalty.owedFen, 'A1').expect(201);
      expect(all.body).toMatchObject({ state: 'recovered', recoveredFen: lostFen, penalty: { owedFen: 0, paidFen: penalty.owedFen } });
      expect(all.body.next.find(({ step }: { step: string }) => step === 'recover')).toMatchObject({ possible: false });
      // on a day before something else is not possible either, and says why
      const { body } = await own.teller.post(`/loans/${id}/recoveries`, { on: addDays(today(), -1), amountFen: 1, reference: 'A2' });
      expect([body.status, body.code]).toEqual([422, 'loan.date-earlier']);
    });
  });
});
