import type { Permission } from '@jingzhun/auth';
import { decideWay, holdsOffice, NotPossible as Refused, type Actor as ActorWith } from '@jingzhun/domain/lifecycle';
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

export type Actor = ActorWith<Permission>;

export const NotPossible = Refused<CheckedNeed, OfficeName>;
export type NotPossible = Refused<CheckedNeed, OfficeName>;

/** The ways the facts lead to, one when all is said: of a meeting the votes decide, of a return the command names the goal. */
function waysOf(command: Command, facts: CaseFacts): Transition[] {
  const ways = transitionsOf(command.step, facts.state, facts.kind);
  const outcome = command.outcome ?? (facts.meeting && isMajority(facts.meeting) ? 'passed' : 'failed');
  return ways.filter(
    (way) => (way.outcome === undefined || way.outcome === outcome) && (!NAMES_GOAL.has(way.step) || way.to === command.to),
  );
}
const NAMES_GOAL: ReadonlySet<CaseStep> = new Set(['return', 'upholdObjection']);

/**
 * Where the command leads, or why it does not. Pure: the same facts, policy and day give the same answer, years later too.
 * @param actor absent for the system, which takes only steps that are a matter of time
 * @throws NotPossible
 */
export function decide(command: Command, facts: CaseFacts, policy: CasePolicy, today: PlainDate, actor?: Actor): Transition {
  return decideWay(
    OFFICES,
    waysOf(command, facts),
    ({ needs }) => check(needs, { facts, policy, today, ...(actor ? { actor: actor.accountId } : {}) }),
    actor,
  );
}

export const holds = (actor: Actor, office: OfficeName): boolean => holdsOffice(actor, OFFICES[office]);
