import type { RuleOutcome } from '../rules/judge.js';
import type { Ground, RuleDefinition } from '../rules/rule-set.js';
import {
  EvidenceNeeded,
  ForConfirmersOnly,
  NotForMany,
  NothingFound,
  NotStrict,
  RegisterSaysSo,
  UnknownGround,
} from './decision.errors.js';

export interface ConfirmationCommand {
  readonly ground: string;
  /** Facts meant; absent: all that were found. */
  readonly marks?: readonly string[] | undefined;
  readonly attachments: readonly string[];
}

export interface DecidedConfirmation {
  readonly ground: Ground;
  readonly marks: readonly string[];
  readonly sensitive: boolean;
}

/**
 * Whether somebody may say this about what was found, and which facts he has looked at.
 * @throws UnknownGround, ForConfirmersOnly, NothingFound, RegisterSaysSo, EvidenceNeeded
 */
export function decideConfirmation(
  rule: RuleDefinition,
  outcome: RuleOutcome,
  command: ConfirmationCommand,
  by: { readonly cleared: boolean },
): DecidedConfirmation {
  const ground = rule.grounds.find(({ code }) => code === command.ground);
  const sensitive = rule.sensitive || (ground?.sensitive ?? false);
  if (sensitive && !by.cleared) throw new ForConfirmersOnly();
  if (!ground) throw new UnknownGround();
  const found = [...outcome.hits, ...outcome.signs].map(({ mark }) => mark);
  const marks = command.marks ? found.filter((mark) => command.marks?.includes(mark)) : found;
  if (ground.result === 'except' && marks.length === 0) throw new NothingFound();
  if (ground.result === 'pass' && outcome.hits.length > 0) throw new RegisterSaysSo();
  if (ground.result !== 'pass' && command.attachments.length === 0) throw new EvidenceNeeded();
  return { ground, marks: ground.result === 'except' ? marks : found, sensitive };
}

/**
 * What a written reason answers: the facts, and the confirmation where a person found it.
 * @throws ForConfirmersOnly, NotStrict
 */
export function decideAnswer(rule: RuleDefinition, outcome: RuleOutcome, by: { readonly cleared: boolean }): readonly string[] {
  if (rule.sensitive && !by.cleared) throw new ForConfirmersOnly();
  if (outcome.result !== 'strict') throw new NotStrict();
  const { confirmation } = outcome;
  return [...outcome.hits.map(({ mark }) => mark), ...(confirmation?.result === 'strict' ? [confirmation.id] : [])];
}

/** @throws UnknownGround, ForConfirmersOnly, NotForMany, EvidenceNeeded */
export function decideForMany(
  rule: RuleDefinition,
  command: { readonly ground: string; readonly attachments: readonly string[] },
  by: { readonly cleared: boolean },
): Ground {
  if (rule.sensitive && !by.cleared) throw new ForConfirmersOnly();
  const ground = rule.grounds.find(({ code }) => code === command.ground);
  if (!ground) throw new UnknownGround();
  if (!ground.forMany) throw new NotForMany();
  if (command.attachments.length === 0) throw new EvidenceNeeded();
  return ground;
}

/** One of those for whom a word about many may be said: it waits for a person, and nothing speaks against. */
export const nothingSpeaksAgainst = ({ result, waitsFor, signs, hits, confirmation }: RuleOutcome): boolean =>
  result === 'unknown' && waitsFor === 'person' && signs.length === 0 && hits.length === 0 && confirmation === null;
