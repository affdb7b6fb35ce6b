import { fireEvent, screen, waitFor } from '@testing-library/react';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { SchemeFormPage } from './SchemeFormPage.js';

const fund = {
  ...{ code: 'industry-2016', year: 2016, nameZh: '2016年产业扶贫资金', nameEn: 'industry fund', purpose: 'industry' },
  ...{ pays: ['rewardSubsidy'], promisedFor: [] },
  ...{ amountFen: 1, allottedFen: 0, committedFen: 0, spentFen: 0 },
};

describe('a new scheme', () => {
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    server = recordedServer(({ method, url }) => {
      if (url.includes('/budget/funds')) return { body: { items: [fund] } };
      // the way on is the router's; here it stays where the words are
      if (method === 'POST')
        return { status: 422, body: { title: '补助上限超过县级政策', next: '请按政策参数填写。', code: 'x', status: 422 } };
      if (url.includes('/subsidy-schemes')) return { body: { items: [] } };
      return undefined;
    });
  });
  afterEach(() => server.restore());

  it('is the document as a table: a known product brings its rates, they may be changed', async () => {
    draw(<SchemeFormPage />, {
      at: '/finance/subsidy-schemes/new',
      session: { ...officer, permissions: ['subsidy.read', 'budget.read', 'budget.write'] },
    });
    const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
    await screen.findByLabelText('办法名称');
    type('办法名称', '2016年奖补办法');
    fireEvent.mouseDown(screen.getByRole('combobox', { name: '项目名称' }));
    fireEvent.click(await screen.findByText('脐橙', { selector: '.ant-select-item-option-content' }));
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('标准（第一年）').value).toBe('600.00'));
    type('标准（第一年）', '650');
    type('依据文件', '瑞府发〔2016〕3号');
    fireEvent.click(screen.getByRole('button', { name: '登记并公布' }));
    await waitFor(() => expect(server.sent.some(({ method }) => method === 'POST')).toBe(true));
    expect(JSON.parse(server.sent.find(({ method }) => method === 'POST')?.body ?? '{}')).toMatchObject({
      code: 'reward-2016',
      fundCode: 'industry-2016',
      householdCapFen: 1_000_000,
      products: [{ product: 'navelOrange', unit: 'centiMu', minimum: 200, ratesFen: [65_000, 20_000, 20_000], capQuantity: 500 }],
      evidence: [{ code: 'landRight', at: 'application', atLeast: 1 }],
      certainty: 'L',
    });
    expect(await screen.findByText('请按政策参数填写。')).toBeTruthy();
  });
});
