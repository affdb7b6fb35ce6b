import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { RuleResult } from '../rule-code.js';
import type { RegisterKind } from './register-kind.js';
import type { Words } from './rule-set.js';

/** Where a fact was read. */
export interface ExplainedSource {
  readonly words: Words;
  readonly register: RegisterKind | null;
  readonly importId: string | null;
  readonly asOf: PlainDate | null;
  readonly row: number | null;
}

export interface ExplainedFact {
  /** `hit`: applies; `sign`: a person looks or has looked; `excepted`: named, does not count. */
  readonly role: 'hit' | 'sign' | 'excepted';
  readonly words: Words;
  readonly person: { readonly ref: string; readonly name: string } | null;
  readonly source: ExplainedSource;
  readonly mark: string;
  /** Why it does not count. */
  readonly exception: Words | null;
}

export interface ExplainedLack {
  readonly register: RegisterKind;
  readonly why: 'missing' | 'old' | 'not-covered' | 'under-review';
  readonly asOf: PlainDate | null;
  readonly words: Words;
}

/** One rule's verdict in plain words, with everything it rests on. */
export interface RuleExplanation {
  readonly rule: string;
  readonly result: RuleResult;
  readonly title: Words;
  readonly text: Words;
  readonly statement: Words;
  readonly facts: readonly ExplainedFact[];
  readonly lacking: readonly ExplainedLack[];
  readonly waitsFor: 'person' | 'register' | null;
  readonly confirmation: {
    readonly id: string;
    readonly ground: string | null;
    readonly words: Words | null;
    readonly byName: string;
    readonly on: PlainDate;
    readonly until: PlainDate;
  } | null;
  readonly answer: { readonly id: string; readonly byName: string; readonly on: PlainDate } | null;
  /** What would have to be different for another verdict. */
  readonly wouldChange: readonly Words[];
  /** True when the facts are for the confirming role and were left out. */
  readonly withheld: boolean;
}
