import { fireEvent, screen, waitFor } from '@testing-library/react';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { RoundPage } from './RoundPage.js';

const item = (applicationId: string, amountFen: number, cuts: readonly { by: string; amountFen: number; zh: string; en: string }[]) => ({
  ...{
    applicationId,
    headName: '刘春华',
    villageCode: '360781102208',
    productZh: '脐橙',
    quantity: 550,
    computedFen: 330_000,
    amountFen,
    cuts,
    earlierFen: 0,
    warnings: [{ zh: '同一产业项目不重复奖补：审批时须核实并说明理由', en: 'one product' }],
  },
  explanation: { zh: '5.50 亩 × 600.00 元 = 3,300.00 元', en: '5.50 mu' },
});
const round = {
  ...{
    id: null,
    number: 3,
    households: 2,
    granted: 1,
    refused: 1,
    waiting: 1,
    waitsFen: 500_000,
    computedFen: 660_000,
    amountFen: 300_000,
  },
  byCut: [{ by: 'productCap', applications: 1, amountFen: 30_000 }],
  leftOut: [
    {
      ...{ applicationId: 'a3', headName: '赖招娣', productZh: '蔬菜', isRest: false },
      why: { zh: '产业部门已更正该验收项目归户，不再是申请的农户', en: 'Industry has corrected whose project it is' },
      next: { zh: '请撤回或不予通过', en: 'it is withdrawn or rejected' },
      who: { zh: '村级经办人员、县级核定人员', en: 'village clerk, county officer' },
    },
  ],
  items: [
    item('a1', 300_000, [{ by: 'productCap', amountFen: 30_000, zh: '该项目每户每年最多补助 5.00 亩，超出部分核减 300.00 元', en: 'cut' }]),
    item('a2', 0, [{ by: 'belowMinimum', amountFen: 330_000, zh: '不足最低规模 2.00 亩，不予补助', en: 'cut' }]),
  ],
};
const scheme = { code: 'reward-2016', nameZh: '2016年办法', nameEn: 'scheme', isOpen: true };
const session = { ...officer, permissions: ['subsidy.read', 'subsidy.confirm'] };

describe('the bureau check', () => {
  let server: ReturnType<typeof recordedServer>;
  let preview: unknown = round;
  beforeEach(() => {
    preview = round;
    server = recordedServer(({ url }) => {
      if (url.endsWith('/subsidy-schemes')) return { body: { items: [scheme] } };
      if (url.endsWith('/preview')) return { body: preview };
      if (url.endsWith('/subsidy-rounds')) return { body: { ...round, id: 'r1' } };
      return undefined;
    });
  });
  afterEach(() => server.restore());

  it('says for every household how the amount comes about and which limit took what, before anything is decided', async () => {
    draw(<RoundPage />, { session });
    expect(await screen.findByText('该项目每户每年最多补助 5.00 亩，超出部分核减 300.00 元')).toBeTruthy();
    expect(screen.getByText('不足最低规模 2.00 亩，不予补助')).toBeTruthy();
    expect(screen.getAllByText('5.50 亩 × 600.00 元 = 3,300.00 元')).toHaveLength(2);
    expect(screen.getByText('1 件，5,000.00 元（超出每户每批上限，不作废）')).toBeTruthy();
    expect(server.sent.filter(({ url }) => url.endsWith('/subsidy-rounds'))).toEqual([]);
  });

  it('decides exactly what was looked at', async () => {
    draw(<RoundPage />, { session });
    fireEvent.click(await screen.findByRole('button', { name: '核定第 3 批' }));
    const [, confirm] = await waitFor(() => {
      const buttons = screen.getAllByRole('button', { name: '核定第 3 批' });
      expect(buttons).toHaveLength(2);
      return buttons;
    });
    fireEvent.click(confirm!);
    await waitFor(() => expect(server.sent.some(({ url }) => url.endsWith('/subsidy-rounds'))).toBe(true));
    const sent = server.sent.find(({ url }) => url.endsWith('/subsidy-rounds'));
    expect(JSON.parse(sent?.body ?? '')).toEqual({ schemeCode: 'reward-2016', applicationIds: ['a1', 'a2'] });
  });

  it('names what is left out, why, what to do and by whom, also when nothing else waits', async () => {
    draw(<RoundPage />, { session });
    const left = await screen.findByRole('region', { name: '未列入本批：1 件' });
    expect(left.textContent).toContain('产业部门已更正该验收项目归户，不再是申请的农户');
    expect(left.textContent).toContain('怎么办：请撤回或不予通过');
    expect(left.textContent).toContain('由谁办理：村级经办人员、县级核定人员');
    expect(screen.getByRole('link', { name: '赖招娣' }).getAttribute('href')).toContain('a3');
  });

  it('has nothing to press when nothing waits', async () => {
    preview = { ...round, items: [] };
    draw(<RoundPage />, { session });
    expect(await screen.findByText('没有待核定的申请')).toBeTruthy();
    expect(screen.getByRole('region', { name: '未列入本批：1 件' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /核定第/ })).toBeNull();
  });
});
