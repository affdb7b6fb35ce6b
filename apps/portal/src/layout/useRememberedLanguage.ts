import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { keepLanguageOfAccount, type Session } from '../api/gateway/session.js';
import { newKey } from '../api/new-key.js';
import type { Language } from '../i18n/language.js';
import { sessionKey } from '../session.js';

/** Keeps the choice with the account; when that fails the screen is in the chosen language all the same. */
export function useRememberedLanguage(): (language: Language) => void {
  const client = useQueryClient();
  return useCallback(
    (language: Language) => {
      client.setQueryData<Session | null>(sessionKey, (session) => session && { ...session, locale: language === 'en' ? 'en' : 'zh-CN' });
      keepLanguageOfAccount(language, newKey()).catch(() => undefined);
    },
    [client],
  );
}
