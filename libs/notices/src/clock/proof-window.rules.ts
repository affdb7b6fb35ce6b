import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import type { ProofOccasion } from './closing.rules.js';
import type { NoticePeriod } from './notice-clock.rules.js';

type Period = Pick<NoticePeriod, 'postedOn' | 'lastDay'>;

const opens = ({ postedOn, lastDay }: Period, occasion: ProofOccasion): PlainDate => (occasion === 'first' ? postedOn : lastDay);

/**
 * The days on which a photo proves what it should. The first one is taken from the posting to the end of the next day, also where the
 * first counted day comes later, after holidays; the last one on the last counted day or the day after, before it is taken down.
 */
export function proofDays(period: Period, occasion: ProofOccasion): [PlainDate, PlainDate] {
  const from = opens(period, occasion);
  return [from, addDays(from, 1)];
}

/** later: its day has not come; open: a photo taken today counts; missed: only a picture that says it was taken in time still counts. */
export type ProofStage = 'later' | 'open' | 'missed';

export function proofStage(period: Period, occasion: ProofOccasion, today: PlainDate): ProofStage {
  const [from, to] = proofDays(period, occasion);
  if (today < from) return 'later';
  return today <= to ? 'open' : 'missed';
}
