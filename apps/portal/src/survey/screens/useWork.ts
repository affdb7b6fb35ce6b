import { useCallback, useEffect, useRef, useState } from 'react';
import { deviceTime } from '../device/device-time.js';
import { BeingSent, type KeptRound, type SurveyStore } from '../device/survey-store.js';
import { beginWork, type Work } from '../device/work.rules.js';

export type SaveState = { state: 'saved'; at: string } | { state: 'saving' } | { state: 'failed' } | { state: 'untouched' };

/** One household on the screen. Every change is on its way to the phone's storage before the next key is pressed. */
export function useWork(store: SurveyStore, unitId: string) {
  const [work, setWork] = useState<Work>();
  const [kept, setKept] = useState<KeptRound>();
  const [save, setSave] = useState<SaveState>({ state: 'untouched' });
  const latest = useRef<Work>(undefined);
  const writing = useRef<Promise<void>>(Promise.resolve());

  useEffect(() => {
    let isGone = false;
    void (async () => {
      const [round, begun, unit] = await Promise.all([store.round(), store.work(unitId), store.unit(unitId)]);
      const found = begun ?? (unit && beginWork(unit));
      if (isGone || !round || !found) return;
      latest.current = found;
      setKept(round);
      setWork(found);
    })();
    return () => {
      isGone = true;
    };
  }, [store, unitId]);

  /** One after the other, each with what is newest then. */
  const write = useCallback(() => {
    setSave({ state: 'saving' });
    writing.current = writing.current
      .then(async () => {
        if (latest.current) await store.saveWork(latest.current);
        setSave({ state: 'saved', at: deviceTime.now().toISOString() });
      })
      .catch(() => setSave({ state: 'failed' }));
    return writing.current;
  }, [store]);

  const change = useCallback(
    (next: (work: Work) => Work) => {
      if (!latest.current) return;
      latest.current = next(latest.current);
      setWork(latest.current);
      void write();
    },
    [write],
  );

  const finish = useCallback(async () => {
    await writing.current;
    if (!latest.current || !kept) return;
    const done = await store.finish(latest.current, kept).catch((error: unknown) => {
      if (!(error instanceof BeingSent) || !latest.current) throw error;
      return store.finish(latest.current, kept);
    });
    latest.current = done;
    setWork(done);
  }, [store, kept]);

  return { work, kept, save, change, finish };
}
