import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { createCase, writeCaseContent, type Case } from '../../../api/identification/applications.js';
import { newKey } from '../../../api/new-key.js';
import { asProblem, type Problem } from '../../../api/problem.js';
import { contentOf, storedAfter, type DraftEntries, type StoredNumbers } from './draft-entries.js';

export type DraftStatus = 'unchanged' | 'notCreated' | 'unsaved' | 'saving' | 'saved' | 'offline' | 'refused';

interface Start {
  readonly record: Case | undefined;
  readonly stored: StoredNumbers;
  readonly entriesNow: () => DraftEntries;
}

const idleMs = 4_000;
const retryMs = 8_000;

/**
 * Keeps a draft on the server while it is written: a moment after the last change, and at every press. One save at a time; what was
 * typed meanwhile goes with the next one. Nothing of it is kept on the device.
 */
export function useDraft({ record, stored: storedAtFirst, entriesNow }: Start) {
  const client = useQueryClient();
  const [status, setStatus] = useState<DraftStatus>('unchanged');
  const [problem, setProblem] = useState<Problem>();
  const [saved, setSaved] = useState<Case | undefined>(record);
  const [stored, setStored] = useState(storedAtFirst);
  const now = useRef({ saved: record, stored: storedAtFirst, attempt: { content: '', key: '' } });
  const running = useRef<Promise<Case | undefined> | undefined>(undefined);
  const timer = useRef<number | undefined>(undefined);

  const write = useCallback(async (): Promise<Case | undefined> => {
    const entries = entriesNow();
    const { saved: before, stored: known } = now.current;
    if (!before && !/^\d{12}$/.test(entries.villageCode ?? '')) {
      setStatus('notCreated');
      return undefined;
    }
    const body = contentOf(entries, known);
    const fingerprint = JSON.stringify([before?.version, body]);
    // a lost answer is asked for again under the same key
    if (now.current.attempt.content !== fingerprint) now.current.attempt = { content: fingerprint, key: newKey() };
    setStatus('saving');
    try {
      const { key } = now.current.attempt;
      const answered = before
        ? await writeCaseContent(before.id, body, before.version, key)
        : await createCase({ villageCode: entries.villageCode ?? '', content: body.content }, key);
      now.current.saved = answered;
      now.current.stored = storedAfter(entries, answered);
      setSaved(answered);
      setStored(now.current.stored);
      setProblem(undefined);
      setStatus('saved');
      client.setQueryData(['case', answered.id], answered);
      void client.invalidateQueries({ queryKey: ['cases'] });
      return answered;
    } catch (error) {
      const refusal = asProblem(error);
      setStatus(refusal.isOutage ? 'offline' : 'refused');
      setProblem(refusal.isOutage ? undefined : refusal);
      return undefined;
    }
  }, [client, entriesNow]);

  const save = useCallback(async (): Promise<Case | undefined> => {
    window.clearTimeout(timer.current);
    await running.current;
    running.current = write();
    return running.current;
  }, [write]);

  const changed = useCallback(() => {
    setStatus((before) => (before === 'saving' ? before : 'unsaved'));
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void save(), idleMs);
  }, [save]);

  useEffect(() => {
    if (status !== 'offline') return undefined;
    const again = window.setTimeout(() => void save(), retryMs);
    return () => window.clearTimeout(again);
  }, [status, save]);

  useEffect(() => {
    const isOpen = status === 'unsaved' || status === 'saving' || status === 'offline';
    if (!isOpen) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [status]);

  useEffect(() => () => window.clearTimeout(timer.current), []);

  return { status, problem, saved, stored, save, changed };
}
