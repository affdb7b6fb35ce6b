import type { ReactNode } from 'react';
import { chooseLanguage } from '../i18n/i18n.js';
import { useMessages } from '../i18n/messages.js';
import { useLanguage } from '../i18n/useLanguage.js';
import { surveyMessages } from './survey.messages.js';
import { UpdateNotice } from './worker/UpdateNotice.js';
import { useSignal } from './useSignal.js';

/** The frame of every survey screen: what it is, whether there is a signal, the other language. */
export function Frame({ children, tools }: { readonly children: ReactNode; readonly tools?: ReactNode }) {
  const t = useMessages(surveyMessages);
  const language = useLanguage();
  const hasSignal = useSignal();
  return (
    <div className="survey">
      <header className="survey-head">
        <span className="survey-name">
          <img src="/icon.svg" alt="" width={22} height={22} />
          {t('title')}
        </span>
        <span className={hasSignal ? 'survey-signal' : 'survey-signal none'} role="status">
          {hasSignal ? t('online') : t('offline')}
        </span>
        <span className="survey-tools">
          {tools}
          <button
            type="button"
            className="survey-link"
            lang={language === 'zh' ? 'en' : 'zh-CN'}
            onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}
          >
            {language === 'zh' ? 'English' : '中文'}
          </button>
        </span>
      </header>
      <UpdateNotice />
      <main className="survey-main">{children}</main>
    </div>
  );
}
