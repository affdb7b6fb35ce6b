import { isNativeError } from 'node:util/types';
import type { Refusal } from '@jingzhun/domain/refusal';
import { codeOf } from '@jingzhun/persistence';
import { doneMeanwhile, referenceMissing } from './refusals.js';

/** What the database said no to: a constraint by its name, or the code that a rule of the department raised. */
export interface BrokenRule {
  readonly code: string;
  readonly constraint?: string;
}

/** How a department says in words what its database refuses. A rule that no command can break is left out: it is a fault then. */
export interface DatabaseRules {
  /** By the code that is raised. */
  readonly codes: Readonly<Record<string, () => Refusal>>;
  /** By the name of the constraint; goes before the code. */
  readonly constraints: Readonly<Record<string, () => Refusal>>;
}

export const NO_RULES: DatabaseRules = { codes: {}, constraints: {} };

/** A key that is there already was entered by somebody else a moment before; a row that is referred to has gone. */
const OF_ALL_SERVICES: Readonly<Record<string, () => Refusal>> = {
  '23505': doneMeanwhile,
  '23P01': doneMeanwhile,
  '23503': referenceMissing,
};

const RULE = /^(23[0-9A-Z]{3}|JZ[0-9]{3})$/;

/** A feature says its own rules in its own words first; this is for what only two persons at once meet. */
export function refusalOfRule({ code, constraint }: BrokenRule, rules: DatabaseRules): Refusal | undefined {
  const named = constraint === undefined ? undefined : rules.constraints[constraint];
  return (named ?? rules.codes[code] ?? OF_ALL_SERVICES[code])?.();
}

export function brokenRuleOf(error: unknown): BrokenRule | undefined {
  for (let cause = error, depth = 0; isNativeError(cause) && depth < 5; cause = cause.cause ?? previousOf(cause), depth += 1) {
    const code = codeOf(cause);
    if (code && RULE.test(code)) return { code, ...constraintOf(cause) };
  }
  return undefined;
}

const constraintOf = (error: Error): { constraint?: string } => {
  const { constraint } = error as Error & { constraint?: unknown };
  return typeof constraint === 'string' ? { constraint } : {};
};

/** MikroORM keeps the driver's error there. */
const previousOf = (error: Error): unknown => (error as Error & { previous?: unknown }).previous;
