import { DEPARTMENT_NAMES, ROLE_NAMES } from '../accounts/role-names.js';
import { DEPARTMENTS, type Department } from '@jingzhun/persistence';
import type { Language } from '@jingzhun/service-shell';
import { markup, type Html } from '../sign-in/pages/html.js';
import type { Page, Words } from '../sign-in/pages/layout.js';
import { PASSWORD_HINT, secretPicture } from '../sign-in/pages/sign-in-pages.js';

export const FIRST_ROLES = ['system-admin', 'security-admin'] as const;
export type FirstRole = (typeof FIRST_ROLES)[number];

export interface Entered {
  userName: string;
  name: string;
}

export interface SetUpPage {
  language: Language;
  token: string;
  sealed: string;
  department: Department;
  /** Per role: the secret to scan, and what was entered before something was wrong. */
  persons: Record<FirstRole, { secret: string; picture: string; entered?: Entered; wrong?: readonly Words[] }>;
  wrong?: Words;
}

export function setUpPage({ language, token, sealed, department, persons, wrong }: SetUpPage): Page {
  const zh = language === 'zh';
  return {
    language,
    title: { zh: '首次设置', en: 'First set-up' },
    switchTo: `/auth/set-up/${token}?lang=${zh ? 'en' : 'zh'}`,
    body: markup`${wrong && markup`<p class="wrong" role="alert">${wrong[language]}</p>`}
      <p>
        ${
          zh
            ? '本系统还没有账号。请建立第一个系统管理员和第一个安全管理员：两个岗位互相制约，应由两个人担任。每人用自己的手机扫描各自的二维码。'
            : 'There are no accounts yet. Make the first system administrator and the first security administrator: the two check each other and are two people. Each scans the own picture with the own phone.'
        }
      </p>
      <form method="post" action="/auth/set-up/${token}">
        <input type="hidden" name="lang" value="${language}" /><input type="hidden" name="sealed" value="${sealed}" />
        <label for="department">${zh ? '部门' : 'Department'}</label>
        <select id="department" name="department">
          ${DEPARTMENTS.map(
            (one) => markup`<option value="${one}" ${one === department && markup` selected`}>${DEPARTMENT_NAMES[one][language]}</option>`,
          )}
        </select>
        <p class="hint">
          ${
            zh
              ? '多个部门共用本系统时选“全县平台”，再由它的安全管理员建立各部门的管理员；只装一个部门时选该部门。'
              : 'Where several departments share this system choose the county platform, whose security administrator appoints those of the departments; with one department choose it.'
          }
        </p>
        ${FIRST_ROLES.map((role) => personFields(language, role, persons[role]))}
        <button>${zh ? '建立两个账号' : 'Make both accounts'}</button>
      </form>`,
  };
}

function personFields(language: Language, role: FirstRole, person: SetUpPage['persons'][FirstRole]): Html {
  const t =
    language === 'zh'
      ? { name: '姓名', userName: '用户名', rule: '3 到 40 个小写字母、数字、点或连字符', password: '密码', code: '6 位动态码' }
      : {
          name: 'Name',
          userName: 'User name',
          rule: '3 to 40 small letters, digits, dots or hyphens',
          password: 'Password',
          code: '6-digit code',
        };
  return markup`<fieldset>
    <legend>${ROLE_NAMES[role][language]}</legend>
    ${
      person.wrong &&
      person.wrong.length > 0 &&
      markup`<div class="wrong" role="alert">
        <ul>
          ${person.wrong.map((one) => markup`<li>${one[language]}</li>`)}
        </ul>
      </div>`
    } <label for="${role}-name">${t.name}</label
    ><input id="${role}-name" name="${role}-name" required maxlength="60" autocomplete="off" value="${person.entered?.name}" />
    <label for="${role}-userName">${t.userName}</label
    ><input
      id="${role}-userName"
      name="${role}-userName"
      required
      pattern="[a-z0-9][a-z0-9._\\-]{2,39}"
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      aria-describedby="${role}-rule"
      value="${person.entered?.userName}"
    />
    <p class="hint" id="${role}-rule">${t.rule}</p>
    <label for="${role}-password">${t.password}</label
    ><input
      id="${role}-password"
      name="${role}-password"
      type="password"
      required
      autocomplete="new-password"
      aria-describedby="${role}-rules"
    />
    <p class="hint" id="${role}-rules">${PASSWORD_HINT[language]}</p>
    ${secretPicture(language, person)}
    <label for="${role}-code">${t.code}</label
    ><input
      id="${role}-code"
      name="${role}-code"
      required
      inputmode="numeric"
      autocomplete="one-time-code"
      pattern="[0-9 ]{6,7}"
      maxlength="7"
    />
  </fieldset>`;
}

export function setUpDonePage(language: Language): Page {
  const zh = language === 'zh';
  return {
    language,
    title: { zh: '设置完成', en: 'Set-up is complete' },
    body: markup`<p>
        ${
          zh
            ? '两个账号已建立，设置链接已失效。请由安全管理员登录后建立其他账号。'
            : 'Both accounts exist and the link has ended. Let the security administrator sign in and make the other accounts.'
        }
      </p>
      <p><a href="/auth/sign-in">${zh ? '去登录' : 'Sign in'}</a></p>`,
  };
}

export function setUpLinkEndedPage(language: Language): Page {
  const zh = language === 'zh';
  return {
    language,
    title: { zh: '链接已失效', en: 'The link has ended' },
    body: markup`<p>
        ${
          zh
            ? '设置链接只能使用一次，一天内有效。若还没有任何账号，重新启动系统会生成新的链接；否则请直接登录。'
            : 'The set-up link works once and for one day. If there is no account yet, a restart makes a new link; otherwise sign in.'
        }
      </p>
      <p><a href="/auth/sign-in">${zh ? '去登录' : 'Sign in'}</a></p>`,
  };
}
