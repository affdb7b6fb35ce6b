export type Language = 'zh' | 'en';

const storageKey = 'jingzhun.language';

export function isLanguage(value: unknown): value is Language {
  return value === 'zh' || value === 'en';
}

/** Chosen on this device, else Chinese: the office's language is the default, whatever the browser says. */
export function initialLanguage(): Language {
  const kept = window.localStorage.getItem(storageKey);
  return isLanguage(kept) ? kept : 'zh';
}

export function keepLanguage(language: Language): void {
  window.localStorage.setItem(storageKey, language);
}
