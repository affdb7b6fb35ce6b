import { readXlsx } from 'hucre';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { openMatchKeys } from '@jingzhun/vault';
import { bankFile, declaredOf, sendBankFile, worked, type FileRow } from '../../test/bank-file.factory.js';
import {
  approveLoan,
  bankClerk,
  confirmedLoan,
  daysPass,
  loanStep,
  lenderBank,
  loanOffice,
  readLoan,
  type LoanOffice,
} from '../../test/loan.factory.js';
import { binary, startFinance, type Finance } from '../../test/service.js';
import { serviceConfig } from '../config.js';

/** Of nobody: the example of the standard, and one made up. */
const ID_NUMBERS = ['11010519491231002X', '360781198001010011'] as const;

let finance: Finance;
let people: LoanOffice;

beforeAll(async () => {
  finance = await startFinance();
  people = loanOffice(finance);
  await lenderBank(people, 1_000_000_000);
  for (const code of ['abc', 'ccb', 'boc']) await lenderBank(loanOffice(finance, code), 1_000_000_000, code);
});
afterAll(async () => finance?.stop());

async function approved(contract: string, office = people, parts: object = {}): Promise<string> {
  const id = await confirmedLoan(finance, office, parts);
  const { status, body } = await approveLoan(office.approver, id, { contractNumber: contract });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return id;
}
/** On the day of the first instalment. */
async function firstDue(id: string) {
  const [due] = (await readLoan(people.county, id)).schedule;
  await daysPass(finance, Math.round((Date.parse(due.dueOn) - Date.parse(finance.clock.today())) / 86_400_000));
  return due as { dueOn: string; principalFen: number; interestFen: number };
}
const lines = async (id: string, by = people.teller) => (await by.get(`/bank-files/${id}/rows`).expect(200)).body.items;
const taken = async (rows: readonly FileRow[], by = people.approver) => {
  const { body, status } = await sendBankFile(by, rows);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return worked(finance, by, body.id);
};
const released = async (file: { id: string; version: number }, by = people.teller) => {
  await by.post(`/bank-files/${file.id}/release`, {}, file.version).expect(200);
  return worked(finance, by, file.id);
};

it('books drawings, repayments and an extension as single entries would, released by another clerk', async () => {
  const [first, second] = [await approved('RC-1'), await approved('RC-2')];
  const drawings: FileRow[] = [
    { contract: 'RC-1', kind: '放款', on: '2016-06-15', fen: 1_200_000, reference: 'L001' },
    { contract: 'RC-2', kind: '放款', on: '2016-06-15', fen: 3_000_000, reference: 'L002' },
  ];
  const file = await taken(drawings);
  expect(file).toMatchObject({
    ...{ state: 'checked', rows: 2, from: '2016-06-15', results: { waiting: 0, book: 2, differs: 0, already: 0, refused: 0 }, booked: [] },
    ...{
      release: {
        possible: false,
        missing: [{ en: expect.stringContaining('You have uploaded it') }, { en: expect.stringContaining('approved 2') }],
      },
    },
  });
  // nothing is booked by looking, and the book has lost no number
  expect(await finance.look(`select from loan_movement where kind = 'drawing'`)).toEqual([]);
  const own = await people.approver.post(`/bank-files/${file.id}/release`, {}, file.version).expect(409);
  expect([own.body.code, own.body.problems.length]).toEqual(['bank-file.not-ready', 2]);
  const { number: before } = (
    await finance.look<{ number: number }>('select coalesce(max(number), 0)::int as number from ledger_entry')
  )[0]!;
  const booked = await released(file);
  expect(booked).toMatchObject({
    state: 'booked',
    releasedByName: people.teller.principal.name,
    booked: [{ kind: 'drawing', rows: 2, sumFen: 4_200_000 }],
  });
  expect(await finance.look(`select number::int - $1::int as n from ledger_entry where number > $1 order by 1`, [before])).toEqual([
    { n: 1 },
    { n: 2 },
  ]);
  expect(await readLoan(people.county, first)).toMatchObject({ state: 'drawn', drawnFen: 1_200_000, reservedFen: 1_800_000 });

  // the same file again is the one it was; the same rows in another file change nothing
  expect((await sendBankFile(people.approver, drawings)).body).toMatchObject({ id: file.id, state: 'booked' });
  const third: FileRow = { contract: 'RC-1', kind: '放款', on: '2016-06-15', fen: 100_000, reference: 'L003' };
  const again = await taken([third, ...drawings]);
  expect(again.results).toMatchObject({ book: 1, already: 2 });
  expect((await released(again)).booked).toEqual([{ kind: 'drawing', rows: 1, sumFen: 100_000 }]);
  expect((await readLoan(people.county, first)).drawnFen).toBe(1_300_000);

  const due = await firstDue(second);
  const whole = due.principalFen + due.interestFen;
  const days: FileRow[] = [
    { contract: 'RC-2', on: '2016-09-15', fen: whole, principal: due.principalFen, interest: due.interestFen, reference: 'H001' },
    { contract: 'RC-2', kind: '提前还款', on: '2016-09-15', fen: 500_000, principal: 500_000, interest: 0, reference: 'H002' },
    { contract: 'RC-2', kind: '展期', on: '2016-09-15', periods: 2, reference: 'Z001' },
  ];
  const month = await taken(days);
  expect(month.results).toMatchObject({ book: 2, differs: 1 });
  await released(month);
  // proposed by who uploaded it, agreed to by who released it; it runs longer once the county consents
  expect(await readLoan(people.county, second)).toMatchObject({
    ...{ state: 'repaying', changes: [], change: { addedPeriods: 2, waitsFor: 'county', byName: people.approver.principal.name } },
  });
  expect((await loanStep(people.money, second, 'consentToChange')).status).toBe(200);
  expect(await readLoan(people.county, second)).toMatchObject({
    state: 'extended',
    outstandingFen: 3_000_000 - due.principalFen - 500_000,
  });
  // what the file says was booked is what the book says
  const [sums] = await finance.look<Record<string, number>>(
    `select (select sum(amount_fen)::int from bank_file_row where standing = 'booked' and kind = 'drawing') as drawn,
       (select sum(amount_fen)::int from bank_file_row where standing = 'booked' and kind in ('repayment', 'prepayment')) as repaid,
       (select sum(l.amount_fen)::int from ledger_line l join ledger_entry e on e.id = l.entry_id where e.kind = 'drawing' and l.account_code = 'loan/rcb') as "drawnInBook",
       (select sum(l.amount_fen)::int from ledger_line l join ledger_entry e on e.id = l.entry_id where e.kind = 'repayment' and l.account_code = 'lender/rcb') as "repaidInBook"`,
  );
  expect([sums?.['drawn'], sums?.['repaid']]).toEqual([sums?.['drawnInBook'], sums?.['repaidInBook']]);
  expect(sums?.['repaid']).toBe(whole + 500_000);
}, 240_000);

