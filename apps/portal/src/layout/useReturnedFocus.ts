import { useEffect, type RefObject } from 'react';

const DIALOG = '[role="dialog"]';
/** One that is kept for the next time does not count. */
const isOpen = (): boolean => [...document.querySelectorAll<HTMLElement>(DIALOG)].some((dialog) => dialog.getClientRects().length > 0);
const holdsDialog = (node: Node): boolean => node instanceof Element && (node.matches(DIALOG) || node.querySelector(DIALOG) !== null);

/**
 * A dialog that is taken out of the page takes the focus with it: it goes back to what opened the dialog, or to the page where that is
 * gone, also a moment later, or can no longer be pressed. Who works by keyboard goes on where he was.
 */
export function useReturnedFocus(main: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let before: HTMLElement | undefined;
    const remember = ({ target }: FocusEvent): void => {
      // dialogs and their lists of choices hang beside the page; past the last field of one the focus touches the page for a moment
      if (target instanceof HTMLElement && target.closest('.shell') && !isOpen()) before = target;
    };
    const observer = new MutationObserver((records) => {
      if (document.activeElement !== document.body || document.querySelector(DIALOG)) return;
      if (before?.isConnected === false) before = undefined;
      else if (!records.some(({ removedNodes }) => [...removedNodes].some(holdsDialog))) return;
      before?.focus({ preventScroll: true });
      if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, [main]);
}
