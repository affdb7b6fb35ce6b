import { fireEvent, screen, within } from '@testing-library/react';
import { draw, officer } from '../../../../test/drawn.js';
import { recordedServer } from '../../../../test/recorded-server.js';
import { RunPanel } from './RunPanel.js';

const RUN = '22222222-2222-4222-8222-222222222222';
const result = { subjects: 12, veto: 1, strict: 0, unknown: 2, passed: 9 };
const job = (id: string, state: string) => ({ id, state, done: 12, total: 12, result, createdAt: '2016-03-01T00:00:00Z' });

describe('a run over everybody', () => {
  it('is told when it has ended, also when it ended before the page saw it move; an old one is no news', async () => {
    let newest = job('11111111-1111-4111-8111-111111111111', 'done');
    const server = recordedServer(({ method }) => {
      if (method === 'GET') return { body: { items: [newest] } };
      newest = job(RUN, 'done');
      return { status: 202, body: { jobId: RUN } };
    });
    draw(<RunPanel />, { session: { ...officer, permissions: ['register.import'] } });
    await screen.findByText(/共比对 12 户/);
    expect(screen.queryByText('比对已完成')).toBeNull();
    fireEvent.click(await screen.findByRole('button', { name: '全部重新比对' }));
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: '全部重新比对' }));
    await screen.findByText('比对已完成');
    server.restore();
  });
});