it('says of every row what differs from our own schedule, and why it cannot be booked', async () => {
  const today = finance.clock.today();
  await approved('RC-5');
  const drawn = await approved('RC-6');
  await people.teller.post(`/loans/${drawn}/drawings`, { on: today, amountFen: 3_000_000, reference: 'E1' }).expect(201);
  const other = loanOffice(finance, 'abc');
  const foreign = await confirmedLoan(finance, other, { bankCode: 'abc' });
  await approveLoan(other.approver, foreign, { contractNumber: 'ABC-1' });
  const keys = openMatchKeys({ keysFolder: serviceConfig().keysFolder, now: finance.clock.now() });
  await finance.look('update directory_person set match_key = $1 where person_id = (select borrower_id from loan where id = $2)', [
    keys.of(ID_NUMBERS[0], 'test'),
    drawn,
  ]);
  const due = await firstDue(drawn);
  const on = due.dueOn;
  // actual/360 here, 365 days at the bank
  const days = Math.round((Date.parse(on) - Date.parse(today)) / 86_400_000);
  const theirs = Math.round((3_000_000 * 47_500 * days) / 365 / 1e6);
  const amount = due.principalFen + due.interestFen;
  const rows: FileRow[] = [
    { contract: 'RC-6', on, fen: amount, principal: amount - theirs, interest: theirs, reference: 'P1', idNumber: ID_NUMBERS[0] },
    { contract: 'RC-6', on, fen: 100_000, reference: 'P1' },
    { contract: 'RC-6', on, fen: 100_000, reference: 'P2', idNumber: ID_NUMBERS[1] },
    { contract: 'RC-6', kind: '放款', on, fen: 1_000, reference: 'P3' },
    { contract: 'RC-5', kind: '提前还款', on, fen: 100_000, effect: '减少每期还款', reference: 'P4' },
    { contract: 'ABC-1', on, fen: 100_000, reference: 'P5' },
    { contract: 'NIEMALS-9', on, fen: 100_000, reference: 'P6' },
    { contract: 'RC-5', kind: '放款', on, fen: 1_000, reference: 'E1' },
  ];
  const file = await taken(rows);
  const found = (await lines(file.id)) as { row: number; result: string; parts: unknown; problem: { code: string } | null }[];
  expect(found.map(({ row, result, problem }) => [row, result, problem?.code ?? null])).toEqual([
    [2, 'differs', null],
    [3, 'refused', 'bank-file.twice'],
    [4, 'refused', 'bank-file.borrower-differs'],
    [5, 'refused', 'loan.more-than-approved'],
    [6, 'refused', 'loan.step-not-possible'],
    [7, 'refused', 'bank-file.other-banks-loan'],
    [8, 'refused', 'bank-file.unknown-loan'],
    [9, 'refused', 'bank-file.reference-elsewhere'],
  ]);
  expect(found[0]).toMatchObject({ ourInterestFen: due.interestFen, parts: [{ cause: 'dayCount', fen: theirs - due.interestFen }] });
  expect((await people.teller.post(`/bank-files/${file.id}/release`, {}, file.version).expect(409)).body.detail).toContain('7');
  // the numbers of the citizens are in no table and in no answer
  const [kept] = await finance.look<{ kept: string }>('select string_agg(to_jsonb(r)::text, $1) as kept from bank_file_row r', ['']);
  expect(kept?.kept.includes(ID_NUMBERS[0]) || kept?.kept.includes(ID_NUMBERS[1])).toBe(false);
  const { body } = await people.county.get(`/bank-files/${file.id}/marked.xlsx`).buffer().parse(binary).expect(200);
  const { sheets } = await readXlsx(body as Buffer);
  // uploaded as it is, it asks for the same
  expect(sheets[0]!.rows[5]).toEqual(expect.arrayContaining(['提前还款', '减少每期还款', 'P4']));
  expect([sheets[0]!.rows[1]!.at(-1), sheets[0]!.rows[2]!.at(-1)]).toEqual([
    expect.stringContaining('计息天数算法不同'),
    expect.stringContaining('银行流水号与第2行相同'),
  ]);
  expect((await people.teller.post(`/bank-files/${file.id}/withdraw`, { reason: '更正后重报' }, file.version).expect(200)).body.state).toBe(
    'withdrawn',
  );
}, 240_000);

