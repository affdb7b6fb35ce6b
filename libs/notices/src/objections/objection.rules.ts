import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { isRunning } from '../clock/notice-clock.rules.js';
import { isPosted, type NoticeRecord } from '../posting/notice-record.js';
import { ANSWERS, type AnswerCode } from './answers.js';
import type { ObjectionEffect, ObjectionVia } from './objection-record.js';
import { AnswerDoesNotFit, NoSuchReturnStep, ObjectionPeriodOver, OwnNotice, ReceivedOutsidePeriod } from './objection.errors.js';

/** More open ones than this are work for a person to go through, not for a form to add to. */
export const MOST_OPEN = 500;

/** What one notice takes from the web in an hour, from wherever: a whole village may object, a script may not. */
export const OBJECTIONS_AN_HOUR = 60;

/**
 * Whether an objection that came in on a day is taken. The web takes it while the notice runs; a paper or a call that came in time is
 * taken later as well, even after closing: that it lay in an office is not the objector's fault. Nor is it that the notice was taken down
 * meanwhile: until that day it could be read.
 * @throws ObjectionPeriodOver, ReceivedOutsidePeriod
 */
export function assertInTime(notice: NoticeRecord, via: ObjectionVia, receivedOn: PlainDate, today: PlainDate): void {
  if (!isPosted(notice)) throw new ObjectionPeriodOver();
  if (via === 'web') {
    if (notice.state !== 'posted' || !isRunning(notice, today)) throw new ObjectionPeriodOver();
    return;
  }
  const { postedOn, lastDay, withdrawn } = notice;
  const takenDownOn = withdrawn ? plainDateInShanghai(withdrawn.at) : lastDay;
  const until = takenDownOn < lastDay ? takenDownOn : lastDay;
  if (receivedOn < postedOn || receivedOn > until || receivedOn > today) throw new ReceivedOutsidePeriod(postedOn, until);
}

export type Outcome = { outcome: 'dismissed'; effect: null } | { outcome: 'upheld'; effect: ObjectionEffect };

/** @throws OwnNotice, AnswerDoesNotFit, NoSuchReturnStep */
export function assertDecidable(
  notice: NoticeRecord,
  investigatorId: string,
  { outcome, effect }: Outcome,
  answer: AnswerCode,
  steps: readonly { code: string; zh: string; en: string }[],
): void {
  if (notice.posted?.by === investigatorId) throw new OwnNotice();
  if (ANSWERS[answer].outcome !== outcome) throw new AnswerDoesNotFit();
  if (effect?.kind === 'return' && !steps.some(({ code }) => code === effect.step)) throw new NoSuchReturnStep(steps);
}
