import { useCallback, useEffect, useRef, useState } from 'react';
import { readSession } from '../api/gateway/session.js';
import type { SurveyStore } from './device/survey-store.js';
import { vault } from './device/this-device.js';
import { flush, type FlushEnd } from './sending/flush.js';
import { sendPhoto } from './sending/send-photo.js';
import { surveyApi } from './sending/survey-api.js';

const EVERY_MS = 60_000;
const SOONER_MS = 5_000;

/** Sends what waits: at once when something was finished, when a signal comes back, when somebody looks at the phone, and now and then. */
export function useFlush(store: SurveyStore): { isSending: boolean; end: FlushEnd | undefined; send: () => Promise<void> } {
  const [isSending, setSending] = useState(false);
  const [end, setEnd] = useState<FlushEnd>();
  const again = useRef(false);
  const running = useRef(false);
  const send = useCallback(async () => {
    if (running.current) {
      again.current = true;
      return;
    }
    running.current = true;
    setSending(true);
    try {
      do {
        again.current = false;
        setEnd(await flushAlone(store));
      } while (again.current);
    } finally {
      running.current = false;
      setSending(false);
    }
  }, [store]);
  const broken = useRef(0);
  useEffect(() => {
    if (isSending || end !== 'no-signal' || !navigator.onLine) {
      if (end === 'done') broken.current = 0;
      return undefined;
    }
    // the phone believes in its signal and the line broke: soon again, then less and less often
    const timer = window.setTimeout(() => void send(), Math.min(EVERY_MS, SOONER_MS * 2 ** broken.current));
    broken.current += 1;
    return () => window.clearTimeout(timer);
  }, [isSending, end, send]);
  useEffect(() => {
    const go = (): void => void send();
    const seen = (): void => void (document.visibilityState === 'visible' && go());
    go();
    const timer = window.setInterval(go, EVERY_MS);
    window.addEventListener('online', go);
    document.addEventListener('visibilitychange', seen);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('online', go);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [send]);
  return { isSending, end, send };
}

/** Two windows of one phone do not send the same thing at once. */
function flushAlone(store: SurveyStore): Promise<FlushEnd> {
  return navigator.locks.request('jingzhun-survey-flush', { ifAvailable: true }, async (lock) => {
    if (!lock) return 'busy';
    return flush({
      store,
      vault,
      api: surveyApi,
      sendPhoto,
      whoIsSignedIn: async () => (await readSession(AbortSignal.timeout(20_000)))?.account.id,
      onChange: () => undefined,
    });
  });
}
