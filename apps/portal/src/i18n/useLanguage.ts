import { useTranslation } from 'react-i18next';
import { i18n } from './i18n.js';
import { isLanguage, type Language } from './language.js';

export function useLanguage(): Language {
  const { i18n: current } = useTranslation(undefined, { i18n });
  return isLanguage(current.language) ? current.language : 'zh';
}