it('is refused whole, by row, before anything is kept', async () => {
  const on = '2016-06-15';
  const row: FileRow = { contract: 'RC-1', on, fen: 100, reference: 'X1' };
  const refused = async (rows: readonly FileRow[], declared = declaredOf(rows), content = bankFile(rows)) =>
    (await people.teller.upload(`/bank-files?${declared}`, content, 'text/csv').expect(422)).body as {
      code: string;
      problems?: { code: string; pointer: string }[];
    };
  expect((await refused([row], 'repayments=1&repaymentsFen=101')).problems).toMatchObject([
    { pointer: '/repayment', code: 'bank-file.total-differs' },
  ]);
  expect((await refused([row], declaredOf([row]), bankFile([row], 101))).problems).toMatchObject([{ code: 'table.total-differs' }]);
  const shape = await refused([
    { ...row, bank: 'abc' },
    { ...row, fen: 300, principal: 100, interest: 100, reference: 'X2' },
    { ...row, kind: '展期', fen: undefined as never, reference: 'X3' },
    { ...row, kind: '放款', fen: 10, principal: 5, interest: 5, reference: 'X4' },
  ]);
  expect(shape.problems?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
    '/rows/2/bank bank-file.other-bank',
    '/rows/3/amountFen bank-file.does-not-add-up',
    '/rows/4/addedPeriods bank-file.periods-missing',
    '/rows/5/interestFen bank-file.drawing-with-interest',
  ]);
  expect((await refused([{ ...row, contract: 'JX-1' }])).code).toBe('bank-file.foreign');
  expect(
    (await people.teller.upload('/bank-files?repayments=1', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'application/octet-stream')).status,
  ).toBe(422);
  // of no bank, of the county, of a township
  expect((await sendBankFile(finance.as(bankClerk()), [row])).body.code).toBe('lender-bank.not-found');
  expect((await sendBankFile(people.county, [row])).status).toBe(403);
  expect((await sendBankFile(finance.as({ ...bankClerk('rcb'), area: '360781102' as never }), [row])).status).toBe(403);
  const before = (await people.teller.get('/bank-files').expect(200)).body.items.length;
  expect(before).toBeGreaterThan(0);
  expect((await finance.as(bankClerk('abc')).get('/bank-files').expect(200)).body.items).toEqual([]);
  const { body } = await people.teller.get('/bank-files/template.xlsx').buffer().parse(binary).expect(200);
  expect((await readXlsx(body as Buffer)).sheets[0]!.rows[0]).toContain('*银行流水号');
}, 240_000);

