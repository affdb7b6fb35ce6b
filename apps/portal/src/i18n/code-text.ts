import type { CodeList } from '@jingzhun/domain/code-list';
import { useCallback } from 'react';
import type { Language } from './language.js';
import { useLanguage } from './useLanguage.js';

/** What people read for a code; a code the list does not know is shown as it is rather than hidden. */
export function codeText<C extends string>(list: CodeList<C>, code: string | null | undefined, language: Language): string {
  if (code === null || code === undefined || code === '') return '—';
  return list.has(code) ? list.text(code, language) : code;
}

export function useCodeText(): <C extends string>(list: CodeList<C>, code: string | null | undefined) => string {
  const language = useLanguage();
  return useCallback((list, code) => codeText(list, code, language), [language]);
}

/** Options of a select, in the order of the list. */
export function codeOptions<C extends string>(list: CodeList<C>, language: Language, only?: readonly C[]): { value: C; label: string }[] {
  return list.entries.filter((entry) => !only || only.includes(entry.code)).map((entry) => ({ value: entry.code, label: entry[language] }));
}
