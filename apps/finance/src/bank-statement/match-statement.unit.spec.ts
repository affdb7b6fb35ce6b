import fc from 'fast-check';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { matchStatement, type BankRow, type BookMovement } from './match-statement.rules.js';

const day = (of: number) => `2016-06-${String(of).padStart(2, '0')}` as PlainDate;
let lines = 1;
const row = (on: number, amountFen: number, reference = ''): BankRow => ({
  line: (lines += 1),
  on: day(on),
  amountFen,
  reference,
  remark: '',
});
let numbers = 0;
const entry = (on: number, amountFen: number, references: string[] = [], file: string | null = null): BookMovement => {
  numbers += 1;
  return { entryId: `e${numbers}`, number: numbers, on: day(on), amountFen, text: '', references, file, reverses: null };
};
const backOf = (taken: BookMovement, on = 1): BookMovement => ({
  ...entry(on, 0 - taken.amountFen, [...taken.references], taken.file),
  reverses: taken.entryId,
});

describe('a statement beside the ledger', () => {
  it('is matched by number and sum, whatever the day and the spaces', () => {
    const [first, second] = [entry(3, -500, ['000012-01-000001']), entry(3, -500, ['000012-01-000002'])];
    const paid = row(4, -500, ' 000012-01- 000002');
    const { matched, atBankOnly, inBookOnly } = matchStatement([paid], [first, second]);
    expect(matched).toEqual([{ by: 'reference', row: paid, movements: [second] }]);
    expect([atBankOnly, inBookOnly]).toEqual([[], [{ movement: first, why: 'nothingLike', otherDay: null }]]);
  });

  it('is matched by the file that was sent, named or by its day and sum; a part of it that is named stays a part', () => {
    const file = (number: string) => [entry(5, -300, [`${number}-000001`], number), entry(5, -200, [`${number}-000002`], number)];
    const [named, byDay] = [file('000012-01'), file('000013-01')];
    const [one, other] = [row(9, -500, '000012-01'), row(5, -500)];
    expect(matchStatement([one, other], [...named, ...byDay]).matched).toEqual([
      { by: 'file', row: one, movements: named },
      { by: 'file', row: other, movements: byDay },
    ]);
    const part = matchStatement([row(5, -300, '000012-01-000001'), row(5, -500)], named);
    expect(part.matched.map(({ by }) => by)).toEqual(['reference']);
    expect(part.atBankOnly).toMatchObject([{ why: 'nothingLike' }]);
    expect(part.inBookOnly).toMatchObject([{ movement: named[1], why: 'nothingLike' }]);
  });

  it('leaves to a person what could be two things, and says what is nearest', () => {
    const { matched, atBankOnly, inBookOnly } = matchStatement(
      [row(1, 700), row(2, 900), row(3, 40, 'A-1')],
      [entry(1, 700), entry(1, 700), entry(8, 900), entry(3, 41, ['A-1']), entry(9, -40)],
    );
    expect(matched).toEqual([]);
    expect(atBankOnly.map(({ why, otherDay }) => [why, otherDay])).toEqual([
      ['several', null],
      ['otherDay', day(8)],
      ['otherAmount', null],
    ]);
    expect(inBookOnly.map(({ why }) => why)).toEqual(['several', 'several', 'otherAmount', 'otherDay', 'nothingLike']);
  });

  it('sets aside what was taken back in the book alone, so that what was typed right is found; not what came back in truth', () => {
    const [wrong, right] = [entry(2, 700), entry(2, 700)];
    const mistyped = matchStatement([row(2, 700)], [wrong, backOf(wrong, 2), right]);
    expect(mistyped.matched.map(({ movements }) => movements)).toEqual([[right]]);
    expect([mistyped.takenBack.length, mistyped.inBookOnly]).toEqual([2, []]);
    const sent = entry(3, -900);
    const cameBack = matchStatement([row(3, -900), row(5, 900)], [sent, backOf(sent, 5)]);
    expect([cameBack.matched.length, cameBack.takenBack, cameBack.inBookOnly]).toEqual([2, [], []]);
    // the line of that sum is another entry's
    const other = matchStatement([row(5, 900)], [sent, backOf(sent, 5), entry(5, 900)]);
    expect([other.matched.length, other.takenBack.length, other.atBankOnly]).toEqual([1, 2, []]);
    const twice = entry(1, 50);
    const back = backOf(twice);
    expect(matchStatement([row(1, 50)], [twice, back, backOf(back)]).matched).toHaveLength(1);
  });

  it('uses everything once, in sums that agree, whatever the order of lines and entries', () => {
    const some = fc.record({
      on: fc.integer({ min: 1, max: 4 }),
      fen: fc.constantFrom(-300, -200, 100, 500),
      name: fc.constantFrom('', 'A', 'B'),
    });
    const booked = fc.record({ ...{ of: some }, file: fc.constantFrom(null, '000001-01', '000002-01'), isTakenBack: fc.boolean() });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 12 }), fc.array(booked, { maxLength: 12 }), (told, inBook) => {
        const rows = told.map(({ on, fen, name }) => row(on, fen, name));
        const entries = inBook.flatMap(({ of: { on, fen, name }, file, isTakenBack }) => {
          const one = entry(on, fen, name ? [name] : [], file);
          return isTakenBack ? [one, backOf(one, on)] : [one];
        });
        const found = matchStatement(rows, entries);
        for (const { row: one, movements } of found.matched)
          expect(movements.reduce((total, { amountFen }) => total + amountFen, 0)).toBe(one.amountFen);
        const usedRows = [...found.matched.map((match) => match.row), ...found.atBankOnly.map((one) => one.row)];
        expect(found.takenBack.reduce((total, { amountFen }) => total + amountFen, 0)).toBe(0);
        const usedEntries = [
          ...found.matched.flatMap(({ movements }) => movements),
          ...[...found.inBookOnly.map(({ movement }) => movement), ...found.takenBack],
        ];
        expect([usedRows.length, new Set(usedRows).size]).toEqual([rows.length, rows.length]);
        expect([usedEntries.length, new Set(usedEntries).size]).toEqual([entries.length, entries.length]);
        expect(matchStatement(rows.toReversed(), entries.toReversed())).toEqual(found);
      }),
      { numRuns: process.env['DEEP'] ? 20_000 : 500, seed: 2016 },
    );
  });
});
