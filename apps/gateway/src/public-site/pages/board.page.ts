import type { Html } from '../../sign-in/pages/html.js';
import { markup } from '../../sign-in/pages/html.js';
import { townshipsOf, villagesOf, type BoardNotice, type BoardPlace } from '../board.js';
import type { DepartmentNotices } from '../notice-board.js';
import { dateWords, DEPARTMENT_NAMES, timeWords } from '../words.js';
import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import { link, type PublicPage, type Reader } from './layout.js';

const several = (departments: readonly DepartmentNotices[]): boolean => departments.length > 1;

/** The whole county: townships in which something hangs. */
export function boardPage(reader: Reader, notices: readonly BoardNotice[], departments: readonly DepartmentNotices[]): PublicPage {
  const zh = reader.language === 'zh';
  const { county, townships } = townshipsOf(notices);
  const list = townships.map(
    ({ code, name, notices: inside }) =>
      markup`<li><a href="${link(reader, `/public/places/${code}`)}">${name}<span class="small">${
        zh ? `${inside.length} 份公示` : `${inside.length} notice(s)`
      }</span></a></li>`,
  );
  return {
    reader,
    title: { zh: '公示公告', en: 'Public notices' },
    body: markup`${silent(reader, departments)}
<p>${zh ? '请选择所在的乡镇，再选择村。' : 'Choose your township, then your village.'}</p>
${townships.length > 0 ? markup`<ul class="list">${list}</ul>` : nothing(reader)}
${county.length > 0 ? markup`<h2>${zh ? '全市' : 'The whole county'}</h2>${noticeList(reader, county, several(departments))}` : undefined}`,
  };
}

/** A township: its villages with what hangs in each. Also one village alone, by the code on its own board. */
export function placePage(
  reader: Reader,
  area: DivisionPrefix,
  notices: readonly BoardNotice[],
  departments: readonly DepartmentNotices[],
): PublicPage {
  const villages = villagesOf(notices, area);
  const name = villages[0]?.notices[0]?.placeNames[area.length === 9 ? 1 : 2] ?? '';
  return {
    reader,
    title: name ? { zh: `${name}公示公告`, en: `Notices: ${name}` } : { zh: '公示公告', en: 'Public notices' },
    body: markup`${silent(reader, departments)}
${villages.length > 0 ? villages.map((village) => villagePart(reader, village, several(departments))) : nothing(reader)}
<p><a href="${link(reader, '/public')}">${reader.language === 'zh' ? '其他乡镇' : 'Other townships'}</a></p>`,
  };
}

const villagePart = (reader: Reader, { code, name, notices }: BoardPlace, withDepartment: boolean): Html =>
  markup`<section aria-labelledby="v${code}"><h2 id="v${code}">${name}</h2>${noticeList(reader, notices, withDepartment)}</section>`;

function noticeList(reader: Reader, notices: readonly BoardNotice[], withDepartment: boolean): Html {
  const { language } = reader;
  return markup`<ul class="list">${notices.map(
    ({ id, department, title, about, groupName, lastDay }) =>
      markup`<li><a href="${link(reader, `/public/${department}/notices/${id}`)}">${about ? about[language] : title[language]}<span class="small">${[
        ...(about ? [title[language]] : []),
        ...(groupName ? [groupName] : []),
        language === 'zh' ? `公示至 ${dateWords(lastDay, language)}` : `until ${lastDay}`,
        ...(withDepartment ? [DEPARTMENT_NAMES[department][language]] : []),
      ].join(' · ')}</span></a></li>`,
  )}</ul>`;
}

const nothing = ({ language }: Reader): Html =>
  markup`<p>${language === 'zh' ? '现在没有正在公示的内容。' : 'Nothing is posted at the moment.'}</p>`;

/** Says which department does not answer and how old its list is, instead of showing less without a word. */
function silent({ language }: Reader, departments: readonly DepartmentNotices[]): Html | undefined {
  const down = departments.filter(({ lastKnown }) => lastKnown !== undefined);
  if (down.length === 0) return undefined;
  const lines = down.map(({ department, lastKnown }) => {
    const name = DEPARTMENT_NAMES[department][language];
    if (language === 'zh')
      return markup`<p>“${name}”的公示暂时无法更新，${lastKnown ? `下面是 ${timeWords(lastKnown, language)} 的公示` : '暂时看不到其公示'}。请稍后再来查看。</p>`;
    return markup`<p>The notices of “${name}” cannot be refreshed now; ${
      lastKnown ? `shown as of ${timeWords(lastKnown, language)}` : 'they cannot be shown'
    }. Please come back later.</p>`;
  });
  return markup`<div class="note" role="status">${lines}</div>`;
}
