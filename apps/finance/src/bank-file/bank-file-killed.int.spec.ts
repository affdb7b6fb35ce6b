import { Jobs } from '@jingzhun/jobs';
import { SIGN_OF_LIFE_MISSED } from '@jingzhun/jobs/testing';
import { outboxEmpty } from '@jingzhun/messaging/testing';
import { ServiceProcess } from '@jingzhun/service-shell/testing';
import { sendBankFile, worked, type FileRow } from '../../test/bank-file.factory.js';
import { approveLoan, confirmedLoan, daysPass, lenderBank, loanOffice } from '../../test/loan.factory.js';
import { startFinance, type Finance } from '../../test/service.js';

const LOANS = 3;
// a kill costs the start of a process, and a job is tried five times
const DEEP = Boolean(process.env['DEEP']);
const DIES_AT = DEEP ? [20, 120, 45] : [120];

let finance: Finance;
let child: ServiceProcess | undefined;
beforeAll(async () => {
  finance = await startFinance();
});
afterEach(async () => child?.kill());
afterAll(async () => finance?.stop());

const work = (dieAt: number): ServiceProcess => (child = new ServiceProcess(finance, { DIE_WORKING: String(dieAt) }));

it('books every row once, its process killed in the middle of it', async () => {
  const people = loanOffice(finance);
  await lenderBank(people);
  for (let i = 0; i < LOANS; i += 1) await approveLoan(people.approver, await confirmedLoan(finance, people), { contractNumber: `K${i}` });
  const on = finance.clock.today();
  await daysPass(finance, 20);
  const rows = Array.from({ length: LOANS }, (_, i): FileRow[] => [
    { contract: `K${i}`, kind: '放款', on, fen: 3_000_000, reference: `KD${i}` },
    { contract: `K${i}`, kind: '提前还款', on, fen: 250_000 + i, reference: `KR${i}` },
  ]).flat();
  let kills = 0;
  const killed = async (dieAt: number): Promise<void> => {
    expect(await work(dieAt).ended).toBe('SIGKILL');
    kills += 1;
    await finance.look(SIGN_OF_LIFE_MISSED);
  };
  // the work is left to the processes that die
  const leave = () => finance.app.get(Jobs).takeNoMore();
  if (DEEP) await leave();
  const { body } = await sendBankFile(people.approver, rows).expect(201);
  if (DEEP) {
    await killed(30);
    expect(await finance.look(`select from loan_movement where kind = 'drawing'`)).toEqual([]);
    work(0);
  }
  const checked = await worked(finance, people.approver, body.id);
  expect(checked).toMatchObject({ state: 'checked', results: { book: LOANS * 2 } });
  await child?.kill();
  await leave();

  await people.teller.post(`/bank-files/${body.id}/release`, {}, checked.version).expect(200);
  const booked: number[] = [];
  for (const dieAt of DIES_AT) {
    await killed(dieAt);
    // a loan's rows are booked together, with their entries, or not at all
    const [found] = await finance.look<Record<string, number>>(
      `select (select count(*)::int from bank_file_row where standing = 'booked') as rows, (select count(*)::int from loan_movement where kind in ('drawing', 'repayment')) as movements,
         (select count(*)::int from ledger_entry where cause_type = 'loan-movement') as entries`,
    );
    expect([found?.['movements'], found?.['entries'], (found?.['rows'] ?? 1) % 2]).toEqual([found?.['rows'], found?.['rows'], 0]);
    booked.push(found?.['rows'] ?? -1);
  }
  expect(booked).toEqual(booked.toSorted((a, b) => a - b));
  // one at least fell between two loans
  expect(booked.filter((rows) => rows > 0 && rows < LOANS * 2)).not.toEqual([]);
  work(0);
  expect(await worked(finance, people.teller, body.id)).toMatchObject({
    state: 'booked',
    booked: [
      { kind: 'drawing', rows: LOANS, sumFen: 3_000_000 * LOANS },
      { kind: 'prepayment', rows: LOANS, sumFen: 250_000 * LOANS + 3 },
    ],
  });
  await child?.kill();
  const [sums] = await finance.look<Record<string, number>>(
    `select count(*) filter (where kind = 'drawing')::int as drawings, count(*) filter (where kind = 'repayment')::int as repayments,
       (select count(distinct reference)::int from loan_movement where kind in ('drawing', 'repayment')) as numbers,
       (select sum(amount_fen)::int from ledger_line where account_code = 'lender/rcb') as book, (select count(*)::int from loan_event where step = 'draw') as steps from loan_movement`,
  );
  expect(sums).toEqual({ drawings: LOANS, repayments: LOANS, numbers: LOANS * 2, book: -(3_000_000 - 250_000) * LOANS + 3, steps: LOANS });
  expect(kills).toBe(DIES_AT.length + Number(DEEP));
  await outboxEmpty(finance.db);
}, 600_000);
