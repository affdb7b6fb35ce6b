import type { PlainDate } from '@jingzhun/domain/plain-date';

/** A line of the bank; money in positive, in fen. */
export interface BankRow {
  readonly line: number;
  readonly on: PlainDate;
  readonly amountFen: number;
  readonly reference: string;
  readonly remark: string;
}

/** What an entry of the ledger moved on the account; money in positive, in fen. */
export interface BookMovement {
  readonly entryId: string;
  readonly number: number;
  /** Day on which it happened, which may be earlier than the day in the book. */
  readonly on: PlainDate;
  readonly amountFen: number;
  readonly text: string;
  /** Numbers of payments, documents: what the bank may name it by. */
  readonly references: readonly string[];
  /** File for the bank that it went out with: `000012-01`. */
  readonly file: string | null;
  /** Entry that it takes back. */
  readonly reverses: string | null;
}

export type MatchedBy = 'reference' | 'file' | 'amountAndDay';
export interface Match {
  readonly by: MatchedBy;
  readonly row: BankRow;
  readonly movements: readonly BookMovement[];
}
/** Why nothing was found: its number stands on the other side with another sum; the same sum on another day; several that could be it; nothing like it. */
export type Unmatched = 'otherAmount' | 'otherDay' | 'several' | 'nothingLike';
export interface Compared {
  readonly matched: readonly Match[];
  readonly atBankOnly: readonly { readonly row: BankRow; readonly why: Unmatched; readonly otherDay: PlainDate | null }[];
  readonly inBookOnly: readonly { readonly movement: BookMovement; readonly why: Unmatched; readonly otherDay: PlainDate | null }[];
  /** Entries and what takes them back, which the bank never saw. */
  readonly takenBack: readonly BookMovement[];
}

/**
 * Each line and each entry is used once, in this order: one by its number and sum; all that went out with one file by the file's number, or
 * its day, and their sum; an entry with what takes it back, where the bank has no line for that; sum and day, where as many lines as
 * entries have them. What could be two things is left to a person.
 * The order of lines and entries changes nothing.
 */
export function matchStatement(rows: readonly BankRow[], movements: readonly BookMovement[]): Compared {
  const open = new Open(rows, movements);
  const named = [...byReference(open), ...byFile(open)];
  const corrected = takenBack(open);
  const matched = [...named, ...byAmountAndDay(open)].toSorted((a, b) => a.row.line - b.row.line);
  return {
    ...{ matched, takenBack: corrected },
    atBankOnly: explained(open.rows, open.movements).map(({ one: row, ...because }) => ({ row, ...because })),
    inBookOnly: explained(open.movements, open.rows).map(({ one: movement, ...because }) => ({ movement, ...because })),
  };
}

/** What is not matched yet, in an order of its own. */
class Open {
  rows: readonly BankRow[];
  movements: readonly BookMovement[];
  constructor(rows: readonly BankRow[], movements: readonly BookMovement[]) {
    this.rows = rows.toSorted((a, b) => compare(a.on, b.on) || a.line - b.line);
    this.movements = movements.toSorted((a, b) => compare(a.on, b.on) || a.number - b.number);
  }
  close(matches: readonly Match[]): readonly Match[] {
    const [rows, used] = [new Set(matches.map(({ row }) => row)), new Set(matches.flatMap(({ movements }) => movements))];
    this.rows = this.rows.filter((row) => !rows.has(row));
    this.leave(used);
    return matches;
  }
  leave(used: ReadonlySet<BookMovement>): void {
    this.movements = this.movements.filter((one) => !used.has(one));
  }
}

function byReference(open: Open): readonly Match[] {
  const waiting = grouped(open.movements, (one) => [...new Set(namesOf(one))].map((name) => `${name} ${one.amountFen}`));
  const used = new Set<BookMovement>();
  const matches = open.rows.flatMap((row): Match[] => {
    const found = namesOf(row)
      .flatMap((name) => waiting.get(`${name} ${row.amountFen}`) ?? [])
      .filter((one) => !used.has(one))
      .toSorted((a, b) => daysApart(a.on, row.on) - daysApart(b.on, row.on) || a.number - b.number)[0];
    if (!found) return [];
    used.add(found);
    return [{ by: 'reference', row, movements: [found] }];
  });
  return open.close(matches);
}

/** A bank may print one line for a whole file: by the file's number, all of it or what went out that day. */
function byFile(open: Open): readonly Match[] {
  return [
    ...wholeGroups(open, (group, { row, name }) => namesOf(row).some((one) => name === one || name === `${one} ${row.on}`)),
    ...wholeGroups(open, (group, { row, name }) => group.length > 1 && name.endsWith(` ${row.on}`)),
  ];
}

