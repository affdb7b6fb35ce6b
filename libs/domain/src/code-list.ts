import { z } from 'zod';
import { plainText } from './plain-text.js';

/** One value of a list: the code that is stored and sent, what people read, and what else they write for it. */
export interface CodeEntry<C extends string = string> {
  readonly code: C;
  readonly zh: string;
  readonly en: string;
  /** Other texts or codes that mean the same: later names of the national forms, short forms, codes of other programs. */
  readonly aliases?: readonly string[];
}

/** How another program's file writes the values of a list: its text or code → our code. Looked at before the list itself. */
export type ImportMap<C extends string> = Readonly<Record<string, C>>;

/**
 * A closed list of codes in two languages. `schema` is the zod type of the code, so that DTOs, files and screens share one list.
 */
export class CodeList<C extends string> {
  readonly schema: z.ZodType<C, C>;
  readonly codes: readonly C[];
  private readonly byCode: ReadonlyMap<string, CodeEntry<C>>;
  private readonly byText: ReadonlyMap<string, C>;

  constructor(
    readonly zh: string,
    readonly en: string,
    readonly entries: readonly CodeEntry<C>[],
  ) {
    this.codes = entries.map((entry) => entry.code);
    this.schema = z.enum(this.codes as [C, ...C[]]);
    this.byCode = new Map(entries.map((entry) => [entry.code, entry]));
    const byText = new Map<string, C>();
    for (const entry of entries) {
      for (const text of [entry.code, entry.zh, ...(entry.aliases ?? [])]) {
        const known = byText.get(key(text));
        if (known !== undefined && known !== entry.code) throw new TypeError(`${en}: "${text}" would mean both ${known} and ${entry.code}`);
        byText.set(key(text), entry.code);
      }
    }
    this.byText = byText;
  }

  has(code: string): code is C {
    return this.byCode.has(code);
  }

  /** Throws a RangeError for a code that is not in the list. */
  get(code: C): CodeEntry<C> {
    const entry = this.byCode.get(code);
    if (!entry) throw new RangeError(`${this.en} has no code ${code}`);
    return entry;
  }

  /** What people read for a code. */
  text(code: C, language: 'zh' | 'en' = 'zh'): string {
    return this.get(code)[language];
  }

  /** Reads a code ("01", also "1"), a text or alias ("因病"), or both ("01 因病"; they must agree). Undefined when it is none of them. */
  parse(text: string, importMap?: ImportMap<C>): C | undefined {
    const plain = key(text);
    if (plain === '') return undefined;
    if (importMap) {
      for (const [theirs, ours] of Object.entries(importMap)) if (key(theirs) === plain) return ours;
    }
    const exact = this.byText.get(plain) ?? this.byText.get(plain.padStart(2, '0'));
    if (exact !== undefined) return exact;
    const both = /^(\d{1,2})[-_.:、]?(\D.*)$/.exec(plain);
    if (!both) return undefined;
    const byCode = this.byText.get(both[1]!.padStart(2, '0')) ?? this.byText.get(both[1]!);
    return byCode !== undefined && byCode === this.byText.get(both[2]!) ? byCode : undefined;
  }
}

/** A list with its codes as a literal union. */
export function codeList<const E extends readonly CodeEntry[]>(zh: string, en: string, entries: E): CodeList<E[number]['code']> {
  return new CodeList<E[number]['code']>(zh, en, entries);
}

/** The code type of a list: `CodeOf<typeof PovertyCauses>`. */
export type CodeOf<L> = L extends CodeList<infer C> ? C : never;

const key = (text: string): string => plainText(text).toLowerCase();
