import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { AttachmentRef } from '@jingzhun/evidence';
import type { ProofOccasion } from '../clock/closing.rules.js';
import type { NoticePeriod } from '../clock/notice-clock.rules.js';
import { proofDays } from '../clock/proof-window.rules.js';
import { ProofIsNoPhoto, ProofTakenOnOtherDay } from './notice.errors.js';

/** What of these days has come already. */
export function proofWindow(period: NoticePeriod, occasion: ProofOccasion, today: PlainDate): [PlainDate, PlainDate] {
  const [from, dayAfter] = proofDays(period, occasion);
  const until = dayAfter < today ? dayAfter : today;
  return [from, until < from ? from : until];
}

/**
 * The day a photo counts for: what the picture says, else the day it was handed in.
 * @throws ProofIsNoPhoto, ProofTakenOnOtherDay
 */
export function proofDay(notice: NoticePeriod, occasion: ProofOccasion, photo: AttachmentRef, today: PlainDate): PlainDate {
  if (!photo.contentType.startsWith('image/')) throw new ProofIsNoPhoto();
  const takenOn = photo.capturedOn ?? today;
  const [from, to] = proofWindow(notice, occasion, today);
  if (takenOn < from || takenOn > to || takenOn > today) throw new ProofTakenOnOtherDay(occasion, from, to);
  return takenOn;
}
