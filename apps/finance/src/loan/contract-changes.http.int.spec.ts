import { run, sessionOf } from '@jingzhun/persistence';
import {
  confirmedLoan,
  approveLoan,
  changeContract,
  daysPass,
  lenderBank,
  loanOffice,
  loanStep,
  readLoan,
  type LoanOffice,
} from '../../test/loan.factory.js';
import { startFinance, type Finance } from '../../test/service.js';

describe('what bank and household agree on later', () => {
  let finance: Finance;
  let people: LoanOffice;

  beforeAll(async () => {
    finance = await startFinance(new Date('2016-06-15T02:00:00Z'));
    people = loanOffice(finance);
    await lenderBank(people, 1_000_000_000);
  });
  afterAll(async () => finance?.stop());

  const today = () => finance.clock.today();
  /** At 3 %, of three years, paid every quarter. */
  const lent = async (): Promise<string> => {
    const id = await confirmedLoan(finance, people);
    expect((await approveLoan(people.approver, id, { annualRatePpm: 30_000, method: 'interestOnly' })).status).toBe(200);
    await people.teller.post(`/loans/${id}/drawings`, { on: today(), amountFen: 3_000_000, reference: 'D1' }).expect(201);
    return id;
  };
  const extend = (id: string, addedPeriods: number) =>
    people.teller.post(`/loans/${id}/extension`, { on: today(), addedPeriods, reason: '受灾减产' });
  const rate = (id: string, annualRatePpm: number) =>
    people.teller.post(`/loans/${id}/rate-changes`, { from: today(), annualRatePpm, reason: '基准调整' });
  const waits = async (by: LoanOffice['teller'], id: string): Promise<boolean> =>
    (await by.get('/loans?waiting=me&limit=500').expect(200)).body.items.some((one: { id: string }) => one.id === id);
  const codesOf = (answer: { body: { problems?: { code: string }[] } }) => answer.body.problems?.map(({ code }) => code);

  it('an extension has no effect until another clerk agrees and the county consents; each of the three another person', async () => {
    const id = await lent();
    const before = await readLoan(people.county, id);
    const proposed = await extend(id, 4).expect(201);
    expect(proposed.body).toMatchObject({
      ...{ state: 'drawn', maturesOn: before.maturesOn, changes: [] },
      change: { kind: 'extension', addedPeriods: 4, addedMonths: 12, waitsFor: 'bank', needsConsent: true, reason: '受灾减产' },
    });
    expect([await waits(people.approver, id), await waits(people.money, id)]).toEqual([true, false]);
    expect(codesOf(await loanStep(people.teller, id, 'agreeToChange'))).toEqual(['not-proposer']);
    expect(codesOf(await loanStep(people.money, id, 'consentToChange'))).toEqual(['change-agreed']);
    expect((await loanStep(people.approver, id, 'agreeToChange')).status).toBe(200);
    expect(await readLoan(people.county, id)).toMatchObject({
      state: 'drawn',
      maturesOn: before.maturesOn,
      change: { waitsFor: 'county' },
    });
    expect([await waits(people.approver, id), await waits(people.money, id)]).toEqual([false, true]);
    // nobody of the bank, and no officer who approves no money, speaks for the county
    for (const by of [people.approver, people.teller, people.county])
      expect((await loanStep(by, id, 'consentToChange')).body.code).toBe('loan.not-your-office');
    const { next } = await readLoan(people.money, id);
    expect(next.filter(({ mayDo }: { mayDo: boolean }) => mayDo).map(({ step }: { step: string }) => step)).toEqual([
      'consentToChange',
      'declineChange',
    ]);
    expect((await loanStep(people.money, id, 'consentToChange')).body.items).toMatchObject([{ state: 'extended' }]);
    const after = await readLoan(people.county, id);
    expect(after).toMatchObject({
      state: 'extended',
      maturesOn: '2020-06-15',
      change: null,
      changes: [{ kind: 'extension', addedPeriods: 4 }],
    });
    expect(after.events.slice(0, 4).map(({ step, byName }: { step: string; byName: string | null }) => [step, byName !== null])).toEqual([
      ...[
        ['extend', false],
        ['consentToChange', true],
        ['agreeToChange', true],
        ['proposeExtension', true],
      ],
    ]);
    expect(await waits(people.money, id)).toBe(false);
  });

  it('is not longer than the rule for its term and its product', async () => {
    const id = await lent();
    expect(await readLoan(people.county, id)).toMatchObject({ mostExtensionMonths: 12 });
    const refused = await extend(id, 5).expect(422);
    expect([refused.body.code, refused.body.detail]).toEqual(['loan.extension-refused', expect.stringContaining('最多展期 12 个月')]);
    expect((await extend(id, 120)).body.code).toBe('loan.extension-refused');
    expect(await readLoan(people.county, id)).toMatchObject({ change: null, state: 'drawn' });
  });

  it('a higher rate of a subsidised loan needs the county, a lower one another clerk only', async () => {
    const id = await lent();
    expect((await rate(id, 47_501)).body.code).toBe('loan.rate-refused');
    expect((await rate(id, 47_500).expect(201)).body).toMatchObject({ change: { kind: 'rate', needsConsent: true }, changes: [] });
    // one change at a time
    expect(codesOf(await rate(id, 40_000))).toEqual(['no-change-waits']);
    expect((await loanStep(people.approver, id, 'agreeToChange')).status).toBe(200);
    expect((await readLoan(people.county, id)).changes).toEqual([]);
    expect((await loanStep(people.money, id, 'consentToChange')).status).toBe(200);
    expect((await readLoan(people.county, id)).changes).toMatchObject([{ annualRatePpm: 47_500 }]);
    await daysPass(finance, 1);
    expect((await rate(id, 40_000).expect(201)).body.change).toMatchObject({ needsConsent: false, waitsFor: 'bank' });
    expect((await loanStep(people.approver, id, 'agreeToChange')).status).toBe(200);
    expect((await readLoan(people.county, id)).changes).toMatchObject([{ annualRatePpm: 47_500 }, { annualRatePpm: 40_000 }]);
  });

  it('what is taken back or declined changes nothing, and another may be proposed', async () => {
    const id = await lent();
    await extend(id, 2).expect(201);
    expect((await loanStep(people.teller, id, 'refuseChange', '填错期数')).status).toBe(200);
    await extend(id, 4).expect(201);
    expect((await loanStep(people.approver, id, 'agreeToChange')).status).toBe(200);
    expect((await loanStep(people.money, id, 'declineChange')).body.code).toBe('loan.reason-needed');
    expect((await loanStep(people.money, id, 'declineChange', '基金不再担保')).status).toBe(200);
    expect(await readLoan(people.county, id)).toMatchObject({
      state: 'drawn',
      maturesOn: expect.stringContaining('2019'),
      change: null,
      changes: [],
    });
    expect((await changeContract(people, id, 'extension', { on: today(), addedPeriods: 1, reason: '受灾' })).status).toBe(200);
    expect((await readLoan(people.county, id)).state).toBe('extended');
  });

  it('under the code: no change of a contract without its proposal, agreed to by another, and not beyond its bound', async () => {
    const id = await lent();
    await extend(id, 2).expect(201);
    const byHand = (sql: string) => finance.db.connection(sessionOf(people.county.principal), (client) => run(client, sql, [id]));
    await expect(
      byHand(`insert into loan_change (id, loan_id, bank_code, village_code, kind, from_date, added_periods, reason, recorded_at, recorded_by, recorded_by_name, proposal_id)
        select gen_random_uuid(), loan_id, bank_code, village_code, kind, from_date, added_periods, 'x', now(), recorded_by, 'x', id from loan_change_proposal where loan_id = $1::uuid`),
    ).rejects.toThrow(/as two have agreed/);
    await expect(byHand(`update loan_change_proposal set state = 'effective' where loan_id = $1::uuid`)).rejects.toThrow(
      /loan_change_agreed/,
    );
    await expect(
      byHand(`update loan_change_proposal set state = 'agreed', agreed_by = recorded_by where loan_id = $1::uuid`),
    ).rejects.toThrow(/loan_change_by_two/);
    await expect(byHand(`update loan_change_proposal set added_periods = 120 where loan_id = $1::uuid`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      byHand(`insert into loan_change_proposal (id, loan_id, bank_code, village_code, kind, from_date, added_periods, added_months, most_months, needs_consent, reason, recorded_at, recorded_by, recorded_by_name)
        select gen_random_uuid(), loan_id, bank_code, village_code, kind, from_date, 100, 300, most_months, true, 'x', now(), recorded_by, 'x' from loan_change_proposal where loan_id = $1::uuid`),
    ).rejects.toThrow(/loan_extension_within_bound/);
  });
});
