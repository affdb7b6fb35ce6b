import { useEffect } from 'react';

/** Nobody has touched the phone for some minutes: the key is let go, everything typed is saved already. */
export function useAutoLock(minutes: number | undefined, isOpen: boolean, lock: () => void): void {
  useEffect(() => {
    if (!isOpen || minutes === undefined) return undefined;
    let timer = 0;
    const begin = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(lock, minutes * 60_000);
    };
    const events = ['pointerdown', 'keydown', 'scroll'] as const;
    begin();
    events.forEach((event) => window.addEventListener(event, begin, { passive: true }));
    return () => {
      window.clearTimeout(timer);
      events.forEach((event) => window.removeEventListener(event, begin));
    };
  }, [minutes, isOpen, lock]);
}
