import type { Permission } from '@jingzhun/auth';
import type { DivisionLevel } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { OFFICES, stepsFrom, transitionsOf, type OfficeName, type Transition } from './lifecycle.js';
import { check, type CheckedNeed } from './needs.js';
import type { SubsidyFacts } from './subsidy-facts.js';
import { SubsidySteps, type SubsidyState, type SubsidyStep } from './subsidy-state.js';

export interface Command {
  step: SubsidyStep;
  /** Of a return or an upheld objection: the state it goes to. */
  to?: SubsidyState;
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

/**
 * Where the command leads, or why it does not. Pure: the same facts and day give the same answer, years later too.
 * @param actor absent for the system: what follows from a batch, the bank or an objection
 * @throws NotPossible
 */
export function decide(command: Command, facts: SubsidyFacts, today: PlainDate, actor?: Actor): Transition {
  const ways = transitionsOf(command.step, facts.state).filter((one) => command.to === undefined || one.to === command.to);
  const [way] = ways;
  if (!way || ways.length > 1) throw new NotPossible('no-such-way');
  if (actor && !holds(actor, way.office)) throw new NotPossible('not-your-office', [], way.office);
  const missing = check(way.needs, { facts, today, ...(actor ? { accountId: actor.accountId } : {}) }).filter(({ met }) => !met);
  if (missing.length > 0) throw new NotPossible('not-yet', missing);
  return way;
}

export function holds(actor: Actor, office: OfficeName): boolean {
  const { permission, levels } = OFFICES[office];
  return office !== 'system' && actor.may(permission) && (levels as readonly DivisionLevel[]).includes(actor.level);
}

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
const BROUGHT: Partial<Record<SubsidyStep, string>> = { measure: 'acceptance-evidence', grant: 'amount-granted' };

/** What can come next and why it cannot yet, from the table that also decides. */
export function nextSteps(facts: SubsidyFacts, today: PlainDate, actor: Actor): PossibleStep[] {
  return stepsFrom(facts.state).flatMap((step) => {
    const ways = transitionsOf(step, facts.state);
    const [way] = ways;
    if (!way) return [];
    const { zh, en } = SubsidySteps.get(step);
    const office = OFFICES[way.office];
    const checklist = check(way.needs, { facts, today, accountId: actor.accountId }).filter(({ code }) => code !== BROUGHT[step]);
    const possible = checklist.every(({ met }) => met);
    return [
      {
        ...{ step, zh, en, to: ways.map(({ to }) => to), who: { zh: office.zh, en: office.en } },
        ...{ mayDo: holds(actor, way.office), possible, reasonNeeded: way.reason === 'needed', checklist },
      },
    ];
  });
}
