import { fireEvent, screen, waitFor } from '@testing-library/react';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { AccountListPanel } from './AccountListPanel.js';

describe("the bank's list of accounts", () => {
  let refuse = false;
  let server: ReturnType<typeof recordedServer>;
  beforeEach(() => {
    refuse = false;
    server = recordedServer(({ method, url }) => {
      if (method !== 'POST' || !url.endsWith('/payment-accounts/lists')) return undefined;
      if (!refuse) return { body: { rows: 3, recorded: 1, changed: 1, unchanged: 1 } };
      return {
        status: 422,
        body: {
          title: '账户名单未接收',
          detail: '名单有 1 处问题，整份未接收，没有任何账户被改动。',
          next: '请逐一改正后，重新上传整份名单。',
          code: 'payment.account-list-refused',
          status: 422,
          problems: [
            { pointer: '/rows/5/headName', code: 'listed-household.head-differs', detail: '第5行“户主姓名”：与户册中的户主姓名不一致。' },
          ],
        },
      };
    });
    draw(<AccountListPanel />, { session: { ...officer, permissions: ['payment-account.write'] } });
  });
  afterEach(() => server.restore());
  const choose = () => fireEvent.change(screen.getByLabelText('导入银行账户名单'), { target: { files: [new File(['x'], '名单.xlsx')] } });

  it('says what it changed', async () => {
    choose();
    await screen.findByText('名单共 3 户：新登记 1 户，更换账户 1 户，未变 1 户。');
  });

  it('says each wrong row and what to do', async () => {
    refuse = true;
    choose();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('账户名单未接收'));
    screen.getByText('第5行“户主姓名”：与户册中的户主姓名不一致。');
    expect(screen.getByRole('alert').textContent).toContain('重新上传整份名单');
  });
});
