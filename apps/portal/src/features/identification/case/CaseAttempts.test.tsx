import { screen, within } from '@testing-library/react';
import { draw } from '../../../../test/drawn.js';
import type { Case, CaseAttempt } from '../../../api/identification/applications.js';
import { CaseAttempts } from './CaseAttempts.js';

const attempt = (parts: Partial<CaseAttempt>): CaseAttempt => ({
  ...{ id: 'c1', kind: 'registration', state: 'withdrawn', headName: '朱秋生', appliedOn: '2016-03-01', endedOn: '2016-03-05' },
  ...{ reason: '户主外出务工', samePersons: 2, sameHousehold: false, when: 'earlier' },
  ...parts,
});
const drawn = (attempts: readonly CaseAttempt[]) => draw(<CaseAttempts record={{ attempts } as Case} />);

describe('other cases of the same household', () => {
  it('leads to what was asked before and after, with its end and its reason', () => {
    drawn([attempt({}), attempt({ id: 'c2', state: 'applied', when: 'later', appliedOn: '2016-05-02', endedOn: null, reason: null })]);
    const [before, after] = within(screen.getByRole('region', { name: '同一户的其他申请' })).getAllByRole('listitem');
    expect(before?.textContent).toBe('此前于 2016-03-01 申请纳入（朱秋生 户）已撤回 · 2016-03-05 结束 · 有 2 名成员相同原因：户主外出务工');
    expect(
      within(before as HTMLElement)
        .getByRole('link')
        .getAttribute('href'),
    ).toBe('/identification/cases/c1');
    expect(after?.textContent).toBe('此后于 2016-05-02 申请纳入（朱秋生 户）已申请，待小组评议 · 有 2 名成员相同');
  });

  it('is not there when there is no other', () => {
    drawn([]);
    expect(screen.queryByRole('region')).toBeNull();
  });
});
