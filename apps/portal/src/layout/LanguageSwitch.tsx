import { Button } from 'antd';
import { chooseLanguage } from '../i18n/i18n.js';
import { useMessages } from '../i18n/messages.js';
import type { Language } from '../i18n/language.js';
import { useLanguage } from '../i18n/useLanguage.js';
import { layoutMessages } from './layout.messages.js';

/** Names the language one gets, in that language. */
export function LanguageSwitch({ onChoose }: { readonly onChoose?: (language: Language) => void }) {
  const t = useMessages(layoutMessages);
  const language = useLanguage();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <Button
      type="text"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => {
        chooseLanguage(other);
        onChoose?.(other);
      }}
    >
      {language === 'zh' ? t('switchLanguage') : '中文'}
    </Button>
  );
}
