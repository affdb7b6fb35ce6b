import { z } from 'zod';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { FactKind } from './fact.js';
import { RegisterKind } from './register-kind.js';

export const Words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Words = z.infer<typeof Words>;

/** Which facts are meant. `null` means any. */
const Matching = z.strictObject({
  fact: FactKind,
  classes: z.array(z.string()).nullable().default(null),
  /** Real estate only; `''` stands for a place that the source does not state. */
  places: z.array(z.string()).nullable().default(null),
  /** `held`: on the day, or given up less than `months` ago. `begun`: less than `months` before the day (0: ever). */
  when: z.enum(['held', 'begun']).default('held'),
  months: z.int().min(0).max(600).default(0),
});
export type Matching = z.infer<typeof Matching>;

/** Facts that are named and do not count; with `ifHousehold` only for a household the register marks so. */
const Exception = Matching.extend({ code: z.string(), ifHousehold: z.string().nullable().default(null), words: Words });
export type Exception = z.infer<typeof Exception>;

/**
 * What a person can find and confirm. `except`: the facts named do not count; `pass`: what speaks against is cleared up;
 * `veto` / `strict`: the rule applies although no register says so.
 */
const Ground = z.strictObject({
  code: z.string().regex(/^[a-z][a-z-]*$/),
  result: z.enum(['pass', 'except', 'veto', 'strict']),
  /** Says something about health, the police or a reporter: shown to the confirming role only. */
  sensitive: z.boolean().default(false),
  /** May be confirmed for many households at once, where nothing speaks against. */
  forMany: z.boolean().default(false),
  words: Words,
});
export type Ground = z.infer<typeof Ground>;

export const RuleDefinition = z.strictObject({
  code: z.string().regex(/^[A-Z]\d{1,2}$/),
  outcome: z.enum(['veto', 'strict']),
  /** `person`: without a confirmation it is never more than unknown. */
  decidedBy: z.enum(['machine', 'person']),
  /** All facts, notes and names behind it are for the confirming role only. */
  sensitive: z.boolean().default(false),
  /** Registers without which nobody can say that nothing is there. */
  needs: z.array(RegisterKind),
  exceptions: z.array(Exception).default([]),
  /** The machine may say: applies. */
  hits: z.array(Matching).default([]),
  /** A person has to look. */
  signs: z.array(Matching).default([]),
  grounds: z.array(Ground).default([]),
  title: Words,
  text: Words,
  /** What would have to be different for what was found not to count. */
  wouldChange: Words,
});
export type RuleDefinition = z.infer<typeof RuleDefinition>;

export const RuleSet = z.strictObject({
  version: z.string().min(1).max(40),
  validFrom: PlainDate,
  source: Words,
  /** How old the extract of a register may be, in days. */
  maxAgeDays: z.partialRecord(RegisterKind, z.int().min(1)),
  rules: z.array(RuleDefinition).min(1).max(30),
});
export type RuleSet = z.infer<typeof RuleSet>;
