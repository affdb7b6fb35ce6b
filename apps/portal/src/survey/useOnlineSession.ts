import { useCallback, useEffect, useState } from 'react';
import { readSession, type Session } from '../api/gateway/session.js';

export type OnlineSession = 'asking' | 'no-signal' | null | Session;

/** Who is signed in, as far as the phone can ask; asked anew when a signal comes back or somebody returns from signing in. */
export function useOnlineSession(): { session: OnlineSession; ask: () => Promise<void> } {
  const [session, setSession] = useState<OnlineSession>('asking');
  const ask = useCallback(async () => {
    setSession(await readSession(AbortSignal.timeout(20_000)).catch(() => 'no-signal' as const));
  }, []);
  useEffect(() => {
    const again = (): void => void ask();
    const away = (): void => setSession('no-signal');
    const seen = (): void => void (document.visibilityState === 'visible' && again());
    again();
    window.addEventListener('online', again);
    window.addEventListener('offline', away);
    document.addEventListener('visibilitychange', seen);
    return () => {
      window.removeEventListener('online', again);
      window.removeEventListener('offline', away);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [ask]);
  return { session, ask };
}
