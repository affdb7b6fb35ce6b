import { z } from 'zod';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { REGISTER_KINDS } from './register-kind.js';

/** Where facts come from: a register, the household's own register page, the applicant, somebody's report. */
export const FACT_KINDS = [...REGISTER_KINDS, 'absence', 'household', 'declaration', 'report'] as const;
export const FactKind = z.enum(FACT_KINDS);
export type FactKind = z.infer<typeof FactKind>;

/** One fact about one of the persons, or about the household. The whole of what a rule may look at. */
export interface Fact {
  readonly kind: FactKind;
  /** Code of `FACT_CLASSES` for a register, else what exactly is stated. */
  readonly class: string;
  /** Of real estate; null where the source does not say. */
  readonly place: string | null;
  /** Begins on; null where the source does not say. */
  readonly from: PlainDate | null;
  /** First day on which it no longer holds; null while it does. */
  readonly to: PlainDate | null;
  /** Whom it is about; null: the household. */
  readonly person: { readonly ref: string; readonly name: string } | null;
  /** Row in the authority's file; null for other sources. */
  readonly row: number | null;
  /** Stays the same when the next extract of the register says the same. A confirmation names the facts it looked at by it. */
  readonly mark: string;
}
