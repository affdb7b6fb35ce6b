import type { Case, CommandedStep, NextStep } from '../../../api/identification/applications.js';

const SIDEWAYS: readonly string[] = ['correct', 'return', 'reject', 'withdraw', 'signForm'];
const ELSEWHERE: readonly string[] = ['correct', 'closeGroupNotice', 'closeVillageNotice', 'upholdObjection'];

/** The step that leads on, which the page puts first; a new signature comes before it, because nothing goes on without. */
export function forwardSteps({ next }: Pick<Case, 'next'>): NextStep[] {
  const forward = next.filter(({ step }) => !SIDEWAYS.includes(step));
  const signing = next.filter(({ step }) => step === 'signForm');
  return [...signing, ...forward];
}

/** Return, rejection, withdrawal: whoever may do them, without being pushed to. */
export const sidewaysSteps = ({ next }: Pick<Case, 'next'>): NextStep[] =>
  next.filter(({ step, mayDo }) => mayDo && (step === 'return' || step === 'reject' || step === 'withdraw'));

/** Closings happen with the notice, corrections with the form. */
export const isPressedHere = (step: NextStep['step']): step is CommandedStep => !ELSEWHERE.includes(step);

export const mayCorrect = ({ next, state }: Pick<Case, 'next' | 'state'>): boolean =>
  state === 'draft'
    ? next.some(({ step, mayDo }) => step === 'submit' && mayDo)
    : next.some(({ step, mayDo }) => step === 'correct' && mayDo);
