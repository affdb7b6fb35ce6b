import { screen } from '@testing-library/react';
import { draw } from '../../../../test/drawn.js';
import type { CheckedNeed } from '../../../api/identification/applications.js';
import { Checklist } from './Checklist.js';

const noSample = (code: string): CheckedNeed => ({
  code,
  met: false,
  by: 'township',
  zh: '尚未抽样：请对名单抽样',
  en: 'No sample is drawn',
});
const met = (code: string, zh: string): CheckedNeed => ({ code, met: true, by: 'village', zh, en: zh });

describe('what a step needs', () => {
  it('names a missing thing once, however many needs lack it, and first', () => {
    draw(
      <Checklist needs={[met('formSigned', '签字有效'), noSample('sampleDrawn'), noSample('sampleVisited'), noSample('sampleAgrees')]} />,
    );
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('尚未抽样：请对名单抽样'),
      expect.stringContaining('签字有效'),
    ]);
  });

  it('keeps what is met, also where two needs are worded alike', () => {
    draw(<Checklist needs={[met('one', '已说明'), met('two', '已说明')]} />);
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
  });
});