/** Groups of one file and direction, of all days and of each, whose sum is the line's: taken where one fits, or the one of all days. */
function wholeGroups(
  open: Open,
  isMeant: (group: readonly BookMovement[], of: { readonly row: BankRow; readonly name: string }) => boolean,
): readonly Match[] {
  const sent = open.movements.filter(({ file }) => file !== null);
  const groups = grouped(sent, ({ file, on, amountFen }) => {
    const sign = Math.sign(amountFen);
    return [`${sign}|${file}`, `${sign}|${file} ${on}`];
  });
  const ofSum = grouped([...groups], ([, group]) => [String(sum(group))]);
  const used = new Set<BookMovement>();
  const matches = open.rows.flatMap((row): Match[] => {
    const fits = (ofSum.get(String(row.amountFen)) ?? []).filter(
      ([name, group]) => !group.some((one) => used.has(one)) && isMeant(group, { row, name: name.slice(name.indexOf('|') + 1) }),
    );
    // of one file that went out on one day both groups are the same
    const [first, ...more] = fits.map(([, group]) => group);
    if (!first || more.some((group) => group.length !== first.length || group[0] !== first[0])) return [];
    for (const one of first) used.add(one);
    return [{ by: 'file', row, movements: first }];
  });
  return open.close(matches);
}

/** What was entered and taken back in the book alone. Money that came back in truth stays: the bank has a line of that sum for it. */
function takenBack(open: Open): readonly BookMovement[] {
  const byId = new Map(open.movements.map((one) => [one.entryId, one]));
  const aside = new Set<BookMovement>();
  const lines = new Map<number, number>();
  const add = (fen: number, count: number) => lines.set(fen, (lines.get(fen) ?? 0) + count);
  for (const { amountFen } of open.rows) add(amountFen, 1);
  for (const { amountFen, reverses } of open.movements) if (!reverses || !byId.has(reverses)) add(amountFen, -1);
  for (const back of open.movements.toSorted((a, b) => a.number - b.number)) {
    const taken = back.reverses ? byId.get(back.reverses) : undefined;
    if (!taken || aside.has(taken) || taken.amountFen !== 0 - back.amountFen) continue;
    if ((lines.get(back.amountFen) ?? 0) > 0) add(back.amountFen, -1);
    else for (const one of [taken, back]) aside.add(one);
  }
  open.leave(aside);
  return [...aside];
}

function byAmountAndDay(open: Open): readonly Match[] {
  const key = ({ on, amountFen }: BankRow | BookMovement): string[] => [`${on} ${amountFen}`];
  const inBook = grouped(open.movements, key);
  const matches = [...grouped(open.rows, key)].flatMap(([name, rows]): Match[] => {
    const movements = inBook.get(name) ?? [];
    if (movements.length !== rows.length) return [];
    return rows.map((row, i) => ({ by: 'amountAndDay', row, movements: [movements[i] as BookMovement] }));
  });
  return open.close(matches);
}

type Side = BankRow | BookMovement;
interface Because {
  readonly why: Unmatched;
  readonly otherDay: PlainDate | null;
}

/** Of each that is left on one side, what is nearest to it of those that are left on the other. */
function explained<One extends Side>(all: readonly One[], others: readonly Side[]): ({ readonly one: One } & Because)[] {
  const names = new Set(others.flatMap(namesOf));
  const days = grouped(others, ({ amountFen }) => [String(amountFen)]);
  return all.map((one) => ({
    one,
    ...because(
      one,
      namesOf(one).some((name) => names.has(name)),
      days.get(String(one.amountFen)) ?? [],
    ),
  }));
}

function because({ on }: Side, isNamed: boolean, alike: readonly Side[]): Because {
  if (isNamed) return { why: 'otherAmount', otherDay: null };
  if (alike.some((other) => other.on === on)) return { why: 'several', otherDay: null };
  const [nearest] = alike.toSorted((a, b) => daysApart(a.on, on) - daysApart(b.on, on) || compare(a.on, b.on));
  return nearest ? { why: 'otherDay', otherDay: nearest.on } : { why: 'nothingLike', otherDay: null };
}

/** Numbers are compared without spaces and in capitals; what a bank prints around them is its own. */
const plain = (text: string): string => text.replaceAll(/\s/g, '').toUpperCase();
const namesOf = (one: Side): readonly string[] =>
  ('references' in one ? one.references : [one.reference]).map(plain).filter((name) => name !== '');
const sum = (group: readonly BookMovement[]): number => group.reduce((total, { amountFen }) => total + amountFen, 0);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const daysApart = (a: PlainDate, b: PlainDate): number => Math.abs(Date.parse(a) - Date.parse(b)) / 86_400_000;

function grouped<One>(all: readonly One[], keys: (one: One) => readonly string[]): Map<string, One[]> {
  const groups = new Map<string, One[]>();
  for (const one of all)
    for (const key of keys(one)) {
      const group = groups.get(key);
      if (group) group.push(one);
      else groups.set(key, [one]);
    }
  return groups;
}
