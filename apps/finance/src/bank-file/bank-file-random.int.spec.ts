import fc from 'fast-check';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { sendBankFile, worked, type FileRow } from '../../test/bank-file.factory.js';
import { approveLoan, confirmedLoan, daysPass, lenderBank, loanOffice, type LoanOffice } from '../../test/loan.factory.js';
import { startFinance, type Finance } from '../../test/service.js';

const CASES = process.env['DEEP'] ? 40 : 2;
const LOANS = 2;

let finance: Finance;
let people: LoanOffice;
let bank = '';
beforeAll(async () => {
  finance = await startFinance();
});
afterAll(async () => finance?.stop());

/** Days after the approval; money out once, back in any pieces. */
const history = fc.record({
  drawnOn: fc.integer({ min: 0, max: 20 }),
  drawnFen: fc.integer({ min: 1_000_000, max: 3_000_000 }),
  back: fc.array(fc.record({ on: fc.integer({ min: 20, max: 110 }), fen: fc.integer({ min: 1, max: 150_000 }), isEarly: fc.boolean() }), {
    minLength: 2,
    maxLength: 6,
  }),
});

const booksOf = (ids: readonly string[]) =>
  finance.look(
    `select array_position($1::uuid[], l.id) as loan, l.state, l.outstanding_fen, l.interest_paid_fen, l.matures_on::text,
       (select json_agg(json_build_array(kind, on_date, right(reference, 6), principal_fen, interest_fen, lines_fen, prepaid_fen, penalty_fen) order by position) from loan_movement m where m.loan_id = l.id and kind <> 'approval') as movements,
       (select json_agg(json_build_array(due_on, principal_fen, interest_fen, closing_fen) order by number) from loan_instalment i where i.loan_id = l.id) as lines,
       (select json_agg(json_build_array(account_code, fen) order by account_code) from (select g.account_code, sum(g.amount_fen) as fen from ledger_line g join ledger_entry e on e.id = g.entry_id
          join loan_movement m on m.id = e.cause_id where m.loan_id = l.id group by 1) s) as book
     from loan l where l.id = any ($1::uuid[]) order by 1`,
    [ids],
  );

async function loans(prefix: string): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < LOANS; i += 1) {
    const id = await confirmedLoan(finance, people, { bankCode: bank });
    await approveLoan(people.approver, id, { contractNumber: `${prefix}${i}`, periodMonths: 1 });
    ids.push(id);
  }
  return ids;
}

async function bookAll(files: readonly (readonly FileRow[])[]): Promise<void> {
  for (const rows of files) {
    const { body, status } = await sendBankFile(people.approver, rows);
    if (status !== 201) throw new Error(JSON.stringify(body));
    const { id, version, results } = await worked(finance, people.approver, body.id);
    expect(results.refused).toBe(0);
    await people.teller.post(`/bank-files/${id}/release`, {}, version).expect(200);
    expect(await worked(finance, people.teller, id)).toMatchObject({ state: 'booked' });
  }
}

it(
  'gives the same books in whatever order the rows stand and into however many files their days are split',
  async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(history, { minLength: LOANS, maxLength: LOANS }),
        fc.array(fc.integer({ min: 21, max: 110 }), { maxLength: 2 }),
        fc.infiniteStream(fc.nat()),
        async (histories, cuts, chance) => {
          round += 1;
          // what became late in one round stops no lending in the next
          bank = `bank${String.fromCharCode(97 + (round % 26), 97 + Math.floor(round / 26))}`;
          people = loanOffice(finance, bank);
          await lenderBank(people, 2_000_000_000, bank);
          const day = (offset: number): PlainDate => addDays(approvedOn, offset);
          const shuffled = <T>(list: readonly T[]): T[] =>
            list
              .map((one) => ({ one, at: chance.next().value as number }))
              .toSorted((a, b) => a.at - b.at)
              .map(({ one }) => one);
          const approvedOn = finance.clock.today() as PlainDate;
          const [whole, split] = [`W${round}-`, `S${round}-`];
          const ids = [await loans(whole), await loans(split)];
          await daysPass(finance, 115);
          const rows = (prefix: string): FileRow[] =>
            histories.flatMap(({ drawnOn, drawnFen, back }, i) => [
              { contract: `${prefix}${i}`, bank, kind: '放款', on: day(drawnOn), fen: drawnFen, reference: `${prefix}D00${i}00` },
              ...back.map(({ on, fen, isEarly }, n): FileRow => ({
                ...{ contract: `${prefix}${i}`, bank, kind: isEarly ? '提前还款' : '还款', on: day(on), fen },
                reference: `${prefix}R0${i}${String(n).padStart(3, '0')}`,
              })),
            ]);
          await bookAll([shuffled(rows(whole))]);
          const edges = [0, ...cuts.toSorted((a, b) => a - b), 999].map(day);
          const parts = edges.slice(1).map((to, i) => shuffled(rows(split)).filter(({ on }) => on >= (edges[i] as string) && on < to));
          await bookAll(parts.filter((part) => part.length > 0));
          expect(await booksOf(ids[1] as string[])).toEqual(await booksOf(ids[0] as string[]));
          const [sum] = await finance.look<{ rows: string; book: string }>(
            `select (select sum(case kind when 'drawing' then -amount_fen else amount_fen end) from bank_file_row where standing = 'booked' and bank_code = $1)::text as rows,
               (select sum(amount_fen) from ledger_line where account_code = 'lender/' || $1)::text as book`,
            [bank],
          );
          expect(sum?.rows).toBe(sum?.book);
        },
      ),
      { numRuns: CASES, seed: 20160615, endOnFailure: true },
    );
  },
  process.env['DEEP'] ? 3_600_000 : 240_000,
);
