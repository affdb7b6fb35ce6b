import { screen, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import type { RegisterImport } from '../../../api/identification/registers.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { RegisterImportPage } from './RegisterImportPage.js';

const taken: RegisterImport = {
  id: 'e1',
  kind: 'police',
  asOf: '2016-02-20',
  authority: '市公安局',
  sourceDocument: '函3号',
  fileName: '处罚.xlsx',
  state: 'taken',
  counts: { rows: 10, matched: 2, unsure: 1, unmatched: 6, refused: 1, other: 0 },
  ignoredTitles: ['备注'],
  failure: null,
  importedBy: { id: 'a1', name: '潘若水' },
  importedAt: '2016-03-01T01:00:00Z',
  withdrawn: null,
  factsDeletedAt: null,
};

describe('the report of an extract', () => {
  let server: ReturnType<typeof recordedServer>;
  let extract: RegisterImport;
  beforeEach(() => {
    server = recordedServer(({ url }) => {
      if (url.includes('/refusals')) {
        const cell = { row: 4, column: 'B', columnTitle: '证件号码', valueMasked: null, code: 'x', reason: '位数不对。', next: '请核对。' };
        return { body: { items: [cell], nextCursor: null } };
      }
      return url.endsWith('/register-imports/e1') ? { body: extract } : undefined;
    });
  });
  afterEach(() => server.restore());
  const drawn = () =>
    draw(
      <Routes>
        <Route path="/identification/registers/:id" element={<RegisterImportPage />} />
      </Routes>,
      { at: '/identification/registers/e1', session: { ...officer, permissions: ['register.import', 'screening.confirm'] } },
    );

  it('accounts for every row and leads to what a person has to decide', async () => {
    extract = taken;
    drawn();
    await screen.findByText('已匹配');
    const values = [...document.querySelectorAll('.big-value')].map(({ textContent }) => parseInt(textContent ?? '', 10));
    expect(values).toEqual([10, 2, 1, 6, 1]);
    expect(screen.getByRole('link', { name: '去复核' }).getAttribute('href')).toBe('/identification/register-matches?kind=police');
    expect(screen.getByText('没有用到的列：备注。')).toBeTruthy();
  });

  it('shows no value of a sensitive register in its refusals', async () => {
    extract = taken;
    drawn();
    const table = await screen.findByRole('region', { name: '有误的行' });
    await within(table).findByText('不显示');
    expect(within(table).getByText('请核对。')).toBeTruthy();
  });

  it('of a file that cannot be used says what is wrong and what to do', async () => {
    extract = {
      ...taken,
      state: 'failed',
      counts: {},
      failure: { code: 'c', title: '缺少列', detail: '没有“处罚事由”列。', next: '请补上该列后重新上传。' },
    };
    drawn();
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('没有“处罚事由”列。');
    expect(alert.textContent).toContain('怎么办：请补上该列后重新上传。');
    expect(within(alert).getByRole('link', { name: '重新上传' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: '撤回这批数据' })).toBeNull();
  });
});
