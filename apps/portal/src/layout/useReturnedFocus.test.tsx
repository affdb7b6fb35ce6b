import { jest } from '@jest/globals';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useReturnedFocus } from './useReturnedFocus.js';

function Page({ staysOpenable }: { readonly staysOpenable: boolean }) {
  const main = useRef<HTMLElement>(null);
  const [shown, setShown] = useState<'before' | 'open' | 'after'>('before');
  useReturnedFocus(main);
  return (
    <div className="shell">
      <a href="#main">跳到正文</a>
      <main ref={main} tabIndex={-1}>
        {shown === 'after' && !staysOpenable ? null : <button onClick={() => setShown('open')}>减免</button>}
      </main>
      {shown === 'open' ? <Dialog onClose={() => setShown('after')} /> : null}
    </div>
  );
}

function Dialog({ onClose }: { readonly onClose: () => void }) {
  const [host] = useState(() => document.body.appendChild(document.createElement('div')));
  useEffect(() => () => host.remove(), [host]);
  return createPortal(
    <div role="dialog" aria-label="减免罚息">
      <button autoFocus onClick={onClose}>
        取消
      </button>
    </div>,
    host,
  );
}

describe('the focus after a dialog', () => {
  // jsdom lays nothing out
  beforeEach(() => {
    jest.spyOn(HTMLElement.prototype, 'getClientRects').mockReturnValue([{}] as unknown as DOMRectList);
  });
  afterEach(() => jest.restoreAllMocks());
  const openAndClose = (): void => {
    const opener = screen.getByRole('button', { name: '减免' });
    opener.focus();
    fireEvent.click(opener);
  };

  it.each([
    ['is on what opened it', true],
    ['is on the page, where that is gone', false],
  ])('%s', async (_, staysOpenable) => {
    render(<Page staysOpenable={staysOpenable} />);
    openAndClose();
    const close = await screen.findByRole('button', { name: '取消' });
    expect(document.activeElement).toBe(close);
    // past the last field it touches the page for a moment
    screen.getByRole('link', { name: '跳到正文' }).focus();
    close.focus();
    fireEvent.click(close);
    const goal = () => (staysOpenable ? screen.getByRole('button', { name: '减免' }) : screen.getByRole('main'));
    await waitFor(() => expect(document.activeElement).toBe(goal()));
  });
});
