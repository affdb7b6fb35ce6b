import {
  fundAndScheme,
  FUND,
  household,
  reached,
  read,
  setAccount,
  stepTaken,
  subsidyOffice,
  type SubsidyOffice,
} from '../../test/subsidy.factory.js';
import {
  approveLoan,
  borrower,
  confirmedLoan,
  lenderBank,
  loanOffice,
  loanStep,
  readLoan,
  type LoanOffice,
} from '../../test/loan.factory.js';
import { startFinance, type Finance } from '../../test/service.js';

describe('households that do not stand in the register any more', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  let bank: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    bank = loanOffice(finance);
    await fundAndScheme(people);
    await lenderBank(bank, 1_000_000_000);
  });
  afterAll(async () => finance?.stop());

  const becomes = (householdId: string, status: string) =>
    finance.look('update directory_household set status = $2, version = version + 1 where id = $1', [householdId, status]);
  const commitmentOf = (id: string) => finance.look('select state from commitment where cause_id = $1', [id]);
  const draftOf = async (benefit: string) => {
    const { body } = await people.bureau.post('/payment-batches', { title: '一批', benefit, fundCode: FUND }).expect(201);
    return { path: `/payment-batches/${body.id}`, id: body.id as string, version: body.version as number };
  };

  it.each(['cleanedOut', 'naturalReduction'])(
    'a subsidy is not approved once the household is %s, by name; a fellow case is',
    async (status) => {
      const [gone, there] = [await household(finance), await household(finance)];
      const ids = [
        await reached(finance, people, 'close', { householdId: there }),
        await reached(finance, people, 'close', { householdId: gone }),
      ];
      await becomes(gone, status);
      const cases = await Promise.all(ids.map(async (id) => ({ id, version: (await read(people, id)).version })));
      const refused = await people.approver.post('/subsidy-applications/steps', { step: 'approve', cases });
      expect(refused.body).toMatchObject({ status: 409, code: 'finance.household-gone', problems: [{ pointer: `/cases/${ids[1]}` }] });
      expect(refused.body.problems).toHaveLength(1);
      expect((await stepTaken(people.approver, ids[0]!, 'approve')).status).toBe(200);
      expect((await stepTaken(people.approver, ids[1]!, 'reject', { reason: '该户已清退' })).status).toBe(200);
    },
  );

  it('what was approved is not put into a batch nor sent, and an approver ends it: the money is free', async () => {
    const households = [await household(finance), await household(finance)];
    for (const [i, id] of households.entries()) await setAccount(people, id, `622848000000009900${i}`);
    const [id, second] = [
      await reached(finance, people, 'approve', { householdId: households[0]! }),
      await reached(finance, people, 'approve', { householdId: households[1]! }),
    ];
    expect((await stepTaken(people.approver, id, 'reject', { reason: '改变主意' })).status).toBe(409);
    await becomes(households[0]!, 'cleanedOut');
    const { path, version } = await draftOf('rewardSubsidy');
    const named = await people.bureau.post(`${path}/payments`, { causeType: 'subsidy-application', causeIds: [second, id] }, version);
    expect(named.body).toMatchObject({
      code: 'payment.stopped',
      problems: [{ code: 'payment.household-gone', pointer: `/causeIds/${id}` }],
    });
    // everything that waits: without those that may not be paid
    await people.bureau.post(`${path}/payments`, { causeType: 'subsidy-application' }, version).expect(200);
    const others = await finance.look<{ household: string }>('select household_id as household from payment where cause_id <> $1', [
      second,
    ]);
    for (const [i, { household: other }] of others.entries()) await setAccount(people, other, `622848000000008800${i}`);
    const { body: added } = await people.bureau.get(path).expect(200);
    const taken = (await finance.look<{ cause: string }>('select cause_id as cause from payment')).map(({ cause }) => cause);
    expect([taken.includes(second), taken.includes(id)]).toEqual([true, false]);
    const { body: declared } = await people.bureau.post(`${path}/declare`, added.totals, added.version).expect(200);
    const { body: approved } = await people.approver.post(`${path}/approve`, {}, declared.version).expect(200);
    await becomes(households[1]!, 'naturalReduction');
    const stopped = await people.cashier.post(`${path}/send`, {}, approved.version);
    expect(stopped.body).toMatchObject({ code: 'payment.stopped', problems: [{ code: 'payment.household-gone' }] });
    await expect(finance.look(`update payment set state = 'sent', attempt = 1 where cause_id = $1`, [second])).rejects.toMatchObject({
      code: 'JZ105',
    });
    const { body: back } = await people.approver.post(`${path}/refuse`, { reason: '该户自然减少' }, approved.version).expect(200);
    await people.bureau.post(`${path}/cancel`, { reason: '该户自然减少' }, back.version).expect(200);
    for (const one of [id, second]) {
      expect((await read(people, one)).next).toMatchObject([{ step: 'reject', possible: true }]);
      expect((await stepTaken(people.approver, one, 'reject', { reason: '该户已不在册' })).status).toBe(200);
      expect([(await read(people, one)).state, await commitmentOf(one)]).toEqual(['rejected', [{ state: 'released' }]]);
    }
  });

  it('a claim likewise', async () => {
    const householdId = await household(finance);
    const entry = { kind: 'relocation', householdId, milestone: 'movedIn', source: 'centralAndProvincial', amountFen: 800_000 };
    const { body: claim } = await people.bureau
      .post('/claims', { ...entry, dueOn: '2016-05-30', document: '搬迁验收单 31', fundCode: FUND })
      .expect(201);
    const step = async (name: string, parts: object = {}) => {
      const { body } = await people.approver.get(`/claims/${claim.id}`).expect(200);
      return people.approver.post('/claims/steps', { step: name, cases: [{ id: claim.id, version: body.version }], ...parts });
    };
    await becomes(householdId, 'cleanedOut');
    expect((await step('approve')).body).toMatchObject({ code: 'finance.household-gone', problems: [{ pointer: `/cases/${claim.id}` }] });
    await becomes(householdId, 'registered');
    expect((await step('approve')).status).toBe(200);
    expect((await step('reject', { reason: '改变主意' })).body.code).toBe('claim.not-yet');
    await becomes(householdId, 'cleanedOut');
    const { path, version } = await draftOf('relocationSubsidy');
    const refused = await people.bureau.post(`${path}/payments`, { causeType: 'relocation-claim', causeIds: [claim.id] }, version);
    expect(refused.body).toMatchObject({ code: 'payment.stopped', problems: [{ code: 'payment.household-gone' }] });
    expect((await step('reject', { reason: '该户已清退' })).status).toBe(200);
    expect(await commitmentOf(claim.id)).toEqual([{ state: 'released' }]);
  });

  it('no loan is drawn; the bank ends it', async () => {
    const b = await borrower(finance);
    const id = await confirmedLoan(finance, bank, b);
    await approveLoan(bank.approver, id);
    await becomes(b.householdId, 'cleanedOut');
    const drawn = await bank.teller.post(`/loans/${id}/drawings`, { on: finance.clock.today(), amountFen: 3_000_000, reference: 'D1' });
    expect([drawn.status, drawn.body.problems]).toMatchObject([409, [{ code: 'household-stands' }]]);
    expect((await loanStep(bank.approver, id, 'reject', '该户已清退')).status).toBe(200);
    expect((await readLoan(bank.county, id)).state).toBe('rejected');
  });

  it('a loan asks what the household was on the day of the application, as identification told it', async () => {
    const told = (householdId: string, version: number, status: string, from: string, village = '360781102208') =>
      finance.look(`insert into household_status values ($1, $2, $3, $4, 'general', $5)`, [householdId, version, village, status, from]);
    const asked = async (status: string, ...history: [string, string][]) => {
      const b = await borrower(finance, { status });
      for (const [i, [was, from]] of history.entries()) await told(b.householdId, i + 1, was, from, i === 0 ? '360781103201' : undefined);
      const { body } = await bank.clerk
        .post('/loans', {
          bankCode: 'rcb',
          purpose: 'planting',
          purposeText: '种植脐橙5亩',
          amountFen: 3_000_000,
          months: 36,
          ownCreditFen: 0,
          ...b,
        })
        .expect(201);
      const taken = await loanStep(bank.secondClerk, body.id, 'recommend');
      return [taken.status, (taken.body.problems ?? []).map(({ code }: { code: string }) => code)];
    };
    const today = finance.clock.today();
    const later = '2099-01-01';
    expect(await asked('exited', ['registered', '2014-12-31'], ['exited', later])).toEqual([200, []]);
    expect(await asked('registered', ['exited', '2014-12-31'], ['registered', later])).toEqual([409, ['household-fits']]);
    expect(await asked('cleanedOut', ['registered', '2014-12-31'], ['cleanedOut', later])).toEqual([409, ['household-stands']]);
    expect(await asked('exited', ['registered', '2014-12-31'], ['exited', today])).toEqual([409, ['household-fits']]);
  });
});
