import { run, sessionOf } from '@jingzhun/persistence';
import {
  approveLoan,
  askedLoan,
  borrower,
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
import { photo } from '../../test/subsidy.factory.js';

const CAP = 5_000_000;
const WALKS = process.env['DEEP'] ? 12 : 2;
const MOVES = 45;

/** A person moves as identification tells it: the own copy says another household from then on. */
const moves = (finance: Finance, personId: string, householdId: string) =>
  finance.look('update directory_person set household_id = $1, is_head = false where person_id = $2', [householdId, personId]);

describe('what is asked of who borrows, wherever he lives', () => {
  let finance: Finance;
  let people: LoanOffice;
  let other: LoanOffice;
  const offices: LoanOffice[] = [];

  beforeAll(async () => {
    finance = await startFinance();
    people = loanOffice(finance);
    other = loanOffice(finance, 'abc');
    offices.push(people, other);
    await lenderBank(people, 1_000_000_000);
    await lenderBank(other, 1_000_000_000, 'abc');
  });
  afterAll(async () => finance?.stop());

  const numberOf = async (id: string): Promise<number> => (await readLoan(people.county, id)).number;
  const needOf = (answer: { body: { problems?: { code: string; detail: string }[] } }, code: string) =>
    answer.body.problems?.find((one) => one.code === code);
  /** Confirmed while nothing stood against it; then the bank is asked. */
  const confirmed = (parts: object) => confirmedLoan(finance, people, parts);
  const firstMissing = async (parts: object): Promise<string | undefined> => {
    const { body } = await people.clerk.post('/loans', await askedLoan(finance, parts)).expect(201);
    return (await loanStep(people.secondClerk, body.id, 'recommend')).body.problems?.[0]?.code;
  };

  it('whoever splits off does not borrow the cap again, and is told which loan stands against it, by number and bank', async () => {
    const a = await borrower(finance);
    const first = await drawnLoan(finance, other, { ...a, bankCode: 'abc', amountFen: CAP });
    const b = await borrower(finance);
    await moves(finance, a.borrowerId, b.householdId);
    const { body } = await people.clerk
      .post('/loans', await askedLoan(finance, { ...a, householdId: b.householdId, amountFen: 1 }))
      .expect(201);
    const refused = await loanStep(people.secondClerk, body.id, 'recommend');
    expect(refused.status).toBe(409);
    expect(needOf(refused, 'within-cap')?.detail).toContain(`abc农商银行第 ${await numberOf(first)} 号`);
    expect(JSON.stringify(refused.body)).not.toContain('赖金生');
  });

  it('nor does anybody else of the household he moved to, nor he in the household he left', async () => {
    const a = await borrower(finance);
    const b = await borrower(finance);
    await drawnLoan(finance, people, { ...a, amountFen: 3_000_000 });
    const inNew = await confirmed({ ...b, amountFen: 3_000_000 });
    const inOld = await confirmed({ ...a, amountFen: 2_000_000 });
    await moves(finance, a.borrowerId, b.householdId);
    expect(needOf(await approveLoan(people.approver, inNew), 'within-cap')).toBeDefined();
    expect((await approveLoan(people.approver, inOld)).status).toBe(200);
    // who lives with him now owes with him
    expect(await firstMissing({ ...b, amountFen: 1 })).toBe('within-cap');
  });
  it('nothing is approved or paid out while he is late elsewhere, nor to those he lives with', async () => {
    const a = await borrower(finance);
    const b = await borrower(finance);
    const first = await drawnLoan(finance, people, { ...a, amountFen: 1_000_000 });
    const second = await confirmed({ ...b, amountFen: 1_000_000 });
    const third = await confirmed({ ...b, amountFen: 1_000_000 });
    expect((await approveLoan(people.approver, second)).status).toBe(200);
    await daysPass(finance, 130);
    expect((await readLoan(people.county, first)).state).toBe('overdue');
    await moves(finance, a.borrowerId, b.householdId);
    const drawing = { on: finance.clock.today(), amountFen: 1_000_000, reference: 'D1' };
    const refused = await people.teller.post(`/loans/${second}/drawings`, drawing).expect(409);
    expect(needOf(refused, 'no-bad-loan')?.detail).toContain(`第 ${await numberOf(first)} 号`);
    expect(needOf(await approveLoan(people.approver, third), 'no-bad-loan')).toBeDefined();
    // what he owes is paid: the way is free
    const { overduePrincipalFen, overdueInterestFen, penalty } = await readLoan(people.county, first);
    await people.teller
      .post(`/loans/${first}/repayments`, {
        ...{ on: finance.clock.today(), reference: 'P1', amountFen: overduePrincipalFen + overdueInterestFen + penalty.owedFen },
      })
      .expect(201);
    await people.teller.post(`/loans/${second}/drawings`, drawing).expect(201);
  });

  it('money that was used otherwise follows who used it', async () => {
    const a = await borrower(finance);
    const b = await borrower(finance);
    const first = await drawnLoan(finance, other, { ...a, bankCode: 'abc', amountFen: 1_000_000 });
    const second = await confirmed({ ...b, amountFen: 1_000_000 });
    expect((await approveLoan(people.approver, second)).status).toBe(200);
    const look = { on: finance.clock.today(), finding: 'notAsAgreed', remark: '没有树苗', attachmentIds: [await photo(finance)] };
    await people.township.post(`/loans/${first}/use-checks`, look).expect(201);
    await people.county.post(`/loans/${first}/misuse`, { what: 'found', reason: '盖房' }).expect(201);
    await moves(finance, a.borrowerId, b.householdId);
    const drawing = { on: finance.clock.today(), amountFen: 1_000_000, reference: 'D1' };
    const refused = await people.teller.post(`/loans/${second}/drawings`, drawing).expect(409);
    expect(needOf(refused, 'used-as-agreed')?.detail).toContain(`abc农商银行第 ${await numberOf(first)} 号`);
    await people.secondCounty.post(`/loans/${first}/misuse`, { what: 'putRight', reason: '已种上' }).expect(201);
    await people.teller.post(`/loans/${second}/drawings`, drawing).expect(201);
  });

  it('two banks that approve at the same moment do not both lend him the cap', async () => {
    const a = await borrower(finance);
    const b = await borrower(finance);
    const first = await confirmed({ ...a, amountFen: 3_000_000 });
    await moves(finance, a.borrowerId, b.householdId);
    const second = await confirmedLoan(finance, other, {
      ...{ householdId: b.householdId, borrowerId: a.borrowerId, bankCode: 'abc', amountFen: 3_000_000 },
    });
    const answers = await Promise.all([approveLoan(people.approver, first), approveLoan(other.approver, second)]);
    expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409]);
  });

  it('under the code: a sum above the cap of the borrower is refused, a loan beside a bad one too', async () => {
    const a = await borrower(finance);
    const b = await borrower(finance);
    await drawnLoan(finance, people, { ...a, amountFen: 3_000_000 });
    const second = await confirmed({ ...b, amountFen: 3_000_000 });
    const write = (sql: string) => finance.db.connection(sessionOf(people.county.principal), (client) => run(client, sql, [second]));
    await write(
      `insert into household_credit (household_id, village_code, own_fen, cap_fen) select household_id, village_code, 0, 5000000 from loan where id = $1::uuid`,
    );
    await moves(finance, a.borrowerId, b.householdId);
    await expect(
      write(`insert into loan_movement (id, loan_id, position, bank_code, village_code, household_id, kind, on_date, reference, reserved_fen, recorded_at, recorded_by, recorded_by_name)
        select gen_random_uuid(), id, 1, bank_code, village_code, household_id, 'approval', '2016-06-20', 'x', 3000000, now(), id, 'x' from loan where id = $1::uuid`),
    ).rejects.toThrow(/more than the cap/);
  });

  describe('random moves between households', () => {
    interface Lent {
      id: string;
      householdId: string;
      borrowerId: string;
      owedFen: number;
    }
    let chance = 20160611;
    const random = (below: number): number => {
      chance = (chance * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor(chance / 65_536) % below;
    };
    const one = <T>(list: readonly T[]): T => list[random(list.length)] as T;

    it.each(Array.from({ length: WALKS }, (_, walk) => walk))(
      'walk %i: never more than the cap a borrower, nor lent above it to a household as it stands',
      async () => {
        const homes = new Map<string, string>();
        for (let i = 0; i < 4; i += 1) {
          const { householdId, borrowerId } = await borrower(finance);
          homes.set(borrowerId, householdId);
        }
        const places = [...homes.values()];
        const ids: { id: string; office: LoanOffice }[] = [];
        const all = async (): Promise<Lent[]> => {
          const rows = await finance.look<{ id: string; household_id: string; borrower_id: string; owed: string }>(
            'select id, household_id, borrower_id, reserved_fen + outstanding_fen as owed from loan where id = any($1::uuid[])',
            [ids.map(({ id }) => id)],
          );
          return rows.map((row) => ({ id: row.id, householdId: row.household_id, borrowerId: row.borrower_id, owedFen: Number(row.owed) }));
        };
        const sum = (loans: readonly Lent[]): number => loans.reduce((total, { owedFen }) => total + owedFen, 0);
        const counts = { approved: 0, refused: 0, moved: 0 };
        for (let i = 0; i < MOVES; i += 1) {
          const what = random(10);
          if (what < 3) {
            homes.set(one([...homes.keys()]), one(places));
            for (const [personId, householdId] of homes) await moves(finance, personId, householdId);
            counts.moved += 1;
          } else if (what < 6 || ids.length === 0) {
            const office = one(offices);
            const borrowerId = one([...homes.keys()]);
            const parts = {
              ...{ householdId: homes.get(borrowerId) as string, borrowerId, bankCode: office === people ? 'rcb' : 'abc' },
              amountFen: 500_000 + random(4) * 1_000_000,
            };
            const id = await confirmedLoan(finance, office, parts).catch(() => undefined);
            if (id) ids.push({ id, office });
          } else if (what < 9) {
            const { id, office } = one(ids.slice(-4));
            const { status } = await approveLoan(office.approver, id);
            counts[status === 200 ? 'approved' : 'refused'] += 1;
            if (status === 200) {
              const loans = await all();
              const lent = loans.find((loan) => loan.id === id) as Lent;
              for (const home of new Set([lent.householdId, homes.get(lent.borrowerId) as string])) {
                const asItStands = loans.filter((loan) => loan.householdId === home || homes.get(loan.borrowerId) === home);
                expect(sum(asItStands)).toBeLessThanOrEqual(CAP);
              }
            }
          } else {
            const { id, office } = one(ids);
            const { state, payoffFen, reservedFen, movements } = await readLoan(office.teller, id);
            const last = movements.find(({ canBeReversed }: { canBeReversed: boolean }) => canBeReversed);
            if (state === 'bankApproved')
              await office.teller.post(`/loans/${id}/drawings`, { on: finance.clock.today(), amountFen: reservedFen, reference: 'D1' });
            else if (payoffFen)
              await office.teller.post(`/loans/${id}/repayments`, { on: finance.clock.today(), amountFen: payoffFen, reference: `P${i}` });
            else if (last) await office.approver.post(`/loans/${id}/movements/${last.id}/reversal`, { reason: '随机' });
          }
          const byBorrower = Map.groupBy(await all(), ({ borrowerId }) => borrowerId);
          for (const loans of byBorrower.values()) expect(sum(loans)).toBeLessThanOrEqual(CAP);
        }
        expect(counts.approved).toBeGreaterThan(2);
        expect(counts.refused).toBeGreaterThan(0);
        expect(counts.moved).toBeGreaterThan(5);
      },
      300_000,
    );
  });
});
