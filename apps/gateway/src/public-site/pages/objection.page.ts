import type { PublicNotice, Receipt } from '@jingzhun/notices/public';
import { markup, type Html } from '../../sign-in/pages/html.js';
import type { Owner } from '../../config.js';
import { factsOf } from '../board.js';
import { dateWords } from '../words.js';
import { link, type PublicPage, type Reader } from './layout.js';

export interface EnteredObjection {
  readonly text: string;
  readonly name: string;
  readonly phone: string;
}

export const NOTHING_ENTERED: EnteredObjection = { text: '', name: '', phone: '' };

/** The form; what was typed comes back when something is wrong with it. */
export function objectionPage(
  reader: Reader,
  form: {
    department: Owner;
    notice: PublicNotice;
    token: string;
    entered: EnteredObjection;
    wrong?: readonly string[];
  },
): PublicPage {
  const { department, notice, token, entered, wrong } = form;
  const zh = reader.language === 'zh';
  const own = `/public/${department}/notices/${notice.id}`;
  return {
    reader,
    title: { zh: '提出异议', en: 'Object to a notice' },
    body: markup`<section aria-labelledby="about"><h2 id="about">${zh ? '您要对这份公示提出异议' : 'You object to this notice'}</h2>
${whichNotice(reader, notice)}
<p><a href="${link(reader, own)}">${zh ? '再看一遍公示全文' : 'Read the whole notice again'}</a></p></section>
<h2>${zh ? '填写异议' : 'Your objection'}</h2>
${wrong && wrong.length > 0 ? markup`<div class="wrong" role="alert"><p>${zh ? '还没有提交，请先修改：' : 'Not sent yet. Please correct:'}</p><ul>${wrong.map((text) => markup`<li>${text}</li>`)}</ul></div>` : undefined}
<form method="post" action="${link(reader, `${own}/object`)}">
<input type="hidden" name="token" value="${token}">
<label for="text">${zh ? '您的意见' : 'What you object to'}</label>
<p class="hint" id="text-hint">${zh ? '请写明哪里与实际不符，尽量写清时间、地点、人物。5 至 2000 字。' : 'Say what is not as posted: when, where, who. 5 to 2,000 characters.'}</p>
<textarea id="text" name="text" required minlength="5" maxlength="2000" aria-describedby="text-hint">${entered.text}</textarea>
<label for="name">${zh ? '姓名（可以不填）' : 'Name (optional)'}</label>
<p class="hint" id="name-hint">${
      zh
        ? '姓名和电话加密保存，只有负责调查的乡镇或县级人员可以查看，村级人员看不到。不填也会调查。'
        : 'Name and phone are kept encrypted and are seen only by the township or county officers who investigate, never in the village. It is investigated without them as well.'
    }</p>
<input id="name" name="name" maxlength="50" autocomplete="off" aria-describedby="name-hint" value="${entered.name}">
<label for="phone">${zh ? '联系电话（可以不填）' : 'Phone (optional)'}</label>
<input id="phone" name="phone" type="tel" maxlength="30" autocomplete="off" value="${entered.phone}">
<div class="url" aria-hidden="true"><label for="website">${zh ? '请留空' : 'Leave this empty'}</label><input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<button>${zh ? '提交' : 'Send'}</button></form>
<p class="hint">${zh ? `截止时间：${dateWords(notice.lastDay, 'zh')} 24 时。` : `Possible until the end of ${notice.lastDay}.`}</p>`,
  };
}

/** Whose it is, of what, where and since when: nobody objects to the neighbour by mistake. */
function whichNotice({ language }: Reader, notice: PublicNotice): Html {
  const zh = language === 'zh';
  const { name, facts, place, postedOn } = factsOf(notice, language);
  const rows: [string, string][] = [
    [zh ? '公示对象' : 'About', name],
    [zh ? '公示内容' : 'What', facts.join(' · ')],
    [zh ? '张贴地点' : 'Where', place],
    [zh ? '张贴日期' : 'Posted on', dateWords(postedOn, language)],
  ];
  return markup`<dl>${rows.filter(([, value]) => value !== '').map(([label, value]) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** The receipt: shown once, to be written down or photographed. */
export function receiptPage(reader: Reader, { receiptNumber, secret, dueOn }: Receipt): PublicPage {
  const zh = reader.language === 'zh';
  return {
    reader,
    title: { zh: '异议已收到', en: 'Your objection was received' },
    body: markup`<div class="done" role="status"><p>${zh ? '请把下面两个号码抄下来或截图保存，查询答复时要用。' : 'Write these two down or keep a picture of this page: you need both to look up the answer.'}</p>
<dl><div><dt>${zh ? '回执号' : 'Receipt number'}</dt><dd class="receipt">${receiptNumber}</dd></div>
<div><dt>${zh ? '查询码' : 'Code'}</dt><dd class="receipt">${secret}</dd></div></dl></div>
<p>${zh ? `将在 ${dateWords(dueOn, 'zh')} 前调查并答复。` : `It is investigated and answered by ${dueOn}.`}</p>
<p class="hint">${zh ? '查询码不会再次显示，也不要告诉别人。' : 'The code is not shown again; do not give it to others.'}</p>
<p><a class="button second" href="${link(reader, '/public/receipts')}">${zh ? '查询异议答复' : 'Look up the answer'}</a></p>
<p><a href="${link(reader, '/public')}">${zh ? '返回公示栏' : 'Back to the notice board'}</a></p>`,
  };
}
