import type { Permission } from '@jingzhun/auth';

export const BATCH_STATES = ['draft', 'declared', 'approved', 'sent', 'settled', 'cancelled'] as const;
export type BatchState = (typeof BATCH_STATES)[number];
export type BatchStep = 'declare' | 'reopen' | 'approve' | 'refuse' | 'send' | 'settle' | 'cancel';

interface Transition {
  step: BatchStep;
  from: BatchState;
  to: BatchState;
  permission: Permission;
  /** Roles in the batch this person must not have: who enters never approves, who approves never pays. */
  neither: readonly ('entered' | 'approved')[];
}

/** Every way a batch can go. `settle` follows from the bank's answers. */
export const BATCH_TRANSITIONS: readonly Transition[] = [
  { step: 'declare', from: 'draft', to: 'declared', permission: 'payment.prepare', neither: [] },
  { step: 'reopen', from: 'declared', to: 'draft', permission: 'payment.prepare', neither: [] },
  { step: 'approve', from: 'declared', to: 'approved', permission: 'payment.approve', neither: ['entered'] },
  { step: 'refuse', from: 'declared', to: 'draft', permission: 'payment.approve', neither: ['entered'] },
  { step: 'send', from: 'approved', to: 'sent', permission: 'payment.send', neither: ['entered', 'approved'] },
  { step: 'settle', from: 'sent', to: 'settled', permission: 'payment.send', neither: [] },
  { step: 'cancel', from: 'draft', to: 'cancelled', permission: 'payment.prepare', neither: [] },
];

export const findBatchTransition = (step: BatchStep, from: BatchState): Transition | undefined =>
  BATCH_TRANSITIONS.find((transition) => transition.step === step && transition.from === from);

export const RETURN_REASONS = ['accountClosed', 'nameDiffers', 'accountUnknown', 'other'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];
