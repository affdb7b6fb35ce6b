import { get } from '../request.js';

interface Both {
  readonly zh: string;
  readonly en: string;
}

export interface NoticeTask {
  readonly id: string;
  readonly what: 'proof-first' | 'proof-last' | 'close' | 'answer-objection';
  readonly title: Both;
  readonly level: 'village' | 'township' | 'county';
  readonly noticeId: string;
  readonly noticeTitle: Both;
  readonly objectionId: string | null;
  readonly place: string;
  readonly placeNames: readonly string[];
  readonly groupName: string | null;
  readonly dueOn: string;
  readonly daysLate: number;
}

export interface NoticeTasks {
  readonly items: readonly NoticeTask[];
  readonly counts: { readonly late: number; readonly today: number; readonly later: number };
}

export const readNoticeTasks = (
  department: string,
  query: { level?: NoticeTask['level'] | undefined; when?: 'late' | 'due' | 'all' },
  signal?: AbortSignal,
) => get<NoticeTasks>(`/api/${department}/v1/notice-tasks`, { ...query, limit: 50 }, signal);
