import type { CaseRow, CaseState } from '../../../api/identification/applications.js';
import { sortedCases, statesOf } from './own-cases.js';

const row = (id: string, state: CaseState, dueOn: string | null, late = false): CaseRow => ({ id, state, dueOn, late }) as CaseRow;

describe('the own list', () => {
  it('puts late cases first, then those due today, then the rest by their day', () => {
    const rows = [
      row('later', 'applied', '2016-03-20'),
      row('late', 'groupAppraised', '2016-02-20', true),
      row('today', 'assemblyPassed', '2016-03-01'),
      row('draft', 'draft', null),
      row('sooner', 'groupNoticeClosed', '2016-03-05'),
      row('hangs', 'groupNoticePosted', null),
      row('township', 'villageNoticeClosed', '2016-03-01'),
    ];
    const sorted = sortedCases(rows, '360781102208', '2016-03-01');
    const ids = (list: readonly CaseRow[]) => list.map(({ id }) => id);
    expect([ids(sorted.late), ids(sorted.today), ids(sorted.soon), ids(sorted.waiting)]).toEqual([
      ['late'],
      ['today'],
      ['sooner', 'later', 'draft'],
      ['township', 'hangs'],
    ]);
  });

  it('is another one for the township and the county', () => {
    expect(statesOf('360781102')).toEqual(['villageNoticeClosed', 'announced']);
    expect(statesOf('360781')).toEqual(['townshipChecked']);
  });
});
