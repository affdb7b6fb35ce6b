import { useSyncExternalStore } from 'react';

function listen(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

/** What the phone itself believes; whether the service answers is known only by asking it. */
export const useSignal = (): boolean => useSyncExternalStore(listen, () => navigator.onLine);
