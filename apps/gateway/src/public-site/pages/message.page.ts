import type { Owner } from '../../config.js';
import { markup } from '../../sign-in/pages/html.js';
import type { Refused } from '../department-client.js';
import { DEPARTMENT_NAMES } from '../words.js';
import { link, type PublicPage, type Reader } from './layout.js';

/** What a department refuses, in its own words. */
export function refusedPage(reader: Reader, { title, detail, next }: Refused): PublicPage {
  return {
    reader,
    title: { zh: title, en: title },
    body: markup`<p>${detail}</p><p>${next}</p>
<p><a href="${link(reader, '/public')}">${reader.language === 'zh' ? '返回公示栏' : 'Back to the notice board'}</a></p>`,
  };
}

export const departmentDownPage = (reader: Reader, department: Owner): PublicPage =>
  refusedPage(
    reader,
    reader.language === 'zh'
      ? {
          ...{ code: '', title: '暂时打不开', detail: `“${DEPARTMENT_NAMES[department].zh}”的系统暂时连接不上，其他部门的公示不受影响。` },
          next: '请过几分钟再试。公示期没有因此改变，也可以到村委会公示栏查看，或以书面、电话方式提出异议。',
        }
      : {
          ...{
            code: '',
            title: 'Not available now',
            detail: `“${DEPARTMENT_NAMES[department].en}” does not answer; the notices of the others are not affected.`,
          },
          next: 'Try again in a few minutes. The period goes on; you may also read the notice at the village board, or object on paper or by phone.',
        },
  );

export const unknownPage = (reader: Reader): PublicPage =>
  refusedPage(
    reader,
    reader.language === 'zh'
      ? { code: '', title: '没有这个页面', detail: '地址有误，或二维码不完整。', next: '请从公示栏首页重新进入。' }
      : {
          code: '',
          title: 'No such page',
          detail: 'The address is wrong or the code incomplete.',
          next: 'Start again from the notice board.',
        },
  );

export const tooManyPage = (reader: Reader, seconds: number): PublicPage =>
  refusedPage(
    reader,
    reader.language === 'zh'
      ? {
          code: '',
          title: '访问太频繁',
          detail: '同一网络的访问或提交次数过多。',
          next: `请在 ${waitInWords(seconds, '分钟', '秒')} 后再试；异议也可以书面或电话提出。`,
        }
      : {
          code: '',
          title: 'Too many requests',
          detail: 'Too many visits from the same network.',
          next: `Try again in ${waitInWords(seconds, ' minutes', ' seconds')}; you may also object on paper or by phone.`,
        },
  );

const waitInWords = (seconds: number, minutes: string, unit: string): string =>
  seconds > 90 ? `${Math.ceil(seconds / 60)}${minutes}` : `${seconds}${unit}`;

/** The form was filled in by a machine, or lay open for more than a day. */
export const notSentPage = (reader: Reader): PublicPage =>
  refusedPage(
    reader,
    reader.language === 'zh'
      ? {
          code: '',
          title: '没有提交成功',
          detail: '页面打开时间过长，或提交方式不正常，异议没有收到。',
          next: '请重新打开公示页面，再填写一次；也可以书面或电话提出。',
        }
      : {
          code: '',
          title: 'Not sent',
          detail: 'The page was open too long or was sent in an unusual way; nothing was received.',
          next: 'Open the notice again and fill in the form once more, or object on paper or by phone.',
        },
  );
