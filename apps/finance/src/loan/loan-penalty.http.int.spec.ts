import pg from 'pg';
import { eventsPublished } from '@jingzhun/messaging/testing';
import { daysBetween } from '@jingzhun/domain/plain-date';
import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import { applyMigrations } from '@jingzhun/persistence';
import { createTestDatabase } from '@jingzhun/persistence/testing';
import { PolicyService, type PolicyValue } from '@jingzhun/policy';
import { agreePolicy } from '@jingzhun/policy/testing';
import { textOfPdf } from '@jingzhun/print/testing';
import {
  approveLoan,
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
import { binary, COUNTY, officer, startFinance, type Finance } from '../../test/service.js';
import { definition } from '../mikro-orm.config.js';

const RUIJIN: PolicyValue<'loan.penalty'> = {
  ...{ surchargeBp: 3_000, onInterest: false, poorHouseholds: 'charged', penaltyDays: 'actual/360' },
  ...{ paidOrder: 'penaltyLast', olderContracts: false },
};

describe('penalty interest', () => {
  let finance: Finance;
  let people: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-15T02:00:00Z'));
    people = loanOffice(finance);
    await lenderBank(people, 1_000_000_000);
  });
  afterAll(async () => finance?.stop());

  const today = () => finance.clock.today();
  const policyFromToday = (value: Partial<typeof RUIJIN>, effectiveFrom = today()) =>
    agreePolicy(
      finance.app.get(PolicyService),
      {
        ...{ key: 'loan.penalty', regionCode: COUNTY as DivisionPrefix, effectiveFrom, effectiveTo: null },
        ...{ value: { ...RUIJIN, ...value }, unit: 'method', source: '瑞扶字〔2016〕9号', certainty: 'P', noteZh: '' },
      },
      '县里调整',
      [officer(['county-officer']), officer(['county-officer'])],
    );
  /** Principal overdue times days, at the rate of the contract and so much on top. */
  const worth = (fenDays: number, surchargeBp = 3_000, ppm = 47_500) => (fenDays * ppm * (10_000 + surchargeBp)) / 360 / 1e10;
  const pay = (id: string, amountFen: number, reference: string, on = today()) =>
    people.teller.post(`/loans/${id}/repayments`, { on, amountFen, reference });
  /** So that no loan gone bad stops the bank. */
  const close = async (id: string) => pay(id, (await readLoan(people.county, id)).payoffFen, 'END').expect(201);
  const penaltyOf = async (id: string) => (await readLoan(people.county, id)).penalty;
  const bookOf = async () =>
    Object.fromEntries(
      (
        await finance.look<{ code: string; sum: string }>(
          `select account_code as code, sum(amount_fen) as sum from ledger_line where account_code like '%/rcb' group by 1 having sum(amount_fen) <> 0`,
        )
      ).map(({ code, sum }) => [code, Number(sum)]),
    );

  const statementOf = async (id: string): Promise<string> => {
    const { body } = await people.county.get(`/loans/${id}/statement?on=${today()}`).buffer().parse(binary).expect(200);
    return (await textOfPdf(body as Buffer)).join('').replaceAll(/\s/g, '');
  };

  it('counts from the day after an instalment was due; money pays what is due, then the penalty; a reversal gives all of it back', async () => {
    const id = await drawnLoan(finance, people, { amountFen: 1_200_000 }, { contractNumber: 'PEN-1' });
    const { schedule } = await readLoan(people.county, id);
    await daysPass(finance, daysBetween(today(), schedule[0].dueOn));
    expect(await penaltyOf(id)).toMatchObject({ owedFen: 0, since: null, spans: [] });
    await daysPass(finance, 20);
    const owedFen = Math.round(worth(100_000 * 20));
    const late = await readLoan(people.county, id);
    expect(late).toMatchObject({ state: 'overdue', overduePrincipalFen: 100_000 });
    expect(late.penalty).toMatchObject({ owedFen, accruedFen: owedFen, paidFen: 0, waivedFen: 0 });
    expect(late.penalty.spans).toMatchObject([{ days: 20, principalFen: 100_000, annualRatePpm: 47_500, surchargeBp: 3_000 }]);
    expect(daysBetween(schedule[0].dueOn, late.penalty.since)).toBe(1);
    const book = await bookOf();

    // half of the instalment: interest first, no penalty yet; then the rate falls and the county raises what comes on top
    const part = late.overdueInterestFen + 50_000;
    expect((await pay(id, part, 'P1').expect(201)).body.movements[0]).toMatchObject({ principalFen: -50_000, penaltyFen: 0 });
    await daysPass(finance, 10);
    await changeContract(people, id, 'rate-changes', { from: today(), annualRatePpm: 40_000, reason: '银行降息' });
    await daysPass(finance, 10);
    await policyFromToday({ surchargeBp: 5_000 });
    await daysPass(finance, 10);
    const whole = Math.round(
      worth(100_000 * 20) + worth(50_000 * 10) + worth(50_000 * 10, 3_000, 40_000) + worth(50_000 * 10, 5_000, 40_000),
    );
    const before = await readLoan(people.county, id);
    expect(before.penalty).toMatchObject({ owedFen: whole });
    expect(before.penalty.spans).toHaveLength(4);

    const paid = (await pay(id, 50_000 + 300, 'P2').expect(201)).body;
    expect(paid).toMatchObject({ state: 'repaying', overdueSince: null, penalty: { owedFen: whole - 300, paidFen: 300 } });
    expect(paid.movements[0]).toMatchObject({ principalFen: -50_000, interestFen: 0, penaltyFen: 300 });
    expect(await bookOf()).toMatchObject({ 'loan-penalty/rcb': -300, 'loan-interest/rcb': -late.overdueInterestFen });
    expect((await pay(id, 50_000 + 300, 'P2').expect(201)).body.version).toBe(paid.version);
    const wrong = await people.approver.post(`/loans/${id}/movements/${paid.movements[0].id}/reversal`, { reason: '登错户' }).expect(201);
    expect(wrong.body.penalty).toEqual(before.penalty);
    expect(wrong.body.payoffFen).toBe(before.payoffFen);
    expect(await bookOf()).not.toHaveProperty('loan-penalty/rcb');
    expect((await bookOf())['lender/rcb']).toBe((book['lender/rcb'] as number) + part);

    // a county whose banks take the penalty first
    await policyFromToday({ paidOrder: 'penaltyFirst', surchargeBp: 5_000 });
    expect((await pay(id, 1_000, 'P3').expect(201)).body.movements[0]).toMatchObject({ penaltyFen: whole, principalFen: whole - 1_000 });
    await policyFromToday({});

    const paper = await statementOf(id);
    for (const words of ['罚息（农户承担）', `已付${(whole / 100).toFixed(2)}`, '当日应还合计', '罚息计算（贴息和风险基金不承担）', '50%'])
      expect(paper).toContain(words);
    await close(id);
  });

  it('is waived by two clerks of the bank with a reason in the book, which ends a loan that owes nothing else; taken back it is owed again', async () => {
    const id = await drawnLoan(finance, people, { amountFen: 1_200_000 }, { contractNumber: 'PEN-2', periodMonths: 12 });
    const { maturesOn } = await readLoan(people.county, id);
    await daysPass(finance, daysBetween(today(), maturesOn) + 40);
    const late = await readLoan(people.county, id);
    expect(late.overduePrincipalFen).toBe(1_200_000);
    const bare = (await pay(id, late.overduePrincipalFen + late.overdueInterestFen, 'W1').expect(201)).body;
    // principal and interest are paid: not late, and not done
    expect(bare).toMatchObject({ state: 'repaying', outstandingFen: 0, overdueSince: null, penalty: { owedFen: late.penalty.owedFen } });
    const { penalty, payoffFen } = bare;
    expect(payoffFen).toBe(penalty.owedFen);

    const problems = async (by: LoanOffice['teller'], step: string, why?: string) => {
      const { body } = await loanStep(by, id, step, why);
      return body.code && [body.code, ...(body.problems ?? []).map(({ code }: { code: string }) => code)];
    };
    expect(await problems(people.approver, 'waivePenalty', '同意')).toEqual(['loan.not-yet', 'waiver-asked']);
    expect(await problems(people.county, 'askPenaltyWaiver', '困难')).toEqual(['loan.not-your-office']);
    expect(await problems(people.teller, 'askPenaltyWaiver')).toEqual(['loan.reason-needed', 'missing']);
    expect(await problems(people.teller, 'askPenaltyWaiver', '因灾减产')).toBeUndefined();
    expect(await problems(people.teller, 'waivePenalty', '同意')).toEqual(['loan.not-yet', 'not-waiver-asker']);
    const byHand = (step: string, by: LoanOffice['teller']) =>
      finance.look(
        `insert into loan_event (id, loan_id, position, bank_code, village_code, step, from_state, to_state, actor_id, actor_name, at, inputs, policy_parameter_ids)
         select gen_random_uuid(), $1, max(position) + 1, 'rcb', min(village_code), $2, 'repaying', 'repaying', $3, 'x', now(), '{}', '{}' from loan_event where loan_id = $1`,
        [id, step, by.principal.accountId],
      );
    await expect(byHand('waivePenalty', people.teller)).rejects.toMatchObject({ code: 'JZ084' });
    const book = await bookOf();
    expect(await problems(people.approver, 'waivePenalty', '因灾减产，免收')).toBeUndefined();
    const waived = await readLoan(people.county, id);
    expect(waived).toMatchObject({ state: 'repaid', penalty: { owedFen: 0, waivedFen: penalty.owedFen } });
    expect(waived.movements[0]).toMatchObject({ kind: 'waiver', penaltyFen: penalty.owedFen, reason: '因灾减产，免收' });
    // the bank's numbers stand on the paper, our own do not
    expect(await statementOf(id)).toMatch(/W1-12,000\.00(?!.*waiver).*减免罚息/);
    const change = (after: Record<string, number>, code: string) => (after[code] ?? 0) - (book[code] ?? 0);
    const after = await bookOf();
    expect(['loan-penalty-waived/rcb', 'loan-penalty/rcb', 'loan/rcb'].map((code) => change(after, code))).toEqual([
      ...[penalty.owedFen, -penalty.owedFen, 0],
    ]);
    const back = await people.teller
      .post(`/loans/${id}/movements/${waived.movements[0].id}/reversal`, { reason: '不符合条件' })
      .expect(201);
    expect(back.body).toMatchObject({ state: 'repaying', payoffFen, penalty: { owedFen: penalty.owedFen, waivedFen: 0 } });
    expect(await bookOf()).toEqual(book);
    // one word of the asker is for one waiver
    expect(await problems(people.approver, 'waivePenalty', '再次同意')).toEqual(['loan.not-yet', 'waiver-asked']);
    await expect(byHand('waivePenalty', people.approver)).rejects.toMatchObject({ code: 'JZ085' });
    expect((await pay(id, payoffFen + 1, 'W2')).body.code).toBe('loan.more-than-owed');
    const done = await pay(id, payoffFen, 'W2').expect(201);
    expect(done.body).toMatchObject({ state: 'repaid', penalty: { owedFen: 0, paidFen: penalty.owedFen } });
    const told = (await eventsPublished(finance, id, 6)).filter(({ type }) => /repaid|reopened/.test(type));
    expect(told.map(({ type, data }) => [type, data['penaltyPaidFen'], data['penaltyWaivedFen'], data['loanVersion']])).toEqual([
      ['finance.loan.repaid.v1', 0, penalty.owedFen, waived.version],
      ['finance.loan.reopened.v1', undefined, undefined, back.body.version],
      ['finance.loan.repaid.v1', penalty.owedFen, 0, done.body.version],
    ]);
    expect(told[1]?.data).toMatchObject({ movementId: waived.movements[0].id, reopenedOn: today() });
  });

  it('is not waived on a word from before the loan fell overdue again, which binds nobody either', async () => {
    const id = await drawnLoan(finance, people, { amountFen: 1_200_000 }, { contractNumber: 'PEN-5' });
    const { schedule } = await readLoan(people.county, id);
    await daysPass(finance, daysBetween(today(), schedule[0].dueOn) + 20);
    expect((await loanStep(people.teller, id, 'askPenaltyWaiver', '因灾减产')).status).toBe(200);
    const late = await readLoan(people.county, id);
    const { overduePrincipalFen, overdueInterestFen, penalty } = late;
    await pay(id, overduePrincipalFen + overdueInterestFen + penalty.owedFen, 'S1').expect(201);
    await daysPass(finance, daysBetween(today(), schedule[1].dueOn) + 20);
    expect(await readLoan(people.county, id)).toMatchObject({ state: 'overdue' });
    expect((await loanStep(people.approver, id, 'waivePenalty', '同意')).body.problems).toMatchObject([{ code: 'waiver-asked' }]);
    await expect(
      finance.look(
        `insert into loan_event (id, loan_id, position, bank_code, village_code, step, from_state, to_state, actor_id, actor_name, at, inputs, policy_parameter_ids)
         select gen_random_uuid(), $1, max(position) + 1, 'rcb', min(village_code), 'waivePenalty', 'overdue', 'overdue', $2, 'x', now(), '{}', '{}' from loan_event where loan_id = $1`,
        [id, people.approver.principal.accountId],
      ),
    ).rejects.toMatchObject({ code: 'JZ085' });
    expect((await loanStep(people.approver, id, 'askPenaltyWaiver', '再次受灾')).status).toBe(200);
    expect((await loanStep(people.teller, id, 'waivePenalty', '同意')).status).toBe(200);
    expect(await penaltyOf(id)).toMatchObject({ owedFen: 0 });
    await close(id);
  });

  it('a loan that owes nothing else ends with the day when a policy dated back leaves nothing of it', async () => {
    const id = await confirmedLoan(finance, people, { amountFen: 1_200_000 });
    expect((await approveLoan(people.approver, id, { contractNumber: 'PEN-6', periodMonths: 12 })).status).toBe(200);
    const drawn = today();
    await people.teller.post(`/loans/${id}/drawings`, { on: drawn, amountFen: 1_000_000, reference: 'D1' }).expect(201);
    await daysPass(finance, daysBetween(today(), (await readLoan(people.county, id)).maturesOn) + 40);
    const late = await readLoan(people.county, id);
    await pay(id, late.overduePrincipalFen + late.overdueInterestFen, 'X1').expect(201);
    await daysPass(finance, 1);
    expect(await readLoan(people.county, id)).toMatchObject({ state: 'repaying', reservedFen: 200_000, payoffFen: late.penalty.owedFen });
    const exposed = async () =>
      (await finance.look<{ fen: string }>(`select exposure_fen as fen from risk_fund where bank_code = 'rcb'`))[0]?.fen;
    const before = Number(await exposed());
    await policyFromToday({ poorHouseholds: 'exempt' }, drawn);
    await daysPass(finance, 1);
    const done = await readLoan(people.county, id);
    expect(done).toMatchObject({ state: 'repaid', reservedFen: 0, penalty: { owedFen: 0, paidFen: 0, waivedFen: 0 } });
    expect(done.movements[0]).toMatchObject({ kind: 'lapse', reservedFen: -200_000, byName: '（系统）' });
    expect(Number(await exposed())).toBe(before - 200_000);
    const told = (await eventsPublished(finance, id, 4)).map(({ type, data }) => [type, data['repaidOn']]);
    expect(told.at(-1)).toEqual(['finance.loan.repaid.v1', today()]);
    await daysPass(finance, 1);
    expect((await readLoan(people.county, id)).version).toBe(done.version);
    await policyFromToday({}, drawn);
  });

  it('of a contract of before is nothing, whatever is overdue, until the county says from which day it counts', async () => {
    const id = await drawnLoan(finance, people, { amountFen: 1_200_000 }, { contractNumber: 'PEN-3' });
    await finance.look('update loan set is_penalty_agreed = false where id = $1', [id]);
    await daysPass(finance, 120);
    const { penalty, payoffFen } = await readLoan(people.county, id);
    expect([penalty.accruedFen, penalty.since]).toEqual([0, null]);
    await policyFromToday({ olderContracts: true });
    expect(await readLoan(people.county, id)).toMatchObject({ payoffFen, penalty: { owedFen: 0 } });
    const from = today();
    await daysPass(finance, 10);
    const now = await penaltyOf(id);
    expect([now.owedFen, daysBetween(from, now.since)]).toEqual([Math.round(worth(100_000 * 10)), 1]);
    await policyFromToday({});
    await daysPass(finance, 30);
    expect((await penaltyOf(id)).owedFen).toBe(now.owedFen);
    await close(id);
  });

  it('a registered household bears none on the days on which the county exempts it', async () => {
    await policyFromToday({ poorHouseholds: 'exempt' });
    const id = await drawnLoan(finance, people, { amountFen: 1_200_000 }, { contractNumber: 'PEN-4' });
    const { householdId, villageCode, schedule } = await readLoan(people.county, id);
    await daysPass(finance, daysBetween(today(), schedule[0].dueOn) + 10);
    expect((await penaltyOf(id)).accruedFen).toBe(0);
    const state = (version: number, status: string, from: string) =>
      finance.look(
        `insert into household_status (household_id, version, village_code, status, category, valid_from) values ($1, $2, $3, $4, 'general', $5)`,
        [householdId, version, villageCode, status, from],
      );
    await state(1, 'registered', '2014-12-31');
    await state(2, 'exited', today());
    await daysPass(finance, 10);
    expect((await penaltyOf(id)).owedFen).toBe(Math.round(worth(100_000 * 10)));
    await policyFromToday({});
    await close(id);
  });

  it('has one answer for everybody who reads it, wherever the household has moved', async () => {
    const before = today();
    await policyFromToday({ poorHouseholds: 'exempt' });
    const id = await drawnLoan(finance, people, { amountFen: 1_200_000 }, { contractNumber: 'PEN-7' });
    const { householdId, villageCode, schedule } = await readLoan(people.county, id);
    const elsewhere = '360781101001';
    const state = (version: number, village: string, status: string, from: string) =>
      finance.look(
        `insert into household_status (household_id, version, village_code, status, category, valid_from) values ($1, $2, $3, $4, 'general', $5)`,
        [householdId, version, village, status, from],
      );
    await state(1, villageCode, 'registered', '2014-12-31');
    await daysPass(finance, daysBetween(today(), schedule[0].dueOn) + 10);
    // it moves to another township and is no longer poor there
    await state(2, elsewhere, 'exited', today());
    await finance.look('update directory_household set village_code = $2 where id = $1', [householdId, elsewhere]);
    await daysPass(finance, 20);
    const owedFen = Math.round(worth(100_000 * 20));
    for (const reader of [people.county, people.township, people.clerk, people.teller])
      expect((await readLoan(reader, id)).penalty).toMatchObject({ owedFen, accruedFen: owedFen });
    // nothing told but what the directory has, and that elsewhere
    const other = await drawnLoan(finance, people, { amountFen: 1_200_000 }, { contractNumber: 'PEN-8' });
    const moved = (await readLoan(people.county, other)).householdId;
    await finance.look('update directory_household set village_code = $2 where id = $1', [moved, elsewhere]);
    await daysPass(finance, 120);
    for (const reader of [people.county, people.township, people.teller])
      expect((await readLoan(reader, other)).penalty).toMatchObject({ accruedFen: 0 });
    await policyFromToday({}, before);
    await close(id);
    await close(other);
  });

  it('the upgrade charges no loan that is there, gives each bank its two accounts, and reverses what was recorded before', async () => {
    const own = 'Migration20261128105000_PenaltyInterest';
    const before = {
      ...definition,
      migrations: definition.migrations.slice(
        0,
        definition.migrations.findIndex(({ name }) => name === own),
      ),
    };
    const database = await createTestDatabase(before);
    const by = officer(['bank-clerk']).accountId;
    const [loan, household, repayment] = ['a', 'b', 'c'].map((digit) => `00000000-0000-7000-8000-${digit.repeat(12)}`) as [
      string,
      string,
      string,
    ];
    const client = new pg.Client({ connectionString: database.superuserUrl });
    try {
      await client.connect();
      const look = async (sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows;
      await look(`insert into lender_bank values ('rcb', '农商行', 'rcb', '2016-06-01', $1, 'x')`, [by]);
      await look(
        `insert into risk_fund (bank_code, leverage, share_bp, stop_ratio_bp, policy_parameter_ids, balance_fen) values ('rcb', 8, 5000, 300, '{}', 10000000)`,
      );
      await look(
        `insert into loan (id, bank_code, product, household_id, household_number, head_name, village_code, borrower_id, borrower_name, purpose, purpose_text, amount_fen, months, own_credit_fen,
           state, state_since, entered_by, entered_by_name, entered_at, repaid_from, is_subsidised, terms, contract_number, overdue_since, overdue_principal_fen, bucket)
         values ($1, 'rcb', 'industryCredit', $2, 'H1', '赖', '360781102208', $2, '赖', 'planting', '脐橙', 1200000, 36, 0, 'overdue', '2016-09-16', $3, 'x', '2016-06-01', 'household', true, '{}', 'OLD-1',
           '2016-09-15', 100000, 1)`,
        [loan, household, by],
      );
      const movement = (id: string, position: number, kind: string, parts: object, who = by, reverses: string | null = null) => {
        const columns = Object.entries(parts);
        return look(
          `insert into loan_movement (id, loan_id, position, bank_code, village_code, household_id, kind, on_date, reference, recorded_at, recorded_by, recorded_by_name, reverses${columns.map(([name]) => `, ${name}`).join('')})
           values ($1, $2, $3, 'rcb', '360781102208', $4, $5, '2016-06-15', $5, '2016-06-15', $6, 'x', $7${columns.map(([, fen]) => `, ${fen}`).join('')})`,
          [id, loan, position, household, kind, who, reverses],
        );
      };
      const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
      await movement(id(1), 1, 'approval', { reserved_fen: 1_200_000 });
      await movement(id(2), 2, 'drawing', { principal_fen: 1_200_000, reserved_fen: -1_200_000 });
      await movement(repayment, 3, 'repayment', { principal_fen: -5_000, lines_fen: 5_000 });
      expect(await applyMigrations(definition, database.ownerUrl)).toContain(own);
      const row = async () =>
        (await look(`select is_penalty_agreed as agreed, penalty_paid_fen::int as paid, outstanding_fen::int as owed from loan`))[0];
      expect(await row()).toEqual({ agreed: false, paid: 0, owed: 1_195_000 });
      expect(
        (await look(`select code, kind from ledger_account where code like 'loan-penalty%' order by code`)).map(({ code, kind }) => [
          code,
          kind,
        ]),
      ).toEqual([
        ['loan-penalty-waived/rcb', 'expense'],
        ['loan-penalty/rcb', 'income'],
      ]);
      await movement(id(4), 4, 'reversal', { principal_fen: 5_000, lines_fen: -5_000 }, officer(['bank-clerk']).accountId, repayment);
      expect(await row()).toEqual({ agreed: false, paid: 0, owed: 1_200_000 });
      await expect(movement(id(5), 5, 'drawing', { principal_fen: 1, reserved_fen: -1, penalty_fen: 1 })).rejects.toThrow(
        'loan_movement_penalty_is_of_money',
      );
    } finally {
      await client.end();
      await database.drop();
    }
  });
});
