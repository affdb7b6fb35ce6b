import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import type { WorkingDays } from '@jingzhun/policy';
import { daysLeft, type NoticePeriod, type RunningPeriod } from './notice-clock.rules.js';
import { proofDays, proofStage, type ProofStage } from './proof-window.rules.js';
import type { NoticeState } from '../posting/notice-lifecycle.js';

export type ProofOccasion = 'first' | 'last';

/** What decides whether a notice may be closed. */
export interface ClosingFacts {
  readonly state: NoticeState;
  /** Null until it is posted. */
  readonly period: (RunningPeriod & Pick<NoticePeriod, 'postedOn'>) | null;
  readonly proofs: readonly ProofOccasion[];
  readonly openObjections: number;
}

/** One thing that is still missing, in the words of the office. */
export interface Missing {
  readonly code: 'not-posted' | 'days-left' | 'proof-first' | 'proof-last' | 'open-objections';
  readonly count: number;
  /** Of a photo. */
  readonly stage: ProofStage | null;
  readonly zh: string;
  readonly en: string;
}

/** Everything that keeps a notice from being closed, in the order in which it is done; empty: it may be closed. */
export function closingBlockedBy({ state, period, proofs, openObjections }: ClosingFacts, now: Date, calendar: WorkingDays): Missing[] {
  if (state === 'composed' || period === null) return [missing('not-posted', 1, '公示还没有张贴', 'the notice is not posted yet')];
  const found: Missing[] = [];
  const today = plainDateInShanghai(now);
  for (const occasion of OCCASIONS) if (!proofs.includes(occasion)) found.push(missingPhoto(period, occasion, today));
  const left = daysLeft(period, today, calendar);
  if (left > 0 && period.dayKind === 'calendar') found.push(missing('days-left', left, `还差 ${left} 天公示期`, `${left} day(s) are left`));
  if (left > 0 && period.dayKind === 'working')
    found.push(missing('days-left', left, `还差 ${left} 个工作日公示期`, `${left} working day(s) are left`));
  if (openObjections > 0)
    found.push(
      missing('open-objections', openObjections, `${openObjections} 条异议未答复`, `${openObjections} objection(s) are not answered`),
    );
  return found;
}

const OCCASIONS: readonly ProofOccasion[] = ['first', 'last'];
const PHOTO: Record<ProofOccasion, { zh: string; en: string }> = {
  first: { zh: '首日张贴照片', en: 'the photo of the first day' },
  last: { zh: '末日张贴照片', en: 'the photo of the last day' },
};

/** Of a day that has not come nobody says that it is missing; of one that is over nobody asks to photograph it. */
function missingPhoto(period: Pick<NoticePeriod, 'postedOn' | 'lastDay'>, occasion: ProofOccasion, today: PlainDate): Missing {
  const stage = proofStage(period, occasion, today);
  const { zh, en } = photoWords(period, occasion, stage);
  return { ...missing(`proof-${occasion}`, 1, zh, en), stage };
}

/** Said alike on the notice, on its sheet and on the case. */
export function photoWords(
  period: Pick<NoticePeriod, 'postedOn' | 'lastDay'>,
  occasion: ProofOccasion,
  stage: ProofStage,
): { zh: string; en: string } {
  const { zh, en } = PHOTO[occasion];
  const [from, to] = proofDays(period, occasion);
  if (stage === 'later') return { zh: `${zh} ${from} 起上传`, en: `${en} is handed in from ${from} on` };
  if (stage === 'open') return { zh: `缺${zh}`, en: `${en} is missing` };
  return {
    zh: `${zh}已错过（应在 ${from} 至 ${to} 拍摄）：没有当天所拍照片的，须撤下重贴`,
    en: `${en} was missed (taken from ${from} to ${to}): where there is none, the notice is taken down and posted again`,
  };
}

const missing = (code: Missing['code'], count: number, zh: string, en: string): Missing => ({ code, count, stage: null, zh, en });

/** 还差 2 天公示期；1 条异议未答复 */
export const inWords = (list: readonly Missing[]): { zh: string; en: string } => ({
  zh: list.map(({ zh }) => zh).join('；'),
  en: list.map(({ en }) => en).join('; '),
});
