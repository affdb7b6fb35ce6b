import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Fact } from './fact.js';
import type { RegisterKind } from './register-kind.js';
import type { Ground, RuleSet } from './rule-set.js';

/** What a person has found and signed for. */
export interface Confirmation {
  readonly id: string;
  readonly rule: string;
  readonly ground: string;
  readonly result: Ground['result'];
  /** Marks of the facts that were looked at. */
  readonly marks: readonly string[];
  readonly byName: string;
  readonly on: PlainDate;
  /** First day on which it no longer holds. */
  readonly until: PlainDate;
}

/** Written reason for a strict review. */
export interface Answer {
  readonly id: string;
  readonly rule: string;
  /** Marks of what it answers; a confirmation is answered by its id. */
  readonly marks: readonly string[];
  readonly byName: string;
  readonly on: PlainDate;
}

/** Everything known about one household or application on the day it is judged. */
export interface Subject {
  readonly facts: readonly Fact[];
  /** Bits of registers whose present extract has never been looked through for one of the persons. */
  readonly uncovered: number;
  /** Bits of registers with a match that is still to be decided. */
  readonly reviewing: number;
  /** In the order they were made. */
  readonly confirmations: readonly Confirmation[];
  readonly answers: readonly Answer[];
}

/** The extract of a register that is used. */
export interface RegisterInForce {
  readonly importId: string;
  /** Later extracts have larger numbers. */
  readonly sequence: number;
  readonly asOf: PlainDate;
  readonly authority: string;
  readonly document: string;
}

/** What all subjects of a run are judged by. */
export interface Basis {
  readonly ruleSet: RuleSet;
  readonly judgedOn: PlainDate;
  readonly registers: Readonly<Partial<Record<RegisterKind, RegisterInForce>>>;
}
