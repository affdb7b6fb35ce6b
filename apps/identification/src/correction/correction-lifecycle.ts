import { z } from 'zod';

export const CorrectionStatus = z.enum(['proposed', 'approved', 'rejected', 'withdrawn']);
export type CorrectionStatus = z.infer<typeof CorrectionStatus>;

export type CorrectionStep = 'approve' | 'reject' | 'withdraw';

interface Transition {
  step: CorrectionStep;
  from: CorrectionStatus;
  to: Exclude<CorrectionStatus, 'proposed'>;
  /** Who: the person who proposed, or anybody else with the permission. */
  by: 'maker' | 'checker';
  reason: 'needed' | 'optional';
}

/** Every way a correction can go. */
export const TRANSITIONS: readonly Transition[] = [
  { step: 'approve', from: 'proposed', to: 'approved', by: 'checker', reason: 'optional' },
  { step: 'reject', from: 'proposed', to: 'rejected', by: 'checker', reason: 'needed' },
  { step: 'withdraw', from: 'proposed', to: 'withdrawn', by: 'maker', reason: 'needed' },
];

/** Undefined when the step is not possible from the status. */
export const findTransition = (step: CorrectionStep, from: CorrectionStatus): Transition | undefined =>
  TRANSITIONS.find((transition) => transition.step === step && transition.from === from);
