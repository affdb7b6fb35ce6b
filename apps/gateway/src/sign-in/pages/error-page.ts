import type { Language } from '@jingzhun/service-shell';
import { markup } from './html.js';
import { pagePolicy, renderPage, type Page, type Words } from './layout.js';

/** What the person can do is the same for nearly everything the provider refuses: begin again. */
export function brokenOff(language: Language, detail: Words): Page {
  return {
    language,
    title: { zh: '登录没有完成', en: 'Sign-in was not completed' },
    body: markup`<p>${detail[language]}</p>
      <p><a href="/auth/sign-in">${language === 'zh' ? '重新登录' : 'Sign in again'}</a></p>`,
  };
}

const DETAIL: Words = {
  zh: '登录页面已过期，或是从书签打开的。请点“重新登录”；若由其他系统转来，请返回该系统重新开始。',
  en: 'The page has expired or was opened from a bookmark. Sign in again; if another system sent you here, start again there.',
};

export const errorPage = {
  policy: pagePolicy(),
  /** @param code error of OAuth 2.0, for whoever sets up a client */
  render: (code: string): string => {
    const page = brokenOff('zh', DETAIL);
    return renderPage({
      ...page,
      body: markup`${page.body}
        <p class="hint">Sign in again. <code>${code}</code></p>`,
    });
  },
  expired: (language: Language): Page => brokenOff(language, DETAIL),
};
