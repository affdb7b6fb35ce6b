import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { initialLanguage, isLanguage, keepLanguage, type Language } from './language.js';

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: initialLanguage(),
  fallbackLng: false,
  // React escapes; a second escaping would print &amp; in names.
  interpolation: { escapeValue: false },
  resources: {},
  initAsync: false,
  showSupportNotice: false,
} as Parameters<typeof i18n.init>[0]);

i18n.on('languageChanged', (language) => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
});

export function currentLanguage(): Language {
  return isLanguage(i18n.language) ? i18n.language : 'zh';
}

export function chooseLanguage(language: Language): void {
  keepLanguage(language);
  void i18n.changeLanguage(language);
}
