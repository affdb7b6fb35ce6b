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

export const levelOf = (area: string): 'village' | 'township' | 'county' =>
  area.length === 12 ? 'village' : area.length === 9 ? 'township' : 'county';
