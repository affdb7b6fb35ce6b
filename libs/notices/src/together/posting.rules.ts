import type { NoticeRecord } from '../posting/notice-record.js';

/** What keeps notices from hanging as one paper. */
export type WhyNotOneSheet = 'kind' | 'place' | 'day';

type OnSheet = Pick<NoticeRecord, 'kind' | 'place' | 'groupName' | 'postedOn' | 'firstDay' | 'lastDay'>;

const same = (notices: readonly OnSheet[], of: (notice: OnSheet) => unknown): boolean =>
  new Set(notices.map((notice) => JSON.stringify(of(notice)))).size <= 1;

/** One kind, one place and one period; a notice that is still to be posted has today's period. */
export function whyNotOneSheet(notices: readonly OnSheet[]): WhyNotOneSheet | undefined {
  if (!same(notices, ({ kind }) => kind)) return 'kind';
  if (!same(notices, ({ place, groupName }) => [place, groupName])) return 'place';
  const days = ({ postedOn, firstDay, lastDay }: OnSheet): unknown => [postedOn, firstDay, lastDay];
  return same(
    notices.filter(({ postedOn }) => postedOn !== null),
    days,
  )
    ? undefined
    : 'day';
}

/** Notices that hang in one place are one paper. */
export function sheetsOf<N extends OnSheet>(notices: readonly N[]): N[][] {
  const sheets = new Map<string, N[]>();
  for (const notice of notices) {
    const key = `${notice.place} ${notice.groupName ?? ''}`;
    sheets.set(key, [...(sheets.get(key) ?? []), notice]);
  }
  return [...sheets.values()];
}

export type LeftBecause = 'withdrawn' | 'objection-upheld';

/** Why a line of a sheet proves nothing any more; null: it hangs, or has been closed. */
export function leftBecause({ state, objections }: Pick<NoticeRecord, 'state' | 'objections'>): LeftBecause | null {
  if (objections.upheld > 0) return 'objection-upheld';
  return state === 'withdrawn' ? 'withdrawn' : null;
}

/** A photo of the sheet proves what still hangs on it. */
export const hangs = (notice: Pick<NoticeRecord, 'state' | 'objections'>): boolean =>
  notice.state === 'posted' && leftBecause(notice) === null;
