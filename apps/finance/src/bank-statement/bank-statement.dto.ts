import { PlainDate } from '@jingzhun/domain/plain-date';
import { z } from 'zod';

const fen = z.int().describe('fen');

export const StatementQuery = z
  .strictObject({
    from: PlainDate.describe('first day of the statement'),
    to: PlainDate.describe('last day of the statement'),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'the last day is before the first' });
export type StatementQuery = z.infer<typeof StatementQuery>;

const StatementLine = z.object({
  line: z.int().describe('in the file'),
  on: PlainDate,
  amountFen: fen.describe('money in; negative: money out'),
  reference: z.string(),
  remark: z.string(),
});
const StatementEntry = z.object({
  entryId: z.uuid(),
  number: z.int(),
  on: PlainDate.describe('day on which it happened'),
  amountFen: fen.describe('money in; negative: money out'),
  text: z.string(),
});
const because = {
  why: z
    .enum(['otherAmount', 'otherDay', 'several', 'nothingLike'])
    .describe('its number stands on the other side with another sum; the same sum on another day; several could be it; nothing like it'),
  otherDay: PlainDate.nullable().describe('of the same sum on the other side, the nearest'),
};

export const StatementComparison = z
  .object({
    from: PlainDate,
    to: PlainDate,
    openingFen: fen.describe('of the account in the book before the first day'),
    closingFen: fen.describe('of the account in the book after the last day'),
    bank: z.object({ lines: z.int(), inFen: fen, outFen: fen }),
    book: z.object({ entries: z.int(), inFen: fen, outFen: fen }),
    matchedCount: z.int().describe('lines of the bank'),
    matched: z
      .array(
        z.object({
          by: z.enum(['reference', 'file', 'amountAndDay']),
          line: StatementLine,
          entries: z.array(StatementEntry),
          count: z.int(),
        }),
      )
      .describe('at most 500 of them, each with at most 20 of its entries'),
    atBankOnlyCount: z.int(),
    atBankOnly: z.array(StatementLine.extend(because)).describe('at most 1,000'),
    takenBackCount: z.int().describe('entries, with those that take them back, of which the bank has no line'),
    inBookOnlyCount: z.int(),
    inBookOnly: z.array(StatementEntry.extend(because)).describe('at most 1,000'),
  })
  .meta({ id: 'StatementComparison' });
export type StatementComparison = z.infer<typeof StatementComparison>;
