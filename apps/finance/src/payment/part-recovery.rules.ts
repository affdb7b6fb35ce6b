import type { PlainDate } from '@jingzhun/domain/plain-date';
import {
  NotTakenBackInParts,
  PartBeforePayment,
  PartInFuture,
  PartNotLess,
  PartTooMuch,
  PaymentNotInPlace,
} from './part-recovery.errors.js';

/** How much of a payment may come back in parts: everything; less than the whole, where the whole has its own way; nothing. */
export type PartsBack = 'all' | 'notAll' | 'none';

export interface PaidInPart {
  readonly state: string;
  readonly paidOn: PlainDate | null;
  readonly amountFen: number;
  readonly recoveredFen: number;
}

/** @throws NotTakenBackInParts, PaymentNotInPlace, PartInFuture, PartBeforePayment, PartTooMuch, PartNotLess */
export function assertPart(of: PaidInPart, parts: PartsBack, amountFen: number, on: PlainDate, today: PlainDate): void {
  if (parts === 'none') throw new NotTakenBackInParts();
  if (of.state !== 'paid' || of.paidOn === null) throw new PaymentNotInPlace();
  assertCameBackOn(on, of.paidOn, today);
  const left = of.amountFen - of.recoveredFen;
  if (amountFen > left) throw new PartTooMuch(left);
  if (parts === 'notAll' && amountFen === left) throw new PartNotLess(left);
}

/** By its receipt, of a part and of the whole alike. @throws PartInFuture, PartBeforePayment */
export function assertCameBackOn(on: PlainDate, paidOn: PlainDate, today: PlainDate): void {
  if (on > today) throw new PartInFuture(today);
  if (on < paidOn) throw new PartBeforePayment(paidOn);
}
