import { randomUUID } from 'node:crypto';
import { textOfPdf } from '@jingzhun/print/testing';
import { walkAreas, walkFields } from '@jingzhun/service-shell/testing';
import { drawnLoan, lenderBank, loanOffice } from '../../test/loan.factory.js';
import {
  bankAnswers,
  fundAndScheme,
  FUND,
  reached,
  read,
  sentToBank,
  setAccount,
  stepTaken,
  subsidyOffice,
  type SubsidyOffice,
} from '../../test/subsidy.factory.js';
import { officer, startFinance, type Finance } from '../../test/service.js';

describe('what a household has received', () => {
  let finance: Finance;
  let people: SubsidyOffice;
  let id: string;
  let householdId: string;
  const benefits = () => people.clerk.get(`/household-benefits/${householdId}`);

  const statement = async (period: string): Promise<string> => {
    const { body } = await people.clerk.get(`/household-benefits/${householdId}/statement?${period}`).buffer().parse(binary).expect(200);
    return (await textOfPdf(body as Buffer)).join('').replaceAll(/\s/g, '');
  };
  const printed = () =>
    finance.look<{ digest: string; number: number }>('select digest, number::int as number from benefit_statement order by number desc');

  beforeAll(async () => {
    finance = await startFinance();
    people = subsidyOffice(finance);
    await fundAndScheme(people);
    id = await reached(finance, people, 'approve');
    householdId = (await read(people, id)).householdId;
    await setAccount(people, householdId);
  });
  afterAll(async () => finance?.stop());

  it('is one timeline of what was paid and what was told, and says which departments were never heard', async () => {
    const about = { kind: 'relocation', householdId, milestone: 'movedIn', source: 'cityPlatform', amountFen: 800_000 };
    await people.bureau.post('/claims', { ...about, dueOn: '2016-05-30', document: '验收单', fundCode: FUND }).expect(201);
    const batch = await sentToBank(people, [id]);
    expect((await benefits().expect(200)).body).toMatchObject({ paidFen: 0, owedFen: 200_000, totals: [] });
    // the heading counts what is on its way, so its line stands below, whatever the period
    expect((await statement('from=2030-01-01&to=2030-12-31')).split('2,000.00')).toHaveLength(3);
    const text = await bankAnswers(finance, batch.id, 1, finance.clock.today());
    await people.cashier.upload(`/payment-batches/${batch.id}/returns`, text, 'text/csv').expect(200);
    const { body } = await benefits().expect(200);
    expect(body).toMatchObject({
      ...{ paidFen: 200_000, owedFen: 0 },
      totals: [{ benefit: 'rewardSubsidy', paidFen: 200_000 }],
      items: [
        { benefit: 'rewardSubsidy', title: '第一批产业奖补', amountFen: 200_000, state: 'paid' },
        {
          benefit: 'relocationSubsidy',
          title: null,
          about: { zh: '搬迁入住 · 市级平台资金' },
          amountFen: 800_000,
          state: 'told',
          heardBy: ['hand'],
        },
      ],
      sources: expect.arrayContaining([
        { kind: 'relocation', heardAt: null, periods: [] },
        { kind: 'dangerousHouse', heardAt: null, periods: [] },
      ]),
    });
  });

  it('no longer counts what was taken back', async () => {
    await stepTaken(people.bureau, id, 'demandBack', { reason: '面积有误' });
    await stepTaken(people.approver, id, 'reclaim', { reason: '缴款书 12 号' });
    const { body } = await benefits().expect(200);
    expect([body.paidFen, body.items[0].state]).toEqual([0, 'takenBack']);
  });

  it('has what was lent and repaid, and what is owed the bank', async () => {
    const lending = loanOffice(finance);
    await lenderBank(lending);
    const [head] = await finance.look<{ id: string }>('select person_id as id from directory_person where household_id = $1', [
      householdId,
    ]);
    const loan = await drawnLoan(finance, lending, { householdId, borrowerId: head!.id }, { contractNumber: 'RCB-77' });
    await lending.teller
      .post(`/loans/${loan}/repayments`, { on: finance.clock.today(), amountFen: 500_000, reference: 'R1', effect: 'smallerInstalments' })
      .expect(201);
    const { body } = await benefits().expect(200);
    expect(body.items.filter(({ benefit }: { benefit: string }) => benefit === 'loan')).toMatchObject([
      { state: 'repaid', amountFen: 500_000, about: { zh: '合同 RCB-77' } },
      { state: 'drawn', amountFen: 3_000_000 },
    ]);
    expect(body.loans).toMatchObject([{ contractNumber: 'RCB-77', drawnFen: 3_000_000, outstandingFen: 2_500_000, overdueSince: null }]);
  });

  it('is a paper for the household: numbered, with its digest, the account in part, and what was never heard', async () => {
    const period = `from=2016-01-01&to=${finance.clock.today()}`;
    const text = await statement(period);
    for (const words of ['农户受益清单', '刘春华', '搬迁补助', '已追回', 'RCB-77', '25,000.00', '搬迁部门：还没有收到过报送', '*'])
      expect(text).toContain(words);
    expect(text).not.toContain('6228480000000000018');
    const [kept] = await printed();
    expect(text).toContain(kept!.digest.slice(0, 16));
    const [audited] = await finance.look<{ detail: { number: string } }>(
      `select detail from audit_log where action = 'benefit.statement' order by detail ->> 'number' desc`,
    );
    expect(audited!.detail.number).toMatch(/^M\d{8}-000002$/);
    await statement(`${period}&lang=en`);
    await setAccount(people, householdId, '6228480000000007777');
    await statement(period);
    const [other, inEnglish] = await printed();
    expect([inEnglish!.digest === kept!.digest, other!.digest === kept!.digest]).toEqual([true, false]);
    await people.clerk.get(`/household-benefits/${householdId}/statement?from=2016-02-01&to=2016-01-01`).expect(400);
    const elsewhere = finance.as(officer(['village-cadre'], '360781103201'));
    await elsewhere.get(`/household-benefits/${householdId}/statement?${period}`).expect(404);
  });

  it('is read in the own area only, and reading it is recorded', async () => {
    const elsewhere = finance.as(officer(['village-cadre'], '360781103201'));
    expect((await elsewhere.get(`/household-benefits/${householdId}`).expect(404)).body.code).toBe('benefit.household-not-found');
    expect((await people.clerk.get(`/household-benefits/${randomUUID()}`)).status).toBe(404);
    const [read_] = await finance.look<{ n: number }>(
      `select count(*)::int as n from audit_log where action = 'benefit.read' and object_id = $1`,
      [householdId],
    );
    expect(read_!.n).toBe(4);
  });

  it('no route answers with a record of another area, acts on one, or names one in a list', async () => {
    // what the routes of finance are about; the contract of the service asks for the rest
    const of = [
      'loan',
      'loan_movement',
      'claim',
      'payment',
      'payment_account',
      'subsidy_application',
      'notice',
      'benefit_statement',
      'ledger_line',
    ];
    const { tables, asked, leaks, unreached, nameless, harmless } = await walkAreas(finance, 'finance', { of });
    expect(tables).toEqual(expect.arrayContaining([...of, 'subsidy_grant', 'loan_event', 'overlap_check']));
    expect(asked).toBeGreaterThan(400);
    expect(leaks).toEqual([]);
    const routes = (list: string[]): string[] => list.map((route) => route.replace('/api/finance/v1/', ''));
    expect(Object.entries(unreached).map(([route, answers]) => [routes([route])[0], answers])).toEqual([
      // an upload belongs to the account that began it; what is sent here is none of the protocol's messages
      ['PATCH uploads/:id', '400 '],
      // a household out of sight is unknown, as one that never was
      ['POST outside-lists/single', '422 outside-list.household-unknown'],
    ]);
    // marks of the own account; what an approval would meet of what is out of sight: nothing
    expect(routes(harmless)).toEqual(['POST reminders/read', 'POST benefit-overlaps/preview']);
    // work of the whole department, books of the county, and files whose rows are judged one by one by their own tests
    expect(routes(nameless)).toEqual([
      'POST clock/advance',
      'POST operations/dead-letters/:sequence/replay',
      'POST directory/rebuild',
      'POST uploads',
      'POST seal-keys/rotate',
      'POST reminder-rounds',
      'POST ledger/periods/:month/close',
      'POST budget/years',
      'POST budget/funds',
      'POST budget/funds/:code/changes',
      'POST payment-batches',
      'POST payment-accounts/lists',
      'POST payee-institutions',
      'POST subsidy-schemes',
      'POST claims/lists',
      'POST claims/lists/marked.xlsx',
      'POST outside-lists',
      'POST outside-lists/marked.xlsx',
      'POST bank-statements/compare',
      'POST lender-banks',
      'POST lender-banks/:code/provisions',
      'POST loan-assessments',
      'POST bank-files',
      'POST bank-files/marked.xlsx',
      'POST interest-claims',
    ]);
  }, 480_000);

  it('each route refuses a field that is left out or empty in words, and breaks at none', async () => {
    const { asked, wrong } = await walkFields(finance, 'finance');
    expect(asked).toBeGreaterThan(1_000);
    expect(wrong).toEqual([]);
  }, 480_000);
});

const binary = (response: unknown, done: (error: Error | null, body: Buffer) => void): void => {
  const parts: Buffer[] = [];
  (response as NodeJS.ReadableStream).on('data', (part: Buffer) => parts.push(part)).on('end', () => done(null, Buffer.concat(parts)));
};
