/** What is wrong with one given value, and what to do. Neither text ever repeats the value. */
export interface Problem {
  /** Stable, kebab-case, e.g. `id-number.check-digit`. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** Outcome of reading a text: the value, or the reason why there is none. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export const parsed = <T>(value: T): Parsed<T> => ({ ok: true, value });

export const refused = (problem: Problem): { readonly ok: false; readonly problem: Problem } => ({ ok: false, problem });
