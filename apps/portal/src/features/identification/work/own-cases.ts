import type { CaseRow, CaseState } from '../../../api/identification/applications.js';

/** States whose next step is taken by a level of office; the table of the steps says the same on each case's page. */
const turnOf: Readonly<Record<'village' | 'township' | 'county', readonly CaseState[]>> = {
  village: [
    'draft',
    'applied',
    'groupAppraised',
    'groupNoticePosted',
    'groupNoticeClosed',
    'assemblyPassed',
    'villageNoticePosted',
    'countyExamined',
  ],
  township: ['villageNoticeClosed', 'announced'],
  county: ['townshipChecked'],
};

export const levelOf = (area: string): 'village' | 'township' | 'county' =>
  area.length === 12 ? 'village' : area.length === 9 ? 'township' : 'county';

export const statesOf = (area: string): readonly CaseState[] => turnOf[levelOf(area)];

export interface OwnCases {
  readonly late: readonly CaseRow[];
  readonly today: readonly CaseRow[];
  readonly soon: readonly CaseRow[];
  /** On the board: nothing to do but wait, or somebody else's turn. */
  readonly waiting: readonly CaseRow[];
}

const hangs: readonly CaseState[] = ['groupNoticePosted', 'villageNoticePosted'];
const byDue = (a: CaseRow, b: CaseRow): number => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999');

/** Late first, then what is due today, then the rest of what is one's own turn, the nearest day first. */
export function sortedCases(rows: readonly CaseRow[], area: string, today: string | undefined): OwnCases {
  const own = statesOf(area);
  const mine = rows.filter(({ state }) => own.includes(state) && !hangs.includes(state)).sort(byDue);
  return {
    late: mine.filter(({ late }) => late),
    today: mine.filter(({ late, dueOn }) => !late && dueOn !== null && dueOn === today),
    soon: mine.filter(({ late, dueOn }) => !late && (dueOn === null || dueOn !== today)),
    waiting: rows.filter(({ state }) => !own.includes(state) || hangs.includes(state)).sort(byDue),
  };
}
