import type { Permission } from '@jingzhun/auth';

export const BATCH_STATES = ['draft', 'declared', 'approved', 'sent', 'settled', 'cancelled'] as const;
export type BatchState = (typeof BATCH_STATES)[number];
export type BatchStep = 'declare' | 'reopen' | 'approve' | 'refuse' | 'send' | 'settle' | 'cancel';

/** What is done to a batch, as the audit log names it: its steps and what leaves its state. */
export const BATCH_DEEDS = [
  'create',
  'add',
  'takeOut',
  'declare',
  'reopen',
  'confirmPayees',
  'answerPayees',
  'approve',
  'refuse',
  'cancel',
  'send',
  'resend',
  'returnFile',
  'settle',
  'giveUp',
  'recover',
  'recoverPart',
] as const;
export type BatchDeed = (typeof BATCH_DEEDS)[number];

interface Transition {
  step: BatchStep;
  from: BatchState;
  to: BatchState;
  permission: Permission;
  /** As what this person acts: refused to who has had another part in the batch. */
  as?: keyof typeof APART;
}

/** What one can be to a batch. `decided`: approved what one of its payments pays. */
export type BatchPart = 'enters' | 'decided' | 'approves' | 'pays';

/** The parts that exclude each other: who enters never approves, who approves never pays. The database has the same list. */
export const APART: Readonly<Record<Exclude<BatchPart, 'decided'>, readonly BatchPart[]>> = {
  enters: ['approves', 'pays'],
  approves: ['enters', 'pays'],
  pays: ['enters', 'approves', 'decided'],
};

/** Every way a batch can go. `settle` follows from the bank's answers. */
export const BATCH_TRANSITIONS: readonly Transition[] = [
  { step: 'declare', from: 'draft', to: 'declared', permission: 'payment.prepare', as: 'enters' },
  { step: 'reopen', from: 'declared', to: 'draft', permission: 'payment.prepare' },
  { step: 'approve', from: 'declared', to: 'approved', permission: 'payment.approve', as: 'approves' },
  { step: 'refuse', from: 'declared', to: 'draft', permission: 'payment.approve', as: 'approves' },
  // before it has left: what it pays must not be paid, or not yet
  { step: 'refuse', from: 'approved', to: 'draft', permission: 'payment.approve', as: 'approves' },
  { step: 'send', from: 'approved', to: 'sent', permission: 'payment.send', as: 'pays' },
  { step: 'settle', from: 'sent', to: 'settled', permission: 'payment.send' },
  { step: 'cancel', from: 'draft', to: 'cancelled', permission: 'payment.prepare' },
];

export const findBatchTransition = (step: BatchStep, from: BatchState): Transition | undefined =>
  BATCH_TRANSITIONS.find((transition) => transition.step === step && transition.from === from);

/** What is found about accounts is of interest while the batch is not over. */
export const PAYEES_SHOWN_IN = ['draft', 'declared', 'approved', 'sent'] as const satisfies readonly BatchState[];
/** Answered once the accounts are declared; up to the approval every account is asked about, afterwards those that changed since. */
export const PAYEES_ANSWERED_IN = ['declared', 'approved', 'sent'] as const satisfies readonly BatchState[];
export const EVERY_PAYEE_ASKED_IN = ['draft', 'declared'] as const satisfies readonly BatchState[];

export const RETURN_REASONS = ['accountClosed', 'nameDiffers', 'accountUnknown', 'other'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** Why a payment came out of a batch that had not left. */
export const TAKEN_OUT_BECAUSE = ['objectionUpheld', 'byHand'] as const;
export type TakenOutBecause = (typeof TAKEN_OUT_BECAUSE)[number];