it('stops at a loan whose books have changed since the check, books the others, and goes on when it was checked again', async () => {
  const office = loanOffice(finance, 'ccb');
  const [moved, still] = [await approved('CC-8', office, { bankCode: 'ccb' }), await approved('CC-9', office, { bankCode: 'ccb' })];
  const today = finance.clock.today();
  for (const id of [moved, still])
    await office.teller.post(`/loans/${id}/drawings`, { on: today, amountFen: 3_000_000, reference: `D-${id}`.slice(0, 20) }).expect(201);
  const due = await firstDue(moved);
  const [on, fen] = [due.dueOn, due.principalFen + due.interestFen];
  const file = await taken(
    [
      { contract: 'CC-8', bank: 'ccb', on, fen, reference: 'S1' },
      { contract: 'CC-9', bank: 'ccb', on, fen, reference: 'S2' },
    ],
    office.approver,
  );
  await office.teller.post(`/loans/${moved}/repayments`, { on, amountFen: 50_000, reference: 'by hand' }).expect(201);
  const stopped = await released(file, office.teller);
  expect(stopped).toMatchObject({ state: 'stopped', results: { refused: 1 }, booked: [{ kind: 'repayment', rows: 1, sumFen: fen }] });
  expect((await lines(file.id, office.teller))[0]).toMatchObject({ standing: 'proposed', problem: { code: 'bank-file.books-changed' } });
  await office.approver.post(`/bank-files/${file.id}/recheck`, {}, stopped.version).expect(200);
  const checked = await worked(finance, office.approver, file.id);
  expect(checked).toMatchObject({ state: 'checked', results: { differs: 1, book: 1, refused: 0 }, release: { possible: false } });
  expect((await lines(file.id, office.teller))[0].parts).toMatchObject([{ cause: 'early' }]);
  expect((await released(checked, office.teller)).state).toBe('booked');
  const [{ n } = { n: 0 }] = await finance.look<{ n: number }>(
    `select count(*)::int as n from loan_movement where reference in ('S1', 'S2')`,
  );
  expect(n).toBe(2);
}, 240_000);

it('does not book a drawing that was entered by hand since the check under another number', async () => {
  const office = loanOffice(finance, 'ccb');
  const id = await approved('CC-11', office, { bankCode: 'ccb' });
  const on = finance.clock.today();
  const file = await taken([{ contract: 'CC-11', bank: 'ccb', kind: '放款', on, fen: 1_200_000, reference: 'V1' }], office.approver);
  await office.teller.post(`/loans/${id}/drawings`, { on, amountFen: 1_200_000, reference: '柜面123' }).expect(201);
  const stopped = await released(file, office.teller);
  expect(stopped).toMatchObject({ state: 'stopped', results: { refused: 1 } });
  expect((await lines(file.id, office.teller))[0]).toMatchObject({ problem: { code: 'bank-file.books-changed' } });
  await office.approver.post(`/bank-files/${file.id}/recheck`, {}, stopped.version).expect(200);
  await worked(finance, office.approver, file.id);
  expect((await lines(file.id, office.teller))[0]).toMatchObject({ result: 'differs', parts: [{ cause: 'sameDayAmount' }] });
}, 240_000);

it('is kept under the code: not released by who uploaded it, not changed, nothing booked before its release', async () => {
  const attempt = (sql: string): Promise<string> =>
    finance.look(sql).then(
      () => 'done',
      ({ code, constraint }: { code: string; constraint?: string }) => constraint ?? code,
    );
  const office = loanOffice(finance, 'ccb');
  await approved('CC-10', office, { bankCode: 'ccb' });
  const file = await taken(
    [{ contract: 'CC-10', bank: 'ccb', kind: '放款', on: finance.clock.today(), fen: 100, reference: 'U1' }],
    office.approver,
  );
  const where = `where id = '${file.id}'`;
  expect(
    await attempt(
      `update bank_file set state = 'releasing', released_by = entered_by, released_by_name = 'x', released_at = now(), version = version + 1 ${where}`,
    ),
  ).toBe('bank_file_released_by_another');
  expect(await attempt(`update bank_file set rows = 2, version = version + 1 ${where}`)).toBe('JZ080');
  expect(await attempt(`update bank_file set state = 'booked', version = version + 1 ${where}`)).toBe('JZ080');
  expect(await attempt(`update bank_file_row set standing = 'booked', booked_at = now() where file_id = '${file.id}'`)).toBe('JZ081');
  expect(await attempt(`delete from bank_file_row where file_id = '${file.id}'`)).toBe('JZ082');
  expect(await attempt(`update bank_file_row set standing = 'ended' where standing = 'booked'`)).toBe('JZ081');
}, 240_000);

