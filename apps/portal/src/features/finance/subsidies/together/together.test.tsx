import { fireEvent, screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { draw, officer } from '../../../../../test/drawn.js';
import { recordedServer } from '../../../../../test/recorded-server.js';
import { ProjectsPage } from './ProjectsPage.js';
import { TogetherPage } from './TogetherPage.js';

const project = (n: number, amountFen: number | null, parts: object = {}) => ({
  ...{ claimId: `c${n}`, householdNumber: `H${n}`, headName: `赖金生${n}`, villageCode: '360781102208', product: 'navelOrange' },
  ...{
    productZh: '脐橙',
    stage: 1,
    quantity: 550,
    unit: 'centiMu',
    acceptedOn: '2015-11-20',
    document: '瑞果验〔2015〕12号',
    obstacles: [],
  },
  forecast:
    amountFen === null
      ? null
      : { amountFen, computedFen: 330_000, cuts: [], explanation: { zh: '5.50 亩 × 600.00 元 = 3,300.00 元', en: '5.50 mu' } },
  ...parts,
});
const against = { code: 'unit', zh: '验收的单位与办法不同', en: 'unit' };
const preview = {
  ...{ isMore: false, fit: 3, households: 3, computedFen: 990_000, amountFen: 630_000 },
  items: [project(1, 330_000), project(2, 300_000), project(3, 0), project(4, null, { obstacles: [against] })],
};
const scheme = {
  code: 'reward-2016',
  nameZh: '2016年办法',
  nameEn: 'scheme',
  isOpen: true,
  products: [{ product: 'navelOrange', nameZh: '脐橙' }],
};
const waiting = (n: number, reasons: object[] = []) => ({
  ...{ id: `a${n}`, householdNumber: `H${n}`, headName: `赖金生${n}`, villageCode: '360781102208', productZh: '脐橙', unit: 'centiMu' },
  ...{ quantity: 550, acceptedQuantity: 550, parcel: '屋背坑', amountFen: 300_000, version: n, against: reasons },
});

/** A list that shows only what is in sight needs a height; nothing here has one. */
function withHeight(): () => void {
  const before = Object.getOwnPropertyDescriptor(Element.prototype, 'clientHeight') as PropertyDescriptor;
  Object.defineProperty(Element.prototype, 'clientHeight', { configurable: true, value: 600 });
  return () => Object.defineProperty(Element.prototype, 'clientHeight', before);
}

describe('many at once', () => {
  let restore: () => void;
  beforeAll(() => {
    restore = withHeight();
  });
  afterAll(() => restore());

  let server: ReturnType<typeof recordedServer>;
  let findings: object[] = [];
  beforeEach(() => {
    findings = [];
    server = recordedServer(({ url, body }) => {
      if (url.includes('/divisions')) return { body: { items: [] } };
      if (url.endsWith('/subsidy-schemes')) return { body: { items: [scheme] } };
      if (url.endsWith('/subsidy-projects/preview'))
        return { body: body?.includes('claimIds') ? { ...preview, households: 1, computedFen: 330_000, amountFen: 330_000 } : preview };
      if (url.endsWith('/subsidy-projects/applications')) return { body: { applications: 1, households: 1 } };
      if (url.includes('/subsidy-work/approve'))
        return {
          body: {
            ...{ step: 'approve', mayDo: true, isMore: false, ready: 2, amountFen: 600_000 },
            items: [waiting(1), waiting(2), waiting(3, [{ code: 'no-open-objection', zh: '有 1 条异议未答复', en: 'objection' }])],
          },
        };
      if (url.endsWith('/benefit-overlaps/preview')) return { body: { findings, sources: [], digest: 'd' } };
      if (url.endsWith('/subsidy-applications/steps')) return { body: { items: [] } };
      return undefined;
    });
  });
  afterEach(() => server.restore());
  const sent = (path: string) => server.sent.filter(({ url }) => url.endsWith(path)).map(({ body }) => JSON.parse(body ?? '') as unknown);
  const checkbox = (name: RegExp | string) => screen.getByRole<HTMLInputElement>('checkbox', { name });

  it('accepted projects: each says what it would get and why it cannot; what is chosen is summed again and sent once', async () => {
    draw(<ProjectsPage />, { session: { ...officer, permissions: ['subsidy.read', 'subsidy.write'] } });
    expect(await screen.findByText('须逐件办理：验收的单位与办法不同')).toBeTruthy();
    expect(screen.getByText('按目前的限额没有可补助的金额，未自动选中')).toBeTruthy();
    expect([1, 2, 3, 4].map((n) => checkbox(`选择 赖金生${n}`).checked)).toEqual([true, true, false, false]);
    expect(checkbox('选择 赖金生4').disabled).toBe(true);
    fireEvent.click(checkbox('选择 赖金生2'));
    fireEvent.click(screen.getByRole('button', { name: '申请所选 1 项' }));
    const confirm = await screen.findByRole<HTMLButtonElement>('button', { name: '确认提交' });
    await waitFor(() => expect(confirm.disabled).toBe(false));
    expect(sent('/preview').at(-1)).toEqual({ schemeCode: 'reward-2016', claimIds: ['c1'] });
    fireEvent.click(confirm);
    await waitFor(() => expect(sent('/applications')).toEqual([{ schemeCode: 'reward-2016', claimIds: ['c1'] }]));
  });

  it('approvals: what may overlap is left for one by one, and what is confirmed is what is sent', async () => {
    findings = [
      {
        ...{ rule: 'overlap.relocationCap', name: { zh: '每户合计上限', en: 'cap' }, effect: 'warn', limit: 'purpose', overFen: 0 },
        ...{ source: 'article', sourceZh: '报道', certainty: 'U', next: { zh: '请向经办人核实。', en: 'Ask.' } },
        household: { number: 'H1', headName: '赖金生1', villageCode: '360781102208' },
        benefits: [{ id: 'a1', kind: 'rewardSubsidy', about: { zh: '脐橙', en: 'oranges' }, amountFen: 300_000, on: null }],
      },
    ];
    draw(
      <Routes>
        <Route path="/finance/subsidies/together/:step" element={<TogetherPage />} />
      </Routes>,
      { at: '/finance/subsidies/together/approve', session: { ...officer, permissions: ['subsidy.read', 'subsidy.approve'] } },
    );
    fireEvent.click(await screen.findByRole('button', { name: '批准所选 2 件' }));
    const confirm = await screen.findByRole('button', { name: '批准其余 1 件' });
    expect(screen.getByText('共 1 件。').parentElement?.textContent).toBe('赖金生2 共 1 件。');
    fireEvent.click(confirm);
    await waitFor(() => expect(sent('/subsidy-applications/steps')).toEqual([{ step: 'approve', cases: [{ id: 'a2', version: 2 }] }]));
  });

  it('approvals: what nothing speaks against is chosen, on the versions that were looked at', async () => {
    draw(
      <Routes>
        <Route path="/finance/subsidies/together/:step" element={<TogetherPage />} />
      </Routes>,
      { at: '/finance/subsidies/together/approve', session: { ...officer, permissions: ['subsidy.read', 'subsidy.approve'] } },
    );
    expect(await screen.findByText('须逐件办理：有 1 条异议未答复')).toBeTruthy();
    fireEvent.click(checkbox('全选可以一并办理的 2 项'));
    fireEvent.click(checkbox('全选可以一并办理的 2 项'));
    expect(checkbox('选择 赖金生3').checked).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: '批准所选 2 件' }));
    const confirm = await screen.findByRole<HTMLButtonElement>('button', { name: /^确\s?认/ });
    await waitFor(() => expect(confirm.disabled).toBe(false));
    fireEvent.click(confirm);
    await waitFor(() =>
      expect(sent('/steps')).toEqual([
        {
          step: 'approve',
          cases: [
            { id: 'a1', version: 1 },
            { id: 'a2', version: 2 },
          ],
        },
      ]),
    );
  });
});
