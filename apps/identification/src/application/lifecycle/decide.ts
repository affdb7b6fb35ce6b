import type { DivisionLevel } from '@jingzhun/domain/division-code';
import type { Permission } from '@jingzhun/auth';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { CaseFacts, CasePolicy } from './case-facts.js';
import type { CaseState, CaseStep } from './case-state.js';
import { OFFICES, transitionsOf, type OfficeName, type Outcome, type Transition } from './lifecycle.js';
import { check, isMajority, type CheckedNeed } from './needs.js';

export interface Command {
  step: CaseStep;
  /** Of a return, or of an upheld objection: the state the case goes to. */
  to?: CaseState;
  /** Of a correction. */
  outcome?: Extract<Outcome, 'material' | 'contact'>;
}

export interface Actor {
  accountId: string;
  level: DivisionLevel;
  may(permission: Permission): boolean;
}

/** What the pure decision says no with; the service turns it into a refusal. */
export class NotPossible extends Error {
  constructor(
    readonly why: 'no-such-way' | 'not-your-office' | 'not-yet',
    readonly missing: readonly CheckedNeed[] = [],
    readonly office?: OfficeName,
  ) {
    super(`${why}: ${missing.map(({ code }) => code).join(', ')}`);
  }
}

/** The way the facts lead to: of a meeting the votes decide, of a return the command names the goal. */
function wayOf(command: Command, facts: CaseFacts): Transition {
  const ways = transitionsOf(command.step, facts.state, facts.kind);
  const outcome = command.outcome ?? (facts.meeting && isMajority(facts.meeting) ? 'passed' : 'failed');
  const fitting = ways.filter(
    (way) => (way.outcome === undefined || way.outcome === outcome) && (!NAMES_GOAL.has(way.step) || way.to === command.to),
  );
  const [way] = fitting;
  if (!way || fitting.length > 1) throw new NotPossible('no-such-way');
  return way;
}
const NAMES_GOAL: ReadonlySet<CaseStep> = new Set(['return', 'upholdObjection']);

/**
 * Where the command leads, or why it does not. Pure: the same facts, policy and day give the same answer, years later too.
 * @param actor absent for the system, which takes only steps that are a matter of time
 * @throws NotPossible
 */
export function decide(command: Command, facts: CaseFacts, policy: CasePolicy, today: PlainDate, actor?: Actor): Transition {
  const way = wayOf(command, facts);
  if (actor && !holds(actor, way.office)) throw new NotPossible('not-your-office', [], way.office);
  const missing = check(way.needs, { facts, policy, today, ...(actor ? { actor: actor.accountId } : {}) }).filter(({ met }) => !met);
  if (missing.length > 0) throw new NotPossible('not-yet', missing);
  return way;
}

export function holds(actor: Actor, office: OfficeName): boolean {
  const { permission, levels } = OFFICES[office];
  return actor.may(permission) && (levels as readonly DivisionLevel[]).includes(actor.level);
}
