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
import { OFFICES, stepsFrom, TRANSITIONS, transitionsOf, type OfficeName, type Transition } from './lifecycle.js';
import { check } from './needs.js';
import type { SubsidyFacts } from './subsidy-facts.js';
import { SubsidySteps, type SubsidyState, type SubsidyStep } from './subsidy-state.js';

export interface Command {
  step: SubsidyStep;
  /** Of a return or an upheld objection: the state it goes to. */
  to?: SubsidyState;
}

export type Actor = ActorWith<Permission>;

export const NotPossible = Refused<CheckedNeed, OfficeName>;
export type NotPossible = Refused<CheckedNeed, OfficeName>;

/**
 * Where the command leads, or why it does not.
 * @param actor absent for the system: what follows from a batch, the bank or an objection
 * @throws NotPossible
 */
export function decide(command: Command, facts: SubsidyFacts, today: PlainDate, actor?: Actor): Transition {
  const ways = transitionsOf(command.step, facts.state).filter((one) => command.to === undefined || one.to === command.to);
  return decideWay(OFFICES, ways, ({ needs }) => check(needs, { facts, today, ...(actor ? { accountId: actor.accountId } : {}) }), actor);
}

export const holds = (actor: Actor, office: OfficeName): boolean => holdsOffice(actor, OFFICES[office]);

/** A step from where the application stands: whose it is and what it still needs. */
export interface PossibleStep {
  step: SubsidyStep;
  zh: string;
  en: string;
  to: SubsidyState[];
  who: { zh: string; en: string };
  mayDo: boolean;
  possible: boolean;
  reasonNeeded: boolean;
  checklist: CheckedNeed[];
}

/** What the step itself brings: photographs with the measuring, amounts with the round. */
const BROUGHT: Partial<Record<SubsidyStep, string>> = {
  measure: 'acceptance-evidence',
  grant: 'amount-granted',
  acknowledge: 'acknowledgement-signed',
};

/** What can come next and why it cannot yet, from the table that also decides. */
export function nextSteps(facts: SubsidyFacts, today: PlainDate, actor: Actor): PossibleStep[] {
  // what a rest never has is no step of it
  const here = TRANSITIONS.filter(({ from, needs }) => from === facts.state && !(facts.isRest && needs.includes('wholeApplication')));
  return (
    prospects(OFFICES, here, stepsFrom(facts.state), ({ needs, step }) =>
      check(needs, { facts, today, accountId: actor.accountId }).filter(({ code }) => code !== BROUGHT[step]),
    )
      // an approval stands: nobody is shown how it could be otherwise
      .filter(({ missing }) => !missing.some(({ code }) => code === 'may-not-be-paid'))
      .map(({ step, ways, way, office, checklist, missing }) => {
        const { zh, en } = SubsidySteps.get(step);
        return {
          ...{ step, zh, en, to: ways.map(({ to }) => to), who: { zh: office.zh, en: office.en } },
          ...{ mayDo: holds(actor, way.office), possible: missing.length === 0, reasonNeeded: way.reason === 'needed', checklist },
        };
      })
  );
}
