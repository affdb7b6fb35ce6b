import { useState } from 'react';
import { shownAtFirst } from './columns.js';

const storageKey = 'jingzhun.columns.households';

/** The columns a person chose, kept on this device. */
export function useRememberedColumns(): [readonly string[], (keys: readonly string[]) => void] {
  const [shown, setShown] = useState<readonly string[]>(() => rememberedColumns() ?? shownAtFirst);
  return [
    shown,
    (keys) => {
      setShown(keys);
      window.localStorage.setItem(storageKey, JSON.stringify(keys));
    },
  ];
}

function rememberedColumns(): readonly string[] | undefined {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(storageKey) ?? 'null');
    return Array.isArray(kept) && kept.every((key) => typeof key === 'string') && kept.length > 0 ? kept : undefined;
  } catch {
    return undefined;
  }
}
