import type { PlainDate } from '@jingzhun/domain/plain-date';

export const ACCOUNT_KINDS = ['asset', 'liability', 'equity', 'income', 'expense'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export interface NewLedgerAccount {
  /** Readable and stable: `treasury`, `fund/industry-2015`, `payable/reward-subsidy`. */
  code: string;
  nameZh: string;
  nameEn: string;
  kind: AccountKind;
  fundCode?: string;
}

/** What made the entry: the record or event that caused it. One cause has one entry of a kind, however often it is posted. */
export interface Cause {
  type: string;
  id: string;
}

export interface PostingLine {
  account: string;
  /** Debit positive, credit negative; never zero. */
  amountFen: number;
  /** Division code of twelve digits: where the money belongs to. */
  placeCode: string;
  householdId?: string;
}

export interface Posting {
  /** Day on which it happened. It is posted on this day, or on the first open one when its month is closed already. */
  on: PlainDate;
  /** What kind of entry, kebab-case: `commitment`, `payment`, `return`. */
  kind: string;
  cause: Cause;
  /** What the book says, in Chinese; no personal data. */
  text: string;
  lines: readonly PostingLine[];
}

/** Two lines: `debit` and `credit` of the same amount. */
export const pair = (
  debit: string,
  credit: string,
  amountFen: number,
  at: { placeCode: string; householdId?: string },
): readonly PostingLine[] => [
  { account: debit, amountFen, ...at },
  { account: credit, amountFen: -amountFen, ...at },
];

/**
 * Debits equal credits and every line says something. The database says the same again.
 *
 * @throws RangeError: a posting that does not balance is a fault of the program, never something a person has to answer for
 */
export function assertBalanced({ lines, cause }: Posting): void {
  const sum = lines.reduce((total, { amountFen }) => total + amountFen, 0);
  if (lines.length < 2 || sum !== 0 || lines.some(({ amountFen }) => amountFen === 0 || !Number.isSafeInteger(amountFen)))
    throw new RangeError(`a posting for ${cause.type} does not balance`);
}
