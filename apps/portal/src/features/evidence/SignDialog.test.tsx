import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { draw } from '../../../test/drawn.js';
import { recordedServer } from '../../../test/recorded-server.js';
import { Problem } from '../../api/problem.js';
import { SignDialog } from './SignDialog.js';

const DIGEST = '0123456789abcdef'.repeat(4);
const refused = (code: string, title: string) => ({ status: 403, body: { code, title, detail: '说明', next: '请重新输入。' } });

describe('the dialog that signs', () => {
  let server: ReturnType<typeof recordedServer>;
  let answer: { status?: number; body: unknown };
  let secondFactor: boolean;
  let proofs: string[];
  beforeEach(() => {
    answer = { body: { proof: 'a.b.c', expiresAt: '2016-05-03T01:22:00Z' } };
    secondFactor = false;
    proofs = [];
    server = recordedServer(({ url }) => (url.endsWith('/me') ? { body: { userName: 'wang.fang', secondFactor } } : answer));
  });
  afterEach(() => server.restore());

  const shown = (problem?: Problem) =>
    draw(
      <SignDialog
        title="组评议结果"
        meaning="同意该户进入公示"
        digest={DIGEST}
        isPending={false}
        problem={problem}
        onSigned={(proof) => proofs.push(proof)}
        onClose={() => undefined}
      >
        <p>参会 21 人，同意 18 票</p>
      </SignDialog>,
    );
  const sign = async (password: string, code?: string) => {
    fireEvent.change(screen.getByLabelText('登录密码'), { target: { value: password } });
    if (code !== undefined) fireEvent.change(screen.getByLabelText(/动态码/), { target: { value: code } });
    await act(async () => fireEvent.click(screen.getByRole('button', { name: '签名并办理' })));
  };
  const asked = () => server.sent.filter(({ url }) => url.endsWith('/signing-proofs'));

  it('says in words what is signed, by whom, and a digest short enough to compare', () => {
    shown();
    const dialog = screen.getByRole('dialog');
    expect(dialog.textContent).toContain('同意该户进入公示');
    expect(dialog.textContent).toContain('王芳');
    expect(dialog.textContent).toContain('参会 21 人，同意 18 票');
    expect(dialog.textContent).toContain('0123 4567 89ab cdef');
    expect(dialog.textContent).not.toContain(DIGEST);
  });

  it('proves the password for exactly this digest, once, and hands the proof on', async () => {
    shown();
    await sign('Ruijin-2016-demo');
    await waitFor(() => expect(proofs).toEqual(['a.b.c']));
    expect(asked().map(({ method, body }) => [method, JSON.parse(body)])).toEqual([
      ['POST', { password: 'Ruijin-2016-demo', digest: DIGEST }],
    ]);
    expect(screen.getByLabelText<HTMLInputElement>('登录密码').value).toBe('');
  });

  it('asks nobody without a password', async () => {
    shown();
    await sign('');
    await screen.findByText('请输入登录密码');
    expect(asked()).toEqual([]);
  });

  it('shows a wrong password in place, and can be tried again', async () => {
    answer = refused('signing-proof.password-wrong', '密码不对');
    shown();
    await sign('wrong');
    expect((await screen.findByRole('alert')).textContent).toContain('密码不对');
    expect(proofs).toEqual([]);
    answer = { body: { proof: 'd.e.f', expiresAt: '2016-05-03T01:22:00Z' } };
    await sign('right');
    await waitFor(() => expect(proofs).toEqual(['d.e.f']));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('asks for the code of an account that has an app, also when it only learns so from the refusal', async () => {
    answer = refused('signing-proof.code-needed', '还需要动态码');
    shown();
    expect(screen.queryByLabelText(/动态码/)).toBeNull();
    await sign('right');
    await screen.findByLabelText(/动态码/);
    answer = { body: { proof: 'g.h.i', expiresAt: '2016-05-03T01:22:00Z' } };
    await sign('right', ' 123456 ');
    await waitFor(() => expect(proofs).toEqual(['g.h.i']));
    expect(JSON.parse(asked().at(-1)?.body ?? '')).toEqual({ password: 'right', code: '123456', digest: DIGEST });
  });

  it('asks for it at once where it is known', async () => {
    secondFactor = true;
    shown();
    await screen.findByLabelText(/动态码/);
    await sign('right', '12');
    await screen.findByText('请输入验证器应用显示的 6 位数字');
    expect(asked()).toEqual([]);
  });

  it('shows why the deed itself was refused', () => {
    shown(new Problem(409, { code: 'signature.proof-for-other-content', title: '要签的内容已有变化', detail: '', next: '请刷新页面。' }));
    expect(screen.getByRole('alert').textContent).toContain('要签的内容已有变化');
  });
});
