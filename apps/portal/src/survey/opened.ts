import { createContext, useContext } from 'react';
import type { SurveyStore } from './device/survey-store.js';
import type { useFlush } from './useFlush.js';

interface Opened {
  readonly store: SurveyStore;
  readonly flush: ReturnType<typeof useFlush>;
  readonly onLock: () => void;
}

export const OpenedContext = createContext<Opened | undefined>(undefined);

/** What an unlocked phone has. */
export function useOpened(): Opened {
  const opened = useContext(OpenedContext);
  if (!opened) throw new Error('the phone is locked');
  return opened;
}
