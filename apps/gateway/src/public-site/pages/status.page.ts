import type { ObjectionStatus } from '@jingzhun/notices/public';
import { markup } from '../../sign-in/pages/html.js';
import { dateWords } from '../words.js';
import { link, type PublicPage, type Reader } from './layout.js';

/** Asks for the receipt. The code travels in the body of the form, never in an address. */
export function receiptFormPage(reader: Reader, wrong?: string): PublicPage {
  const zh = reader.language === 'zh';
  return {
    reader,
    title: { zh: '查询异议答复', en: 'Look up an answer' },
    body: markup`${wrong ? markup`<p class="wrong" role="alert">${wrong}</p>` : undefined}
<form method="post" action="${link(reader, '/public/receipts')}">
<label for="receiptNumber">${zh ? '回执号' : 'Receipt number'}</label>
<input id="receiptNumber" name="receiptNumber" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" placeholder="XXXX-XXXX">
<label for="secret">${zh ? '查询码' : 'Code'}</label>
<input id="secret" name="secret" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false" placeholder="XXXX-XXXX-XXXX">
<p class="hint">${zh ? '两个号码都在提交异议后的回执上。大小写都可以。' : 'Both are on the receipt you were shown. Small letters will do.'}</p>
<button>${zh ? '查询' : 'Look up'}</button></form>
<p class="hint">${zh ? '遗失回执的，请带本人证件到乡镇人民政府查询。' : 'If you lost the receipt, go to the township government.'}</p>`,
  };
}

export function statusPage(reader: Reader, { receiptNumber, state, noticeTitle, dueOn, answer, decidedOn }: ObjectionStatus): PublicPage {
  const { language } = reader;
  const zh = language === 'zh';
  return {
    reader,
    title: { zh: '异议办理情况', en: 'Your objection' },
    body: markup`<dl><div><dt>${zh ? '回执号' : 'Receipt number'}</dt><dd>${receiptNumber}</dd></div>
<div><dt>${zh ? '公示' : 'Notice'}</dt><dd>${noticeTitle[language]}</dd></div>
<div><dt>${zh ? '办理情况' : 'State'}</dt><dd>${state === 'open' ? (zh ? '正在调查' : 'being investigated') : zh ? '已答复' : 'answered'}</dd></div>
${decidedOn ? markup`<div><dt>${zh ? '答复日期' : 'Answered on'}</dt><dd>${dateWords(decidedOn, language)}</dd></div>` : undefined}</dl>
${answer ? markup`<div class="done"><p>${answer[language]}</p></div>` : markup`<p>${zh ? `将在 ${dateWords(dueOn, 'zh')} 前答复。` : `It is answered by ${dueOn}.`}</p>`}
<p><a href="${link(reader, '/public')}">${zh ? '返回公示栏' : 'Back to the notice board'}</a></p>`,
  };
}
