import type { Permission } from '@jingzhun/auth';
import {
  decideWay,
  holdsOffice,
  NotPossible as Refused,
  prospects,
  type Actor as ActorWith,
  type CheckedNeed,
} from '@jingzhun/domain/lifecycle';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { DECIDES_CHANGE, OFFICES, stepsFrom, TRANSITIONS, transitionsOf, type OfficeName, type Transition } from './lifecycle.js';
import type { LoanFacts } from './loan-facts.js';
import { LoanSteps, type LoanState, type LoanStep } from './loan-state.js';
import { check } from './needs.js';

export type Actor = ActorWith<Permission>;

export const NotPossible = Refused<CheckedNeed, OfficeName>;
export type NotPossible = Refused<CheckedNeed, OfficeName>;

/** Where a step leads that has several ends: what was recovered in full, a loan that was extended before it fell late, what is reversed. */
function goalOf(step: LoanStep, facts: LoanFacts): LoanState | undefined {
  const { state, isExtended, lostFen, recoveredFen } = facts;
  if (step === 'reverse') return backTo(facts);
  if (step === 'catchUp') return isExtended ? 'extended' : 'repaying';
  if (step === 'recover') return recoveredFen >= lostFen ? 'recovered' : state;
  return undefined;
}

function backTo({ state, last, lostFen }: LoanFacts): LoanState {
  if (last?.kind === 'recovery' && last.isAfterTheLoss) return 'recovered';
  if (last?.kind === 'recovery') return last.isWrittenOff ? 'writtenOff' : 'compensated';
  if (last?.kind === 'writeOff') return lostFen > last.lostFen ? 'compensated' : 'collection';
  if (last?.kind === 'compensation') return 'collection';
  if (last?.isOnlyDrawing) return 'bankApproved';
  return state === 'repaid' ? 'repaying' : state;
}

/**
 * Where the step leads, or why it does not.
 * @param actor absent for the system: what follows from dates and money
 * @throws NotPossible
 */
export function decide(step: LoanStep, facts: LoanFacts, today: PlainDate, actor?: Actor): Transition {
  const goal = goalOf(step, facts);
  const ways = transitionsOf(step, facts.state).filter(({ to }) => goal === undefined || to === goal);
  return decideWay(OFFICES, ways, ({ needs }) => check(needs, { facts, today, ...(actor ? { accountId: actor.accountId } : {}) }), actor);
}

export const holds = (actor: Actor, office: OfficeName): boolean => holdsOffice(actor, OFFICES[office]);

/** A step from where the loan stands: whose it is and what it still needs. */
export interface PossibleStep {
  step: LoanStep;
  zh: string;
  en: string;
  who: { zh: string; en: string };
  mayDo: boolean;
  possible: boolean;
  reasonNeeded: boolean;
  checklist: CheckedNeed[];
}

/** What can come next and why it cannot yet, from the table that also decides. */
export function nextSteps(facts: LoanFacts, today: PlainDate, actor: Actor): PossibleStep[] {
  const here = TRANSITIONS.filter(
    ({ step, from, to }) =>
      from === facts.state && (step !== 'reverse' || to === backTo(facts)) && (facts.change !== null || !DECIDES_CHANGE.includes(step)),
  );
  return prospects(OFFICES, here, stepsFrom(facts.state), ({ needs }) => check(needs, { facts, today, accountId: actor.accountId })).map(
    ({ step, way, office, checklist, missing }) => ({
      ...{ step, zh: LoanSteps.get(step).zh, en: LoanSteps.get(step).en, who: { zh: office.zh, en: office.en } },
      ...{ mayDo: holds(actor, way.office), possible: missing.length === 0, reasonNeeded: way.reason === 'needed', checklist },
    }),
  );
}
