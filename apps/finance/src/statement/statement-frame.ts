import { createHash } from 'node:crypto';
import { z } from 'zod';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { canonicalJson, type JsonValue } from '@jingzhun/evidence';

export type Language = 'zh' | 'en';
export type InBoth = readonly [zh: string, en: string];
export type Say = (words: InBoth) => string;
export const sayIn =
  (lang: Language): Say =>
  ([zh, en]) =>
    lang === 'zh' ? zh : en;

/** Rows under headings; a table without rows says so. */
export const StatementTable = z.strictObject({
  title: z.string(),
  empty: z.string(),
  headings: z.array(z.string()),
  rows: z.array(z.array(z.string())),
});

/** What stands on every statement that a household takes home (清单, 对账单), around its own facts and tables. */
export const StatementFrame = z.strictObject({
  lang: z.enum(['zh', 'en']),
  title: z.string(),
  place: z.string(),
  facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  statement: z.string(),
  seal: z.string(),
  signature: z.string(),
  date: z.string(),
  digest: z.string(),
});
type StatementFrame = z.infer<typeof StatementFrame>;

export const rowsIn = ({ tables }: { tables: readonly { rows: readonly unknown[] }[] }): number =>
  tables.reduce((sum, { rows }) => sum + rows.length, 0);

/** One print: its number and time stand in a row of their own, with the digest of what was said. */
export interface Print {
  readonly number: string;
  readonly digest: string;
  readonly printedAt: Date;
}

interface Framed extends Print {
  readonly title: InBoth;
  readonly placeNames: readonly string[];
  /** What whoever holds the paper does when it is wrong. */
  readonly statement: InBoth;
}

export function framed(lang: Language, { title, placeNames, statement, digest }: Framed): Omit<StatementFrame, 'facts'> {
  const say = sayIn(lang);
  const check = digest.slice(0, 16);
  return {
    lang,
    title: say(title),
    place: placeNames.join(say(['', ' '])),
    statement: say(statement),
    seal: say(['（盖章）', '(seal)']),
    signature: say(['经办人', 'Officer']),
    date: say(['　　　　年　　月　　日', '']),
    digest: say([`内容校验码 ${check}`, `digest ${check}`]),
  };
}

/** The last fact of every statement. */
export const printedOn = (say: Say, { printedAt }: Print): { label: string; value: string } => ({
  label: say(['打印日期', 'Printed on']),
  value: plainDateInShanghai(printedAt),
});

/**
 * Over what the paper says, in both languages whichever was printed. Number and day of print are left out, since they stand in the row
 * already: the same facts on another day give the same digest.
 * @returns SHA-256, 64 hex digits
 */
export function digestOf<Said extends object>(said: Said, paper: (of: Said & Print, lang: Language) => JsonValue): string {
  const unprinted = { ...said, number: '', digest: '', printedAt: new Date(0) };
  return createHash('sha256')
    .update(canonicalJson([paper(unprinted, 'zh'), paper(unprinted, 'en')]))
    .digest('hex');
}
