import { Refusal, type RefusalText } from '@jingzhun/domain/refusal';

const refusal = (code: string, status: number, zh: RefusalText, en: RefusalText) =>
  class extends Refusal {
    constructor() {
      super({ code, status, zh, en });
    }
  };

export class SigningPasswordWrong extends refusal(
  'signing-proof.password-wrong',
  403,
  { title: '密码不对', detail: '输入的密码不正确，没有签名。', next: '请重新输入您的登录密码；忘记密码请联系本部门的安全管理员重置。' },
  {
    title: 'Password wrong',
    detail: 'The password is not right; nothing was signed.',
    next: 'Enter your sign-in password again, or ask your security administrator for a reset.',
  },
) {}

export class SigningCodeNeeded extends refusal(
  'signing-proof.code-needed',
  422,
  { title: '还需要动态码', detail: '您的账号绑定了验证器应用，签名时也要输入动态码。', next: '请输入验证器应用中显示的 6 位数字。' },
  {
    title: 'Code needed',
    detail: 'Your account has an authenticator app; signing asks for its code as well.',
    next: 'Enter the 6 digits your app shows.',
  },
) {}

export class SigningWithoutPassword extends refusal(
  'signing-proof.no-password',
  409,
  {
    title: '您的账号不能签名',
    detail: '您的账号由外部统一认证登录，在本系统没有密码，无法再次确认身份。',
    next: '请联系本部门的安全管理员，为您的账号设置签名用的密码。',
  },
  {
    title: 'Your account cannot sign',
    detail: 'Your account signs in elsewhere and has no password here to confirm who you are.',
    next: 'Ask your security administrator to give your account a password for signing.',
  },
) {}

export class TooManySigningAttempts extends Refusal {
  constructor(minutes: number) {
    super({
      code: 'signing-proof.too-many-attempts',
      status: 429,
      zh: {
        title: '尝试次数过多',
        detail: '密码或动态码多次输入错误，暂时不能签名。',
        next: `请在 ${minutes} 分钟后再试；忘记密码请联系本部门的安全管理员重置。`,
      },
      en: {
        title: 'Too many attempts',
        detail: 'Password or code was wrong too often; signing is locked for a while.',
        next: `Try again in ${minutes} minute(s), or ask your security administrator for a reset.`,
      },
      headers: { 'Retry-After': String(minutes * 60) },
    });
  }
}
