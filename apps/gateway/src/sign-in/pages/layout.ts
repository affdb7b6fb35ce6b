import { createHash } from 'node:crypto';
import type { Response } from 'express';
import type { Language } from '@jingzhun/service-shell';
import { Html, markup } from './html.js';
import { FONT_ADDRESS } from './page-font.js';

const STYLE = `
:root{color-scheme:light;--ink:#1f2329;--soft:#5a6270;--line:#c9ced6;--accent:#a61d24;--bad:#a8071a;--badground:#fff1f0}
*{box-sizing:border-box}
body{margin:0;font:16px/1.6 -apple-system,"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",system-ui,sans-serif;color:var(--ink);background:#f4f5f7}
main{max-width:28rem;margin:0 auto;padding:1.25rem 1rem 2rem}
header{display:flex;justify-content:space-between;align-items:baseline;padding:.75rem 0}
.product{font-weight:600;letter-spacing:.05em;color:var(--accent)}
.card{background:#fff;border:1px solid var(--line);border-radius:.5rem;padding:1.25rem}
h1{font-size:1.35rem;margin:0 0 .75rem}
h2{font-size:1.05rem;margin:1.5rem 0 .5rem}
label{display:block;font-weight:600;margin:.9rem 0 .25rem}
input,select{width:100%;font:inherit;padding:.6rem .7rem;border:1px solid #8b93a1;border-radius:.375rem;background:#fff;color:var(--ink)}
input:focus-visible,select:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid #1456b8;outline-offset:2px}
input[aria-invalid=true]{border-color:var(--bad)}
button{font:inherit;font-weight:600;width:100%;min-height:2.9rem;margin-top:1.25rem;border:0;border-radius:.375rem;background:var(--accent);color:#fff;cursor:pointer}
.hint{color:var(--soft);font-size:.9rem;margin:.25rem 0 0}
.wrong{border:1px solid var(--bad);background:var(--badground);color:var(--bad);border-radius:.375rem;padding:.6rem .8rem;margin:0 0 1rem}
.note{border-left:4px solid #d48806;background:#fffbe6;padding:.6rem .8rem;margin:0 0 1rem}
.picture svg{display:block;width:12rem;height:12rem;margin:.5rem auto}
code{font:1rem/1.6 ui-monospace,monospace;overflow-wrap:anywhere}
fieldset{border:1px solid var(--line);border-radius:.5rem;margin:1.25rem 0 0;padding:.25rem 1rem 1rem}
legend{font-weight:600;padding:0 .4rem}
ul.accounts{list-style:none;margin:.5rem 0 0;padding:0}
ul.accounts a{display:block;padding:.6rem .25rem;border-bottom:1px solid var(--line);color:var(--ink);text-decoration:none}
ul.accounts a:hover{background:#f4f5f7}
ul.accounts span{display:block;color:var(--soft);font-size:.85rem}
a{color:#1456b8}
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * Nothing is loaded but a font of our own, and no script runs; the one style block is named by its digest.
 * @param formTargets origins a form may end at besides our own: browsers follow the rule through redirects
 */
export const pagePolicy = (formTargets: readonly string[] = []): string =>
  `default-src 'none'; style-src 'self' 'sha256-${STYLE_HASH}'; font-src 'self'; form-action ${["'self'", ...formTargets].join(' ')}; base-uri 'none'; frame-ancestors 'none'`;

export interface Words {
  zh: string;
  en: string;
}

export interface Page {
  language: Language;
  title: Words;
  body: Html;
  /** Address of the same page in the other language; absent: no switch. */
  switchTo?: string;
  formTargets?: readonly string[];
}

export function renderPage({ language, title, body, switchTo }: Page): string {
  const other = language === 'zh' ? { code: 'en', name: 'English' } : { code: 'zh-CN', name: '中文' };
  const languages = switchTo && markup`<a href="${switchTo}" lang="${other.code}" hreflang="${other.code}">${other.name}</a>`;
  // the font comes last: who has one of the system's does not wait for it
  return markup`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title[language]} · 精准 Jingzhun</title><style>${new Html(STYLE)}</style></head>
<body><main><header><span class="product">精准 Jingzhun</span>${languages}</header>
<div class="card"><h1>${title[language]}</h1>${body}</div></main>
<link rel="stylesheet" href="${FONT_ADDRESS}"></body></html>`.text;
}

/** With the headers every page of ours carries. */
export function sendPage(response: Response, page: Page, status = 200): void {
  response
    .status(status)
    .setHeader('Content-Security-Policy', pagePolicy(page.formTargets))
    // not no-referrer: browsers would send "Origin: null" with the form
    .setHeader('Referrer-Policy', 'same-origin')
    .setHeader('Cache-Control', 'no-store')
    .type('html')
    .send(renderPage(page));
}
