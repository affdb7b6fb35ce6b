import type { WorkItem } from '../../../api/identification/application-work.js';

export interface OwnCases {
  readonly late: readonly WorkItem[];
  readonly today: readonly WorkItem[];
  readonly soon: readonly WorkItem[];
}

/** Late first, then what is due today, then the rest; within each in the order of the server, the most urgent first. */
export function sortedCases(items: readonly WorkItem[]): OwnCases {
  return {
    late: items.filter(({ late }) => late),
    today: items.filter(({ late, daysLeft }) => !late && daysLeft === 0),
    soon: items.filter(({ late, daysLeft }) => !late && daysLeft !== 0),
  };
}

const POSTING = ['postGroupNotice', 'postVillageNotice', 'announce'] as const;

export interface CasesToPost {
  readonly step: (typeof POSTING)[number];
  readonly village: string;
  readonly cases: readonly WorkItem[];
}

/** Cases of one village that wait for the same notice, where they are several: one alone is posted on its page. */
export function casesToPost(items: readonly WorkItem[]): CasesToPost[] {
  return POSTING.flatMap((step) => {
    const waiting = items.filter((item) => item.step === step);
    const villages = [...new Set(waiting.map(({ villageCode }) => villageCode))];
    return villages.map((village) => ({ step, village, cases: waiting.filter(({ villageCode }) => villageCode === village) }));
  }).filter(({ cases }) => cases.length > 1);
}

export const levelOf = (area: string): 'village' | 'township' | 'county' =>
  area.length === 12 ? 'village' : area.length === 9 ? 'township' : 'county';
