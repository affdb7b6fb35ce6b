import type { PublicNotice } from '@jingzhun/notices/public';
import type { Html } from '../../sign-in/pages/html.js';
import { markup } from '../../sign-in/pages/html.js';
import type { Owner } from '../../config.js';
import { dateWords, DEPARTMENT_NAMES, type Words } from '../words.js';
import { link, type PublicPage, type Reader } from './layout.js';

/** One notice: the text, how long it hangs, how to object, the paper to keep. */
export function noticePage(reader: Reader, department: Owner, notice: PublicNotice): PublicPage {
  const { language } = reader;
  const zh = language === 'zh';
  const own = `/public/${department}/notices/${notice.id}`;
  const { text } = notice;
  return {
    reader,
    title: notice.title,
    body: markup`<p>${[...notice.placeNames, notice.groupName ?? ''].join(' ').trim()}<span class="small">${DEPARTMENT_NAMES[department][language]}</span></p>
${text.paragraphs.map((paragraph) => markup`<p>${paragraph[language]}</p>`)}
<dl>${text.facts.map(({ label, value }) => line(label[language], value[language]))}</dl>
${text.tables.map((part) => table(reader, part))}
<h2>${zh ? '公示时间' : 'Period'}</h2>
<dl>${[
      line(zh ? '张贴日期' : 'Posted on', dateWords(notice.postedOn, language)),
      line(zh ? '起止日期' : 'From - to', period(notice, language)),
    ]}</dl>
<p><a class="button" href="${link(reader, `${own}/object`)}">${zh ? '提出异议' : 'Object'}</a></p>
<p class="hint">${
      zh
        ? '可以不署名。也可以书面或电话向乡镇人民政府提出。'
        : 'You need not give a name. You may also write to or call the township government.'
    }</p>
<p><a class="button second" href="${link(reader, `${own}/notice.pdf`)}">${zh ? '下载打印版（PDF）' : 'Paper version (PDF)'}</a></p>
<p>${zh ? '监督举报：' : 'To complain: '}${notice.complaintChannel[language]}</p>
<p class="small">${zh ? '内容校验码' : 'Digest of the text'}: ${notice.contentDigest.slice(0, 16)}</p>`,
  };
}

const line = (label: string, value: string): Html => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`;

function period({ firstDay, lastDay, days, dayKind }: PublicNotice, language: 'zh' | 'en'): string {
  const [from, to] = [dateWords(firstDay, language), dateWords(lastDay, language)];
  if (language === 'zh') return `${from}至${to}，共 ${days} ${dayKind === 'working' ? '个工作日' : '天'}`;
  return `${from} to ${to} (${days} ${dayKind === 'working' ? 'working days' : 'days'})`;
}

function table({ language }: Reader, part: { label: Words; headings: Words[]; rows: Words[][] }): Html {
  return markup`<div class="wide" role="region" tabindex="0" aria-label="${part.label[language]}"><table><caption>${part.label[language]}</caption>
<thead><tr>${part.headings.map((heading) => markup`<th scope="col">${heading[language]}</th>`)}</tr></thead>
<tbody>${part.rows.map((row) => markup`<tr>${row.map((cell) => markup`<td>${cell[language]}</td>`)}</tr>`)}</tbody></table></div>`;
}
