import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { PayeeInstitution } from '../../../api/finance/institutions.js';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { InstitutionsPage } from './InstitutionsPage.js';

const version = (id: string, parts: Partial<PayeeInstitution> = {}): PayeeInstitution => ({
  ...{
    id,
    number: 1,
    institutionId: 'i1',
    creditCode: '91350100M000100Y43',
    name: '示例财产保险',
    bankName: '工商银行',
    accountMasked: '***0018',
  },
  ...{ schemes: [{ code: 'criticalIllness', zh: '大病保险', en: 'critical illness insurance' }], validFrom: '2016-01-01', validTo: null },
  ...{ sourceDocument: '承办协议', reason: '中标', state: 'proposed', changes: [], sharedWith: 0, proposedByName: '钱思源', isOwn: false },
  ...{ decidedByName: null, refusal: null, ...parts },
});

describe('institutions that are paid', () => {
  let items: readonly PayeeInstitution[];
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    items = [
      version('v2', { accountMasked: '***0026', changes: ['account'], sharedWith: 1 }),
      version('v1', { state: 'confirmed', decidedByName: '孟审批' }),
    ];
    server = recordedServer(({ url }) => (url.includes('/payee-institutions') ? { body: { items } } : undefined));
  });
  afterEach(() => server.restore());
  const open = (permissions: string[]) => draw(<InstitutionsPage />, { session: { ...officer, permissions } });

  it('say what differs, who else has the account, and are confirmed by another person', async () => {
    open(['payment.read', 'payment.approve']);
    await screen.findByText('与现用的不同：账户');
    screen.getByText('另有 1 个收款人也用这个账号，请查明原因。');
    expect(screen.queryByRole('button', { name: '登记收款单位' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '已对照证明，确认' }));
    await waitFor(() => expect(server.sent.some(({ method, url }) => method === 'POST' && url.endsWith('/v2/confirm'))).toBe(true));
  });

  it('end earlier days only when the approver says so', async () => {
    server.restore();
    const refusal = { code: 'institution.earlier-days', title: '原来的一段时间将没有收款单位', detail: '…', next: '请勾选', status: 409 };
    server = recordedServer(({ method, body }) =>
      method === 'POST' && !body.includes('endsEarlierDays') ? { status: 409, body: refusal } : { body: { items } },
    );
    open(['payment.read', 'payment.approve']);
    fireEvent.click(await screen.findByRole('button', { name: '已对照证明，确认' }));
    fireEvent.click(await screen.findByRole('checkbox', { name: '这段时间不再付给该单位（原来登记错了）' }));
    fireEvent.click(screen.getByRole('button', { name: '已对照证明，确认' }));
    await waitFor(() =>
      expect(server.sent.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body))).toEqual([
        {},
        { endsEarlierDays: true },
      ]),
    );
  });

  it('are not confirmed by who entered them', async () => {
    items = [version('v1', { isOwn: true })];
    open(['payment.read', 'payment.approve']);
    await screen.findByText('由您登记，须由另一名资金审批人确认。');
    screen.getByText('新单位，请对照登记证书和开户证明核对全部内容。');
    expect(screen.queryByRole('button', { name: '已对照证明，确认' })).toBeNull();
  });

  it('are changed from what is in use; the account number is typed anew', async () => {
    items = [version('v1', { state: 'confirmed', decidedByName: '孟审批' })];
    open(['payment.read', 'payment-account.write']);
    fireEvent.click(await screen.findByRole('button', { name: /变\s*更/ }));
    expect(await screen.findByLabelText('统一社会信用代码')).toHaveProperty('value', '91350100M000100Y43');
    expect(screen.getByLabelText('账号')).toHaveProperty('value', '');
  });
});
