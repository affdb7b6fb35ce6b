import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Language } from '@jingzhun/service-shell';
import { Html, markup } from '../../sign-in/pages/html.js';
import { FONT_ADDRESS } from '../../sign-in/pages/page-font.js';
import type { Words } from '../words.js';

/** Large type, one column, nothing that needs a script or a wide screen. Printed, the page is a sheet of paper. */
const STYLE = `
:root{color-scheme:light;--ink:#1a1c1f;--soft:#50555c;--line:#b9bec6;--accent:#8f1b15;--good:#1d5c2e}
*{box-sizing:border-box}
html{font-size:125%}
body{margin:0;font:1rem/1.7 -apple-system,"PingFang SC","Microsoft YaHei","Noto Sans SC","Noto Sans CJK SC",system-ui,sans-serif;color:var(--ink);background:#fff;overflow-wrap:anywhere}
header,main,footer{max-width:38rem;margin:0 auto;padding:.6rem 1rem}
header{display:flex;flex-wrap:wrap;gap:.2rem 1rem;justify-content:space-between;align-items:baseline;border-bottom:3px solid var(--accent)}
header a.home{font-weight:700;color:var(--accent);text-decoration:none}
.skip{position:absolute;left:-99rem}
.skip:focus{position:static}
h1{font-size:1.45rem;line-height:1.35;margin:.8rem 0 .4rem}
h2{font-size:1.12rem;line-height:1.4;margin:1.4rem 0 .3rem}
p{margin:.5rem 0}
a{color:#0b4a9e}
ul.list{list-style:none;margin:.4rem 0;padding:0}
ul.list>li{border-bottom:1px solid var(--line)}
ul.list a{display:block;padding:.65rem .1rem;font-weight:600}
ul.list a:hover{background:#f3f4f6}
ul.list .small{display:inline-block;width:100%}
.small{display:block;font-weight:400;font-size:.85rem;color:var(--soft)}
h2 a{color:inherit}
details{border-bottom:1px solid var(--line)}
summary{padding:.65rem .1rem;font-weight:700;cursor:pointer}
details ul.list{margin:0 0 .6rem 1rem}
dl{margin:.6rem 0;border-top:1px solid var(--line)}
dl>div{display:flex;flex-wrap:wrap;gap:0 .8rem;padding:.45rem 0;border-bottom:1px solid var(--line)}
dt{font-weight:700;min-width:6.5em}
dd{margin:0;flex:1 1 9em}
.note{border-left:5px solid #b26a00;background:#fff7e6;padding:.5rem .8rem;margin:.8rem 0}
.wrong{border-left:5px solid #a8071a;background:#fff1f0;padding:.5rem .8rem;margin:.8rem 0}
.done{border-left:5px solid var(--good);background:#eef7f0;padding:.5rem .8rem;margin:.8rem 0}
.receipt{font:700 1.35rem/1.6 ui-monospace,monospace;letter-spacing:.04em}
label{display:block;font-weight:700;margin:1rem 0 .2rem}
.hint{color:var(--soft);font-size:.85rem;margin:.1rem 0 .3rem}
input,textarea{width:100%;font:inherit;padding:.55rem .6rem;border:2px solid #6b7280;border-radius:.3rem;background:#fff;color:var(--ink)}
textarea{min-height:9rem;resize:vertical}
button,.button{display:block;width:100%;font:inherit;font-weight:700;text-align:center;text-decoration:none;min-height:3rem;padding:.6rem;margin:1.1rem 0 .4rem;border:0;border-radius:.3rem;background:var(--accent);color:#fff;cursor:pointer}
.button.second{background:#fff;color:#0b4a9e;border:2px solid #0b4a9e}
a:focus-visible,button:focus-visible,input:focus-visible,textarea:focus-visible,summary:focus-visible,.wide:focus-visible{outline:4px solid #0b4a9e;outline-offset:2px}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid var(--line);padding:.35rem .5rem;text-align:left}
.url{position:absolute;left:-99rem;width:1px;height:1px;overflow:hidden}
footer{color:var(--soft);font-size:.85rem;border-top:1px solid var(--line);margin-top:1.5rem}
@media print{header,footer,.button,.skip{display:none}html{font-size:100%}}
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing runs, nothing is loaded but a font of our own, and nobody shows the page inside another one. */
const POLICY = `default-src 'none'; style-src 'self' 'sha256-${STYLE_HASH}'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

export interface Reader {
  readonly language: Language;
  /** Path and query of the same page in the other language. */
  readonly switchTo: string;
}

/** Chinese, unless the address says English. Nothing is remembered about a reader, so every link carries the language on. */
export function readerOf(request: Pick<Request, 'originalUrl'>): Reader {
  const url = new URL(request.originalUrl, 'http://public');
  const language: Language = url.searchParams.get('lang') === 'en' ? 'en' : 'zh';
  return { language, switchTo: language === 'en' ? url.pathname : `${url.pathname}?lang=en` };
}

/** An address of the public site in the reader's language. */
export const link = ({ language }: Reader, path: string): string => (language === 'en' ? `${path}?lang=en` : path);

export interface PublicPage {
  readonly reader: Reader;
  readonly title: Words;
  readonly body: Html;
  /** Shown instead of the title. */
  readonly heading?: Words;
}

export function renderPublicPage({ reader, title, body, heading = title }: PublicPage): string {
  const zh = reader.language === 'zh';
  const other = zh ? { code: 'en', name: 'English' } : { code: 'zh-CN', name: '中文' };
  return markup`<!doctype html>
<html lang="${zh ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="format-detection" content="telephone=no">
<title>${title[reader.language]} · ${zh ? '公示栏' : 'Notice board'}</title><style>${new Html(STYLE)}</style></head>
<body><a class="skip" href="#content">${zh ? '跳到正文' : 'Skip to the content'}</a>
<header><a class="home" href="${link(reader, '/public')}">${zh ? '公示栏' : 'Notice board'}</a>
<nav aria-label="${zh ? '其他页面' : 'Other pages'}"><a href="${link(reader, '/public/receipts')}">${zh ? '查询异议答复' : 'Look up an answer'}</a>
&nbsp; <a href="${reader.switchTo}" lang="${other.code}" hreflang="${other.code}">${other.name}</a></nav></header>
<main id="content"><h1>${heading[reader.language]}</h1>
${body}</main>
<footer><p>${
    zh
      ? '公示只写姓名、小组、人数、补助项目和金额、结果和日期，不写证件号码、电话、银行账号和病情。公示期满后自动撤下。'
      : 'A notice shows name, group, number of members, what is subsidised and how much, result and dates; never a number of a document, a phone, an account or an illness. It is taken down when its period ends.'
  }</p></footer>
<link rel="stylesheet" href="${FONT_ADDRESS}"></body></html>`.text;
}

export function sendPublicPage(response: Response, page: PublicPage, status = 200): void {
  response
    .status(status)
    .setHeader('Content-Security-Policy', POLICY)
    // not no-referrer: browsers would send "Origin: null" with the form
    .setHeader('Referrer-Policy', 'same-origin')
    .setHeader('Cache-Control', 'no-store')
    .type('html')
    .send(renderPublicPage(page));
}