it('gives a file that is refused back with every wrong row named, to be corrected and uploaded as it is; nothing of it is kept', async () => {
  const office = loanOffice(finance, 'boc');
  const id = await approved('RC-41', office, { bankCode: 'boc' });
  const on = finance.clock.today();
  const rows: FileRow[] = [
    { contract: 'RC-41', bank: 'boc', kind: '放款', on, fen: 100_000, reference: 'M1' },
    { contract: 'RC-41', bank: 'boc', kind: '展期', on, reference: 'M2' },
    { contract: 'RC-41', bank: 'boc', on, fen: 50_000, principal: 10_000, interest: 10_000, reference: 'M3' },
    { contract: 'RC-X', bank: 'boc', on, fen: 60_000, reference: 'M4' },
  ];
  const refused = await sendBankFile(office.approver, rows);
  expect([refused.status, refused.body.code]).toEqual([422, 'bank-file.refused']);
  const before = await finance.look('select id from bank_file');
  const again = async (content: string | Buffer, declared = declaredOf(rows)): Promise<string[][]> => {
    const { body } = await office.approver
      .upload(`/bank-files/marked.xlsx?${declared}`, content, 'application/octet-stream')
      .buffer()
      .parse(binary)
      .expect(200);
    const { sheets } = await readXlsx(body as Buffer);
    return sheets[0]!.rows.map((cells) => cells.map((cell) => String(cell ?? '')));
  };
  const marked = await again(bankFile(rows));
  const reasons = marked.map((cells) => cells[11] ?? '');
  expect(reasons[0]).toBe('导入说明（系统填写）');
  expect(marked.slice(1, 5).map((cells) => cells[0])).toEqual(['M1', 'M2', 'M3', 'M4']);
  expect(reasons[1]).toBe('');
  expect(reasons[2]).toContain('展期须填写展期期数');
  expect(reasons[3]).toContain('之和不等于金额');
  expect(reasons[4]).toContain('没有这份合同');
  // every wrong row, also where a cell cannot be read, and more than a refusal lists
  const many = Array.from({ length: 230 }, (_, i): FileRow => ({ contract: 'RC-41', bank: 'boc', on: '昨天', fen: 1, reference: `V${i}` }));
  expect((await again(bankFile(many), declaredOf(many))).slice(1, 231).filter((cells) => cells[11] !== '')).toHaveLength(230);
  // what differs from the cover concerns no row
  expect((await again(bankFile(rows.slice(0, 1)), 'drawings=2&drawingsFen=100000')).at(-1)?.[11]).toContain('申报 2 笔');
  expect(await finance.look('select id from bank_file')).toEqual(before);
  expect((await people.county.upload('/bank-files/marked.xlsx', bankFile(rows), 'text/csv')).status).toBe(403);
  expect((await readLoan(people.county, id)).drawnFen).toBe(0);
});

it('judges a late drawing by its own day, as the single command does, and not by the day of the file', async () => {
  // a bank without a bad loan
  const office = loanOffice(finance, 'boc');
  const [drawnOn, later] = [finance.clock.today(), addDays(finance.clock.today() as PlainDate, 30)];
  const [byFile, byHand] = [await approved('RC-31', office, { bankCode: 'boc' }), await approved('RC-32', office, { bankCode: 'boc' })];
  await daysPass(finance, 100);
  // a line has fallen due since, and nobody has paid it: of no concern to what was lent before
  const file = await taken(
    [
      { contract: 'RC-31', bank: 'boc', kind: '放款', on: drawnOn, fen: 1_200_000, reference: 'N2' },
      { contract: 'RC-31', bank: 'boc', kind: '放款', on: later, fen: 500_000, reference: 'N3' },
    ],
    office.approver,
  );
  expect(file.results).toMatchObject({ book: 2, refused: 0 });
  await released(file, office.teller);
  const draw = (id: string, on: string, reference: string, amountFen = 500_000) =>
    office.teller.post(`/loans/${id}/drawings`, { on, amountFen, reference });
  expect((await draw(byHand, drawnOn, 'N1', 1_200_000)).status).toBe(201);
  expect((await draw(byHand, later, 'N4')).status).toBe(201);
  for (const id of [byFile, byHand]) {
    expect(await readLoan(people.county, id)).toMatchObject({ drawnFen: 1_700_000 });
    expect((await draw(id, finance.clock.today(), 'N5')).body.problems).toMatchObject([{ code: 'not-late' }]);
  }
});
