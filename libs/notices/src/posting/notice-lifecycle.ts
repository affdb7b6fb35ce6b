import { z } from 'zod';

/**
 * composed: the text is fixed and can be printed; posted: it hangs and its days run; closed: the period has passed, proven and without an
 * open objection; withdrawn: taken down before its time, it proves nothing.
 */
export const NoticeState = z.enum(['composed', 'posted', 'closed', 'withdrawn']);
export type NoticeState = z.infer<typeof NoticeState>;

export type NoticeStep = 'post' | 'prove' | 'close' | 'withdraw';

interface Transition {
  readonly step: NoticeStep;
  readonly from: NoticeState;
  readonly to: NoticeState;
}

/** Every step there is; all of them need `notice.write` and the place in the caller's area. */
export const NOTICE_TRANSITIONS: readonly Transition[] = [
  { step: 'post', from: 'composed', to: 'posted' },
  { step: 'prove', from: 'posted', to: 'posted' },
  { step: 'close', from: 'posted', to: 'closed' },
  { step: 'withdraw', from: 'composed', to: 'withdrawn' },
  { step: 'withdraw', from: 'posted', to: 'withdrawn' },
];

export const findTransition = (step: NoticeStep, from: NoticeState): Transition | undefined =>
  NOTICE_TRANSITIONS.find((transition) => transition.step === step && transition.from === from);
