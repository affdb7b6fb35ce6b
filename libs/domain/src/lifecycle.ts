import type { DivisionLevel } from './division-code.js';

/** What an officer reads, in both languages. */
export interface Words {
  zh: string;
  en: string;
}

/** Who takes a step: the permission, and the level of the division the account is responsible for. No level: nobody, it follows from elsewhere. */
export interface Office<P extends string = string> extends Readonly<Words> {
  readonly permission: P;
  readonly levels: readonly DivisionLevel[];
}

/** One declared way from a state to a state. What is not declared cannot happen. */
export interface Way<Step extends string = string, State extends string = string, O extends string = string, N extends string = string> {
  readonly step: Step;
  readonly from: State;
  readonly to: State;
  readonly office: O;
  /** What must be there before; the checklist on the page and the decision read the same list. */
  readonly needs: readonly N[];
  readonly reason: 'needed' | 'none';
}

/** Who would take a step. */
export interface Actor<P extends string = string> {
  accountId: string;
  level: DivisionLevel;
  may(permission: P): boolean;
}

/** The answer to one need, in the office's words. */
export interface CheckedNeed extends Words {
  /** Stable name, kebab-case. */
  code: string;
  met: boolean;
}

/** What the pure decision says no with; the service turns it into a refusal. */
export class NotPossible<C extends CheckedNeed = CheckedNeed, O extends string = string> extends Error {
  constructor(
    readonly why: 'no-such-way' | 'not-your-office' | 'not-yet',
    readonly missing: readonly C[] = [],
    readonly office?: O,
  ) {
    super(`${why}: ${missing.map(({ code }) => code).join(', ')}`);
  }
}

/** A step from where the case stands: its ways, whose it is and what it still needs. */
export interface Prospect<W extends Way, C extends CheckedNeed> {
  step: W['step'];
  ways: readonly W[];
  /** The first of them: its office and needs are shown. */
  way: W;
  office: Office;
  checklist: C[];
  missing: C[];
}

/** `giveUp` as the audit log, the checklist and addresses spell it: `give-up`. */
export const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The ways of a step from a state; more than one when the command or the facts say where it leads. */
export const waysFrom = <W extends Way>(ways: readonly W[], step: W['step'], from: W['from']): W[] =>
  ways.filter((way) => way.step === step && way.from === from);

/** The steps that lead on, in the order of the table. */
export const stepsOf = <W extends Way>(ways: readonly W[], fits: (way: W) => boolean): W['step'][] => [
  ...new Set(ways.filter(fits).map(({ step }) => step)),
];

/** Every state that can still be reached, the one it begins from only if a way leads back. */
export function reachableFrom<W extends Way>(ways: readonly W[], from: W['from']): Set<W['to']> {
  const seen = new Set<W['to']>();
  const walk = (state: string): void => {
    for (const { to } of ways.filter((way) => way.from === state))
      if (!seen.has(to)) {
        seen.add(to);
        walk(to);
      }
  };
  walk(from);
  return seen;
}

export const holdsOffice = <P extends string>(actor: Actor<P>, { permission, levels }: Office<P>): boolean =>
  levels.includes(actor.level) && actor.may(permission);

/**
 * Which of the candidates is taken, or why none. Pure: the same facts and day give the same answer, years later too.
 * The order of the answers is part of it: no such way, not your office, not yet.
 *
 * @param checklist asked for the chosen way only
 * @param actor absent for the system: what follows from time, a bank or another record
 * @throws NotPossible
 */
export function decideWay<W extends Way, C extends CheckedNeed, P extends string>(
  offices: Readonly<Record<W['office'], Office<P>>>,
  candidates: readonly W[],
  checklist: (way: W) => readonly C[],
  actor?: Actor<P>,
): W {
  const [way] = candidates;
  if (!way || candidates.length > 1) throw new NotPossible('no-such-way');
  const office: W['office'] = way.office;
  if (actor && !holdsOffice(actor, offices[office])) throw new NotPossible('not-your-office', [], office);
  const missing = checklist(way).filter(({ met }) => !met);
  if (missing.length > 0) throw new NotPossible('not-yet', missing);
  return way;
}

/** What can come next and why it cannot yet, from the table that also decides. */
export function prospects<W extends Way, C extends CheckedNeed>(
  offices: Readonly<Record<W['office'], Office>>,
  ways: readonly W[],
  steps: readonly W['step'][],
  checklist: (way: W) => C[],
): Prospect<W, C>[] {
  return steps.flatMap((step) => {
    const own = ways.filter((way) => way.step === step);
    const [way] = own;
    if (!way) return [];
    const needs = checklist(way);
    const office: W['office'] = way.office;
    return [{ step, ways: own, way, office: offices[office], checklist: needs, missing: needs.filter(({ met }) => !met) }];
  });
}
