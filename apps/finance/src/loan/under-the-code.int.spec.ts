import { run, sessionOf, type Database } from '@jingzhun/persistence';
import {
  approveLoan,
  bankClerk,
  borrower,
  confirmedLoan,
  drawnLoan,
  lenderBank,
  loanOffice,
  type LoanOffice,
} from '../../test/loan.factory.js';
import { startFinance, type Finance } from '../../test/service.js';

/** What must hold for scripts of years to come as well: written by hand, as the service's role. */
describe('loans under the code', () => {
  let finance: Finance;
  let db: Database;
  let people: LoanOffice;
  let id: string;

  beforeAll(async () => {
    finance = await startFinance();
    db = finance.db;
    people = loanOffice(finance);
    await lenderBank(people, 1_000_000);
    await lenderBank(loanOffice(finance, 'abc'), 1_000_000, 'abc');
    id = await drawnLoan(finance, people);
  });
  afterAll(async () => finance?.stop());

  const byHand = (sql: string, values: unknown[] = [], principal = people.county.principal) =>
    db.connection(sessionOf(principal), (client) => run(client, sql, values));
  const movement = (parts: Record<string, unknown>) => {
    const row: Record<string, unknown> = { kind: 'repayment', reference: 'x', on_date: '2016-06-20', ...parts };
    const columns = Object.keys(row);
    return byHand(
      `insert into loan_movement (id, loan_id, position, bank_code, village_code, household_id, recorded_at, recorded_by, recorded_by_name, ${columns.join(', ')})
       select gen_random_uuid(), id, 99, bank_code, village_code, household_id, now(), id, 'x', ${columns.map((_, i) => `$${i + 2}`).join(', ')} from loan where id = $1::uuid`,
      [id, ...Object.values(row)],
    );
  };

  it('every table with a bank hides the rows of other banks from its clerks', async () => {
    const tables = await finance.look<{ name: string; safe: boolean }>(
      `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity and exists (
         select from pg_policy p where p.polrelid = c.oid and not p.polpermissive and pg_get_expr(p.polqual, p.polrelid) like '%app.bank%') as safe
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'bank_code' and not a.attisdropped
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
    );
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['loan', 'loan_movement', 'loan_event', 'loan_instalment', 'risk_fund']),
    );
    expect(tables.filter(({ safe }) => !safe)).toEqual([]);
    for (const { name } of tables) {
      const seen = async (bank?: string) => (await byHand(`select from ${name} where bank_code = 'rcb'`, [], bankClerk(bank))).length;
      expect([name, await seen('abc'), await seen()]).toEqual([name, 0, 0]);
    }
    await expect(
      byHand(
        `insert into loan_change_proposal (id, loan_id, bank_code, village_code, kind, from_date, annual_rate_ppm, needs_consent, reason, recorded_at, recorded_by, recorded_by_name)
         values (gen_random_uuid(), $1::uuid, 'rcb', '360781102208', 'rate', '2016-07-01', 1, false, 'x', now(), $1::uuid, 'x')`,
        [id],
        bankClerk('abc'),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('nothing is owed below zero, paid out above the approval, or repaid in parts that do not add up', async () => {
    await expect(movement({ principal_fen: -3_000_001, lines_fen: 3_000_001 })).rejects.toThrow(/loan_sums/);
    await expect(movement({ principal_fen: -10, interest_fen: 5, lines_fen: 14 })).rejects.toThrow(/adds_up/);
    await expect(movement({ kind: 'drawing', principal_fen: 1, reserved_fen: -1 })).rejects.toThrow(/loan_sums/);
    await expect(movement({ kind: 'approval', reserved_fen: 1 })).rejects.toThrow(/loan_sums/);
    await expect(movement({ kind: 'compensation', principal_fen: -10, lost_fen: 10, fund_fen: 11 })).rejects.toThrow(/adds_up/);
    await expect(byHand('update loan set outstanding_fen = 0 where id = $1::uuid', [id])).rejects.toThrow(/permission denied/);
    await expect(byHand(`update risk_fund set balance_fen = 1000000000000`)).rejects.toThrow(/permission denied/);
    for (const table of ['loan_movement', 'loan_event', 'loan_change', 'risk_fund_change'])
      await expect(finance.look(`delete from ${table}`)).rejects.toThrow(/append-only/);
  });

  it('a fund cannot go below nothing, nor can more be lent than it carries', async () => {
    await expect(
      byHand(
        `insert into risk_fund_change (id, bank_code, kind, amount_fen, on_date, movement_id, recorded_at, recorded_by, recorded_by_name)
         values (gen_random_uuid(), 'rcb', 'compensation', -1000001, '2016-06-20', gen_random_uuid(), now(), $1::uuid, 'x')`,
        [id],
      ),
    ).rejects.toThrow(/risk_fund_not_negative/);
    const [first, second] = [
      await confirmedLoan(finance, people, { amountFen: 3_000_000 }),
      await confirmedLoan(finance, people, { amountFen: 2_500_000 }),
    ];
    expect((await approveLoan(people.approver, first)).status).toBe(200);
    expect((await approveLoan(people.approver, second)).body.problems).toMatchObject([{ code: 'room-in-fund' }]);
    const grow = `insert into loan_movement (id, loan_id, position, bank_code, village_code, household_id, kind, on_date, reference, reserved_fen, recorded_at, recorded_by, recorded_by_name)
      select gen_random_uuid(), id, 1, bank_code, village_code, household_id, 'approval', '2016-06-20', 'x', 2500000, now(), id, 'x' from loan where id = $1::uuid`;
    await expect(byHand(grow, [second])).rejects.toThrow(/leverage of the fund/);
  });

  it('a household is lent nothing above its cap or beside a bad loan, whoever writes it', async () => {
    const owner = await borrower(finance);
    const abc = { ...loanOffice(finance, 'abc') };
    const one = await confirmedLoan(finance, abc, { ...owner, bankCode: 'abc', amountFen: 5_000_000 });
    expect((await approveLoan(abc.approver, one)).status).toBe(200);
    await expect(byHand('update household_credit set own_fen = 1 where household_id = $1::uuid', [owner.householdId])).rejects.toThrow(
      /household_credit_within_cap/,
    );
    await finance.look(`update household_credit set bad_loans = 1 where household_id = (select household_id from loan where id = $1)`, [
      id,
    ]);
    await expect(byHand(`update loan set state = 'bankApproved' where id = $1::uuid`, [id])).rejects.toThrow(/bad loan/);
  });
});
