import { screen } from '@testing-library/react';
import type { Correction } from '../../../api/identification/corrections.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { CorrectionItem } from './CorrectionItem.js';

const proposal: Correction = {
  id: 'c1',
  householdId: 'h1',
  headName: '刘水生',
  villageCode: '360781102208',
  kind: 'income',
  shown: [{ field: 'incomes.2015.transferFen', before: 250_800, after: 370_800 }],
  reason: '漏记生态补偿金',
  validFrom: '2015-12-31',
  sourceDocument: null,
  status: 'proposed',
  proposedBy: { id: 'somebody-else', name: '李强' },
  proposedAt: '2016-05-03T01:20:00Z',
  decidedBy: null,
  decidedAt: null,
  decisionReason: null,
  householdVersion: 3,
  currentVersion: 3,
};
const button = (name: RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });

describe('a proposed correction', () => {
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    server = recordedServer(() => undefined);
  });
  afterEach(() => server.restore());

  it('can be decided by another person', () => {
    draw(<CorrectionItem correction={proposal} />);
    expect(button(/通\s?过/).disabled).toBe(false);
    expect(screen.getByText('3,708.00 元')).toBeTruthy();
  });

  it('cannot be decided by its maker, and says so before the button is pressed', () => {
    draw(<CorrectionItem correction={{ ...proposal, proposedBy: { id: officer.account.id, name: officer.account.name } }} />);
    expect(button(/通\s?过/).disabled).toBe(true);
    expect(button(/退\s?回/).disabled).toBe(true);
    const why = document.getElementById(button(/通\s?过/).getAttribute('aria-describedby') ?? '');
    expect(why?.textContent).toContain('须由另一人审核');
    expect(button(/撤\s?回/).disabled).toBe(false);
  });

  it('asks to compare first when the household has changed since', () => {
    draw(<CorrectionItem correction={{ ...proposal, currentVersion: 4 }} />);
    expect(button(/通\s?过/).disabled).toBe(true);
    expect(screen.getByText(/第 3 版 → 第 4 版/)).toBeTruthy();
  });
});
