import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { draw } from '../../test/drawn.js';
import { recordedServer, type Sent } from '../../test/recorded-server.js';
import { command } from './request.js';
import { useCommand } from './useCommand.js';

function Form() {
  const save = useCommand((name: string, key) =>
    command('POST', '/api/identification/v1/things', { body: { name }, idempotencyKey: key, ifMatch: 7 }),
  );
  return (
    <>
      <button onClick={() => save.run('a')}>a</button>
      <button onClick={() => save.run('b')}>b</button>
      <p role="status">{save.isPending ? 'pending' : save.problem ? 'refused' : save.result ? 'done' : ''}</p>
    </>
  );
}

const keyOf = (sent: Sent | undefined) => sent?.headers.get('idempotency-key');
const settled = () => waitFor(() => expect(screen.getByRole('status').textContent).toMatch(/refused|done/));

describe('a command', () => {
  it('is sent once however often it is pressed', async () => {
    const server = recordedServer(() => ({ body: { ok: true } }));
    try {
      draw(<Form />);
      const button = screen.getByText('a');
      button.click();
      button.click();
      button.click();
      await settled();
      expect(server.sent).toHaveLength(1);
      expect(keyOf(server.sent[0])).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(server.sent[0]?.headers.get('if-match')).toBe('"7"');
    } finally {
      server.restore();
    }
  });

  it('keeps its key when the same deed is tried again, and takes a new one for another deed', async () => {
    const server = recordedServer(() => ({ status: 503, body: {} }));
    const user = userEvent.setup();
    try {
      draw(<Form />);
      for (const name of ['a', 'a', 'b']) {
        await user.click(screen.getByText(name));
        await settled();
      }
      const [first, second, third] = server.sent.map(keyOf);
      expect(second).toBe(first);
      expect(third).not.toBe(first);
    } finally {
      server.restore();
    }
  });
});
