import { defineMessages } from '../../../i18n/messages.js';

export const signInMessages = defineMessages('signIn', {
  zh: {
    name: '精准',
    what: '县级精准帮扶工作系统',
    promise: '六个部门，一套户册。',
    signIn: '登录',
    hint: '使用本单位发给您的账号。忘记密码，请找本部门的安全管理员重置。',
    language: '界面语言',
  },
  en: {
    name: 'Jingzhun',
    what: 'A county’s work with poor households',
    promise: 'Six departments, one register.',
    signIn: 'Sign in',
    hint: 'Use the account your office gave you. If you forgot the password, ask your department’s security administrator to reset it.',
    language: 'Language',
  },
});
