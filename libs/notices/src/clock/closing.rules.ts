import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import type { WorkingDays } from '@jingzhun/policy';
import { daysLeft, type RunningPeriod } from './notice-clock.rules.js';
import type { NoticeState } from '../posting/notice-lifecycle.js';

export type ProofOccasion = 'first' | 'last';

/** What decides whether a notice may be closed. */
export interface ClosingFacts {
  readonly state: NoticeState;
  /** Null until it is posted. */
  readonly period: RunningPeriod | null;
  readonly proofs: readonly ProofOccasion[];
  readonly openObjections: number;
}

/** One thing that is still missing, in the words of the office. */
export interface Missing {
  readonly code: 'not-posted' | 'days-left' | 'proof-first' | 'proof-last' | 'open-objections';
  readonly count: number;
  readonly zh: string;
  readonly en: string;
}

/** Everything that keeps a notice from being closed, in the order in which it is done; empty: it may be closed. */
export function closingBlockedBy({ state, period, proofs, openObjections }: ClosingFacts, now: Date, calendar: WorkingDays): Missing[] {
  if (state === 'composed' || period === null) return [missing('not-posted', 1, '公示还没有张贴', 'the notice is not posted yet')];
  const found: Missing[] = [];
  if (!proofs.includes('first')) found.push(missing('proof-first', 1, '缺首日张贴照片', 'the photo of the first day is missing'));
  if (!proofs.includes('last')) found.push(missing('proof-last', 1, '缺末日张贴照片', 'the photo of the last day is missing'));
  const left = daysLeft(period, plainDateInShanghai(now), calendar);
  if (left > 0 && period.dayKind === 'calendar') found.push(missing('days-left', left, `还差 ${left} 天公示期`, `${left} day(s) are left`));
  if (left > 0 && period.dayKind === 'working')
    found.push(missing('days-left', left, `还差 ${left} 个工作日公示期`, `${left} working day(s) are left`));
  if (openObjections > 0)
    found.push(
      missing('open-objections', openObjections, `${openObjections} 条异议未答复`, `${openObjections} objection(s) are not answered`),
    );
  return found;
}

const missing = (code: Missing['code'], count: number, zh: string, en: string): Missing => ({ code, count, zh, en });

/** 还差 2 天公示期；1 条异议未答复 */
export const inWords = (list: readonly Missing[]): { zh: string; en: string } => ({
  zh: list.map(({ zh }) => zh).join('；'),
  en: list.map(({ en }) => en).join('; '),
});
