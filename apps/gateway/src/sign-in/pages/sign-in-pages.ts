import type { RefusalProblem } from '@jingzhun/domain/refusal';
import type { Language } from '@jingzhun/service-shell';
import { ROLE_NAMES } from '../../accounts/role-names.js';
import type { DemoAccount } from '../../demo/demo-accounts.js';
import { Html, markup } from './html.js';
import type { Page, Words } from './layout.js';

interface Common {
  language: Language;
  uid: string;
  wrong?: Words;
}

const action = (uid: string, step: string): string => `/auth/interaction/${uid}/${step}`;
const switchTo = ({ language, uid }: Common): string => `/auth/interaction/${uid}?lang=${language === 'zh' ? 'en' : 'zh'}`;
const alert = ({ wrong, language }: Common): Html | undefined => wrong && markup`<p class="wrong" role="alert">${wrong[language]}</p>`;
const hiddenLanguage = (language: Language): Html => markup`<input type="hidden" name="lang" value="${language}" />`;

export interface DemoList {
  accounts: readonly DemoAccount[];
  password: string;
  chosen?: DemoAccount;
}

export function passwordPage(page: Common & { userName?: string; demo?: DemoList }): Page {
  const { language, uid, demo } = page;
  const t = language === 'zh' ? ['用户名', '密码', '登录'] : ['User name', 'Password', 'Sign in'];
  const forgotten =
    language === 'zh' ? '忘记密码？请联系本部门的安全管理员重置。' : "Forgotten it? Your department's security administrator can reset it.";
  return {
    language,
    title: { zh: '登录', en: 'Sign in' },
    switchTo: switchTo(page),
    body: markup`${alert(page)}
      <form method="post" action="${action(uid, 'password')}" id="form">
        ${hiddenLanguage(language)}
        <label for="userName">${t[0]}</label>
        <input
          id="userName"
          name="userName"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          value="${demo?.chosen?.userName ?? page.userName}"
          ${page.wrong && markup` aria-invalid="true"`}
        />
        <label for="password">${t[1]}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          value="${demo?.chosen && demo.password}"
          ${page.wrong && markup` aria-invalid="true"`}
        />
        <button>${t[2]}</button>
        <p class="hint">${forgotten}</p>
      </form>
      ${demo && demoList(page, demo)}`,
  };
}

function demoList({ language, uid }: Common, { accounts, password }: DemoList): Html {
  const zh = language === 'zh';
  return markup`<section aria-labelledby="demo">
    <h2 id="demo">${zh ? '演示账号' : 'Demonstration accounts'}</h2>
    <p class="note">
      ${
        zh
          ? `这是演示环境，人名均为虚构。点一个账号即可填好，密码都是 ${password}。演示中管理员不需要动态码；正式运行时必须使用。`
          : `This is a demonstration; all names are invented. Choose an account to fill it in; the password is always ${password}. Administrators need no second factor here; in operation they must use one.`
      }
    </p>
    <ul class="accounts">
      ${accounts.map(
        (account) =>
          markup`<li>
            <a href="/auth/interaction/${uid}?lang=${language}&amp;fill=${account.userName}#form"
              >${account.name}（${ROLE_NAMES[account.roles[0]][language]}）<span>${account.shows[language]}</span></a
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

export function codePage(page: Common & { step: string }): Page {
  const { language, uid, step } = page;
  const zh = language === 'zh';
  return {
    language,
    title: { zh: '动态码', en: 'Second step' },
    body: markup`${alert(page)}
      <p>
        ${zh ? '请打开手机上的验证器应用，输入显示的 6 位数字。' : 'Open the authenticator app on your phone and enter the 6 digits it shows.'}
      </p>
      <form method="post" action="${action(uid, 'code')}">
        ${hiddenLanguage(language)}<input type="hidden" name="step" value="${step}" />
        <label for="code">${zh ? '6 位动态码' : '6-digit code'}</label>
        <input
          id="code"
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          pattern="[0-9 ]{6,7}"
          maxlength="7"
          required
          autofocus
        />
        <button>${zh ? '继续' : 'Continue'}</button>
        <p class="hint">
          ${zh ? '手机遗失？请联系本部门的安全管理员重置账号。' : 'Phone lost? Your security administrator can reset the account.'}
        </p>
      </form>`,
  };
}

export function enrolPage(page: Common & { step: string; secret: string; picture: string }): Page {
  const { language, uid, step } = page;
  const zh = language === 'zh';
  return {
    language,
    title: { zh: '绑定验证器应用', en: 'Set up your authenticator app' },
    body: markup`${alert(page)}
      <p>
        ${
          zh
            ? '管理员登录需要第二步验证。请用手机上的验证器应用（支持 TOTP）扫描下图，再输入显示的 6 位数字。'
            : 'Administrators sign in with a second step. Scan the picture with an authenticator app (TOTP) and enter the 6 digits it shows.'
        }
      </p>
      ${secretPicture(language, page)}
      <form method="post" action="${action(uid, 'enrol')}">
        ${hiddenLanguage(language)}<input type="hidden" name="step" value="${step}" />
        <label for="code">${zh ? '6 位动态码' : '6-digit code'}</label>
        <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,7}" maxlength="7" required />
        <button>${zh ? '绑定并继续' : 'Confirm and continue'}</button>
      </form>`,
  };
}

/** The picture for the eye and the camera, the secret for everybody else. */
export function secretPicture(language: Language, { secret, picture }: { secret: string; picture: string }): Html {
  const zh = language === 'zh';
  return markup`<div class="picture" role="img" aria-label="${zh ? '供验证器应用扫描的二维码' : 'QR code for the authenticator app'}">
      ${new Html(picture)}
    </div>
    <p class="hint">
      ${zh ? '不能扫描时，请手工输入密钥：' : 'If you cannot scan it, type in this key:'}
      <code>${secret.replaceAll(/(.{4})/g, '$1 ').trim()}</code>
    </p>`;
}

export function newPasswordPage(page: Common & { step: string; problems?: readonly RefusalProblem[] }): Page {
  const { language, uid, step, problems = [] } = page;
  const zh = language === 'zh';
  return {
    language,
    title: { zh: '设置新密码', en: 'Choose a new password' },
    body: markup`${alert(page)}${
      problems.length > 0 &&
      markup`<div class="wrong" role="alert">
          <ul>
            ${problems.map((problem) => markup`<li>${problem[language]}</li>`)}
          </ul>
        </div>`
    }
      <p>
        ${zh ? '这是一次性密码，请换成只有您自己知道的密码。' : 'You signed in with a one-time password. Replace it by one that only you know.'}
      </p>
      <form method="post" action="${action(uid, 'new-password')}">
        ${hiddenLanguage(language)}<input type="hidden" name="step" value="${step}" />
        <label for="password">${zh ? '新密码' : 'New password'}</label>
        <input id="password" name="password" type="password" autocomplete="new-password" required aria-describedby="rules" />
        <p class="hint" id="rules">${PASSWORD_HINT[language]}</p>
        <label for="again">${zh ? '再输入一次' : 'Once more'}</label>
        <input id="again" name="again" type="password" autocomplete="new-password" required />
        <button>${zh ? '保存并登录' : 'Save and sign in'}</button>
      </form>`,
  };
}

export const PASSWORD_HINT: Words = {
  zh: '至少 10 个字符，含大写、小写、数字、符号中的三类；或至少 14 个字符。不能是常见密码，不能包含用户名，不能与最近五次相同。',
  en: 'At least 10 characters with three of capitals, small letters, digits and signs, or at least 14 characters. Not a common one, not your user name, none of your last five.',
};
