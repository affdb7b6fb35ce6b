import type { Html } from '../../sign-in/pages/html.js';
import { markup } from '../../sign-in/pages/html.js';
import { factsOf, townshipsOf, villagesOf, type BoardNotice, type BoardPlace } from '../board.js';
import type { DepartmentNotices } from '../notice-board.js';
import { dateWords, DEPARTMENT_NAMES, timeWords } from '../words.js';
import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import { link, type PublicPage, type Reader } from './layout.js';

const several = (departments: readonly DepartmentNotices[]): boolean => departments.length > 1;

/** So many villages are read on one page; beyond, a township is opened to see its villages. */
const ONE_PAGE = 40;

/** The whole county: the villages in which something hangs, below their townships. */
export function boardPage(reader: Reader, notices: readonly BoardNotice[], departments: readonly DepartmentNotices[]): PublicPage {
  const zh = reader.language === 'zh';
  const { county, townships } = townshipsOf(notices);
  const places = townships.map((township) => ({ township, villages: villagesOf(township.notices, township.code) }));
  const isOpen = places.reduce((sum, { villages }) => sum + villages.length, 0) <= ONE_PAGE;
  return {
    reader,
    title: { zh: '公示公告', en: 'Public notices' },
    body: markup`${silent(reader, departments)}
${places.length > 0 ? markup`<p>${lead(zh, isOpen)}</p>` : nothing(reader)}
${places.map(({ township, villages }) =>
  isOpen
    ? markup`<section aria-labelledby="t${township.code}"><h2 id="t${township.code}"><a href="${link(reader, `/public/places/${township.code}`)}">${township.name}</a></h2>${villageList(reader, villages)}</section>`
    : markup`<details><summary>${township.name}<span class="small">${counted(zh, township.notices.length)}</span></summary>${villageList(reader, villages)}</details>`,
)}
${county.length > 0 ? markup`<h2>${zh ? '全市' : 'The whole county'}</h2>${noticeList(reader, county, several(departments))}` : undefined}`,
  };
}

const lead = (zh: boolean, isOpen: boolean): string => {
  if (isOpen) return zh ? '请点开您所在的村。' : 'Open your village.';
  return zh ? '请点开您所在的乡镇，再点村名。' : 'Open your township, then your village.';
};

const counted = (zh: boolean, count: number): string => {
  if (zh) return `${count} 份公示`;
  return count === 1 ? '1 notice' : `${count} notices`;
};

const villageList = (reader: Reader, villages: readonly BoardPlace[]): Html =>
  markup`<ul class="list">${villages.map(
    ({ code, name, notices: { length } }) =>
      markup`<li><a href="${link(reader, `/public/places/${code}`)}">${name}<span class="small">${counted(reader.language === 'zh', length)}</span></a></li>`,
  )}</ul>`;

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
<p><a href="${link(reader, '/public')}">${reader.language === 'zh' ? '其他村、乡镇' : 'Other villages and townships'}</a></p>`,
  };
}

const villagePart = (reader: Reader, { code, name, notices }: BoardPlace, withDepartment: boolean): Html =>
  markup`<section aria-labelledby="v${code}"><h2 id="v${code}">${name}</h2>${noticeList(reader, notices, withDepartment)}</section>`;

function noticeList(reader: Reader, notices: readonly BoardNotice[], withDepartment: boolean): Html {
  const { language } = reader;
  return markup`<ul class="list">${notices.map((notice) => {
    const { id, department, groupName, postedOn, lastDay } = notice;
    const { name, facts } = factsOf(notice, language);
    const until =
      language === 'zh'
        ? `${dateWords(postedOn, language)}张贴，公示至 ${dateWords(lastDay, language)}`
        : `posted on ${postedOn}, until ${lastDay}`;
    const where = [...(groupName ? [groupName] : []), ...(withDepartment ? [DEPARTMENT_NAMES[department][language]] : [])];
    return markup`<li><a href="${link(reader, `/public/${department}/notices/${id}`)}">${name}<span class="small">${facts.join(' · ')}</span><span class="small">${[until, ...where].join(' · ')}</span></a></li>`;
  })}</ul>`;
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
