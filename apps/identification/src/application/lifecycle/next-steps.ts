import { prospects } from '@jingzhun/domain/lifecycle';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { CaseFacts, CasePolicy } from './case-facts.js';
import { CaseSteps, orderOf, type CaseState, type CaseStep } from './case-state.js';
import { holds, type Actor } from './decide.js';
import { OFFICES, stepsFrom, TRANSITIONS, type SignatureKind } from './lifecycle.js';
import { check, type CheckedNeed } from './needs.js';

/** A step from where the case stands: whose it is and what it still needs. */
export interface PossibleStep {
  step: CaseStep;
  zh: string;
  en: string;
  to: CaseState[];
  who: { zh: string; en: string; permission: string; levels: string[] };
  mayDo: boolean;
  possible: boolean;
  signature: SignatureKind;
  reasonNeeded: boolean;
  /** Of a correction: contact data only, because what was judged is no longer this person's to change. */
  limitedTo: 'contact' | null;
  checklist: CheckedNeed[];
}

const CARRIED_OUT_ELSEWHERE: ReadonlySet<CaseStep> = new Set(['upholdObjection']);

/** What can come next and why it cannot yet, from the table that also decides. */
export function nextSteps(facts: CaseFacts, policy: CasePolicy, today: PlainDate, actor: Actor): PossibleStep[] {
  const here = TRANSITIONS.filter(({ from, kinds }) => from === facts.state && (kinds?.includes(facts.kind) ?? true));
  const steps = stepsFrom(facts.state, facts.kind).filter((step) => !CARRIED_OUT_ELSEWHERE.has(step));
  return prospects(OFFICES, here, steps, ({ needs }) => check(needs, { facts, policy, today, actor: actor.accountId }))
    .map(({ step, ways, way, office, checklist, missing }) => {
      const { zh, en } = CaseSteps.get(step);
      return {
        step,
        zh,
        en,
        to: [...new Set(ways.map(({ to }) => to))],
        who: { zh: office.zh, en: office.en, permission: office.permission, levels: [...office.levels] },
        mayDo: ways.some(({ office: by }) => holds(actor, by)) && missing.every(({ by }) => by !== 'another-person'),
        possible: missing.every(({ by }) => by === 'another-person'),
        signature: way.signature,
        reasonNeeded: way.reason === 'needed',
        limitedTo: way.outcome === 'material' && !holds(actor, way.office) ? ('contact' as const) : null,
        checklist,
      };
    })
    .filter(({ checklist }) => !isBesideThePoint(facts, checklist));
}

/** A way that is closed by the nature of the case, not by something missing: the county's step where there is none, a second posting while one hangs, an end while none does. */
const isBesideThePoint = ({ notice }: CaseFacts, checklist: readonly CheckedNeed[]): boolean =>
  checklist.some(({ code, met }) => !met && (BY_NATURE.includes(code) || (notice === null && code === 'notice-period')));

const BY_NATURE = ['county-step-on', 'county-step-off', 'notice-taken-down', 'form-unsigned'];

/** Forward steps between two states, in order: what has to be taken again when a case goes back. */
export function stepsBetween(from: CaseState, to: CaseState): CaseStep[] {
  const passed = TRANSITIONS.filter(
    (way) =>
      orderOf(way.from) >= orderOf(from) &&
      orderOf(way.to) <= orderOf(to) &&
      orderOf(way.to) > orderOf(way.from) &&
      !['reject', 'withdraw', 'return', 'upholdObjection'].includes(way.step) &&
      way.to !== 'rejected',
  );
  return [...new Set(passed.map(({ step }) => step))];
}
