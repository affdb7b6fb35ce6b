import type { WorkItem } from '../../../api/identification/application-work.js';
import { levelOf, sortedCases } from './own-cases.js';

const item = (id: string, daysLeft: number | null): WorkItem => ({ id, daysLeft, late: (daysLeft ?? 0) < 0 }) as WorkItem;

describe('the own list', () => {
  it('puts late cases first, then those due today, then the rest', () => {
    const { late, today, soon } = sortedCases([item('a', -3), item('b', -1), item('c', 0), item('d', 4), item('e', null)]);
    expect([late, today, soon].map((list) => list.map(({ id }) => id))).toEqual([['a', 'b'], ['c'], ['d', 'e']]);
  });

  it('knows the level of an office by its area', () => {
    expect(['360781', '360781102', '360781102208'].map(levelOf)).toEqual(['county', 'township', 'village']);
  });
});
