import type { WorkItem } from '../../../api/identification/application-work.js';
import { casesToPost, levelOf, sortedCases } from './own-cases.js';

const item = (id: string, daysLeft: number | null): WorkItem => ({ id, daysLeft, late: (daysLeft ?? 0) < 0 }) as WorkItem;

describe('the own list', () => {
  it('puts late cases first, then those due today, then the rest', () => {
    const { late, today, soon } = sortedCases([item('a', -3), item('b', -1), item('c', 0), item('d', 4), item('e', null)]);
    expect([late, today, soon].map((list) => list.map(({ id }) => id))).toEqual([['a', 'b'], ['c'], ['d', 'e']]);
  });

  it('gathers what waits for the same notice in one village, where it is several', () => {
    const waits = (id: string, step: string, villageCode: string) => ({ id, step, villageCode }) as WorkItem;
    const groups = casesToPost([
      waits('a', 'postGroupNotice', '360781102208'),
      waits('b', 'postVillageNotice', '360781102208'),
      waits('c', 'postGroupNotice', '360781102208'),
      waits('d', 'postGroupNotice', '360781102209'),
      waits('e', 'recheck', '360781102208'),
      waits('f', 'recheck', '360781102208'),
    ]);
    expect(groups.map(({ step, village, cases }) => [step, village, cases.map(({ id }) => id)])).toEqual([
      ['postGroupNotice', '360781102208', ['a', 'c']],
    ]);
  });

  it('knows the level of an office by its area', () => {
    expect(['360781', '360781102', '360781102208'].map(levelOf)).toEqual(['county', 'township', 'village']);
  });
});
