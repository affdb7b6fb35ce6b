import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { AttachmentRef } from '@jingzhun/evidence';
import type { ProofOccasion } from '../clock/closing.rules.js';
import type { NoticePeriod } from '../clock/notice-clock.rules.js';
import { ProofIsNoPhoto, ProofTakenOnOtherDay } from './notice.errors.js';

/**
 * The days on which a photo proves what it should. The first one is taken from the posting to the end of the first counted day; the last
 * one on the last counted day or while the notice still hung after it.
 */
export function proofWindow(
  { postedOn, firstDay, lastDay }: NoticePeriod,
  occasion: ProofOccasion,
  today: PlainDate,
): [PlainDate, PlainDate] {
  if (occasion === 'first') return [postedOn, firstDay < today ? firstDay : today];
  return [lastDay, today < lastDay ? lastDay : today];
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
