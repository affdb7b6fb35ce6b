import { screen } from '@testing-library/react';
import { draw } from '../../test/drawn.js';
import { recordedServer } from '../../test/recorded-server.js';
import { Problem } from '../api/problem.js';
import { get } from '../api/request.js';
import { ProblemView } from './ProblemView.js';

const refusal = new Problem(409, {
  title: '这项更正已经办理过',
  detail: '李强已在 5 月 4 日通过。',
  next: '请刷新列表。',
  code: 'correction.already-decided',
  instance: 'req-7',
});

describe('a refusal on screen', () => {
  it('says what is wrong and what to do, and keeps the code out of sight', () => {
    draw(<ProblemView error={refusal} />);
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('这项更正已经办理过');
    expect(alert.textContent).toContain('怎么办');
    expect(alert.textContent).toContain('请刷新列表。');
    expect(alert.textContent).not.toContain('correction.already-decided');
    expect(alert.textContent).not.toContain('409');
  });

  it('lists every field problem of the server', () => {
    const problems = [
      { pointer: '/phone', code: 'phone.form', detail: '电话号码不对' },
      { pointer: '/reason', code: 'too-short', detail: '理由太短' },
    ];
    draw(<ProblemView error={new Problem(400, { title: '填写有误', detail: '', next: '', code: 'request.invalid', problems })} />);
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['电话号码不对', '理由太短']);
  });

  it('explains a department that is down in words of the office', async () => {
    const server = recordedServer(() => ({ status: 503, body: {} }));
    try {
      const error: unknown = await get('/api/medical/v1/policies').catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Problem);
      draw(<ProblemView error={error} />);
      expect(screen.getByRole('alert').textContent).toContain('其他部门照常使用');
    } finally {
      server.restore();
    }
  });

  it('shows something sensible for an error nobody expected', () => {
    draw(<ProblemView error={new TypeError('x is undefined')} />);
    expect(screen.getByRole('alert').textContent).toContain('没有办成');
    expect(screen.getByRole('alert').textContent).not.toContain('undefined');
  });
});
