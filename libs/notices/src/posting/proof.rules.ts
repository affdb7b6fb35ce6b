import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import type { AttachmentRef } from '@jingzhun/evidence';
import type { ProofOccasion } from '../clock/closing.rules.js';
import type { NoticePeriod } from '../clock/notice-clock.rules.js';
import { ProofIsNoPhoto, ProofTakenOnOtherDay } from './notice.errors.js';

/**
 * The days on which a photo proves what it should. The first one is taken from the posting to the end of the next day, also where the
 * first counted day comes later, after holidays; the last one on the last counted day or the day after, before it is taken down.
 */
export function proofWindow({ postedOn, lastDay }: NoticePeriod, occasion: ProofOccasion, today: PlainDate): [PlainDate, PlainDate] {
  const dayAfter = addDays(occasion === 'first' ? postedOn : lastDay, 1);
  const until = dayAfter < today ? dayAfter : today;
  return occasion === 'first' ? [postedOn, until] : [lastDay, today < lastDay ? lastDay : until];
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
