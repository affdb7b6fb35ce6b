import { Inject, Injectable } from '@nestjs/common';
import { AuditLog, type AuditResult } from '@jingzhun/audit';
import { needsSecondFactor } from '@jingzhun/auth';
import { Refusal, type RefusalProblem } from '@jingzhun/domain/refusal';
import type { AccountEntity } from '../accounts/account.entity.js';
import { CodeWrong, PasswordTooWeak } from '../accounts/account.errors.js';
import { OwnAccountService } from '../accounts/own-account.service.js';
import { newTotpSecret } from '../accounts/totp.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { Sealed } from '../sealed.js';
import type { Words } from './pages/layout.js';
import { SignInStep, STEP_LIFETIME_MS, STEP_PURPOSE } from './sign-in-step.js';
import { SignInThrottle } from '../accounts/sign-in-throttle.js';

/** What the person sees next. */
export type Next =
  | { show: 'password'; wrong?: Words; userName?: string; status: number }
  | { show: 'code'; step: string; wrong?: Words; status: number }
  | { show: 'enrol'; step: string; secret: string; userName: string; wrong?: Words; status: number }
  | { show: 'new-password'; step: string; wrong?: Words; problems?: readonly RefusalProblem[]; status: number }
  | { show: 'expired' }
  | { show: 'done'; accountId: string; methods: string[] };

const WRONG_PASSWORD: Words = { zh: '用户名或密码不对，或账号已停用。', en: 'User name or password is wrong, or the account is disabled.' };
const WRONG_CODE: Words = {
  zh: '动态码不对、已过期或已经用过，请输入新显示的数字。',
  en: 'The code is wrong, expired or used. Enter the next one.',
};
const NOT_THE_SAME: Words = { zh: '两次输入的新密码不一样。', en: 'The two new passwords differ.' };

const lockedFor = (minutes: number): Words => ({
  zh: `尝试次数过多，暂时不能登录。请在 ${minutes} 分钟后再试；忘记密码请联系本部门的安全管理员重置。`,
  en: `Too many attempts. Try again in ${minutes} minute(s); if you forgot the password, ask your security administrator to reset it.`,
});

/** From user name and password to "it is this person", in as many steps as the account asks for. */
@Injectable()
export class SignInService {
  constructor(
    @Inject(OwnAccountService) private readonly accounts: OwnAccountService,
    @Inject(SignInThrottle) private readonly throttle: SignInThrottle,
    @Inject(Sealed) private readonly sealed: Sealed,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  async password(uid: string, userName: string, password: string, ip: string): Promise<Next> {
    const minutes = await this.throttle.begin(userName, ip);
    if (minutes > 0) {
      await this.record(await this.accounts.findByUserName(userName), 'refused', ip, 'locked');
      return { show: 'password', wrong: lockedFor(minutes), userName, status: 429 };
    }
    const account = await this.accounts.provePassword(userName, password);
    if (!account) {
      await this.record(await this.accounts.findByUserName(userName), 'refused', ip, 'wrong-password');
      return { show: 'password', wrong: WRONG_PASSWORD, userName, status: 401 };
    }
    await this.throttle.succeeded(userName, ip);
    return this.next(account, { uid, accountId: account.id, codeProved: false }, ip);
  }

  async code(uid: string, sealed: string, code: string, ip: string): Promise<Next> {
    const found = await this.resume(uid, sealed);
    if (!found) return { show: 'expired' };
    const { account, step } = found;
    const again = (wrong: Words, status: number): Next => ({ show: 'code', step: sealed, wrong, status });
    const minutes = await this.throttle.begin(`code ${account.id}`, ip);
    if (minutes > 0) return again(lockedFor(minutes), 429);
    if (await refused(this.accounts.proveCode(account.id, code))) {
      await this.record(account, 'refused', ip, 'wrong-code');
      return again(WRONG_CODE, 401);
    }
    await this.throttle.succeeded(`code ${account.id}`, ip);
    return this.next(account, { ...step, codeProved: true }, ip);
  }

  async enrol(uid: string, sealed: string, code: string, ip: string): Promise<Next> {
    const found = await this.resume(uid, sealed);
    if (!found?.step.secret || found.account.totpCipher) return { show: 'expired' };
    const { account, step } = found;
    const { secret = '' } = step;
    if (await refused(this.accounts.enrol(account.id, secret, code)))
      return { show: 'enrol', step: sealed, secret, userName: account.userName, wrong: WRONG_CODE, status: 401 };
    return this.next(account, { ...step, codeProved: true }, ip);
  }

  async newPassword(uid: string, sealed: string, given: { password: string; again: string }, ip: string): Promise<Next> {
    const found = await this.resume(uid, sealed);
    if (!found?.account.mustChangePassword || this.missesCode(found.account, found.step)) return { show: 'expired' };
    if (given.password !== given.again) return { show: 'new-password', step: sealed, wrong: NOT_THE_SAME, status: 422 };
    const refusal = await refused(this.accounts.replacePassword(found.account.id, given.password));
    if (refusal) return { show: 'new-password', step: sealed, problems: refusal.problems ?? [], status: 422 };
    found.account.mustChangePassword = false;
    return this.next(found.account, found.step, ip);
  }

  private async next(account: AccountEntity, step: SignInStep, ip: string): Promise<Next> {
    if (this.missesCode(account, step)) {
      if (account.totpCipher) return { show: 'code', step: this.seal(step), status: 200 };
      const secret = newTotpSecret();
      return { show: 'enrol', step: this.seal({ ...step, secret }), secret, userName: account.userName, status: 200 };
    }
    if (account.mustChangePassword) return { show: 'new-password', step: this.seal(step), status: 200 };
    await this.accounts.signedIn(account.id);
    await this.record(account, 'success', ip, step.codeProved ? 'password-and-code' : 'password');
    return { show: 'done', accountId: account.id, methods: step.codeProved ? ['pwd', 'otp', 'mfa'] : ['pwd'] };
  }

  /** Whoever enrolled an app uses it; administrators must, except the invented ones of a demonstration. */
  private missesCode(account: AccountEntity, step: SignInStep): boolean {
    if (step.codeProved) return false;
    if (account.totpCipher) return true;
    return needsSecondFactor(account.roles) && !(this.config.demo && account.demo);
  }

  private async resume(uid: string, sealed: string): Promise<{ account: AccountEntity; step: SignInStep } | undefined> {
    const step = this.sealed.open(STEP_PURPOSE, sealed, SignInStep);
    const account = step?.uid === uid ? await this.accounts.find(step.accountId) : undefined;
    return step && account?.status === 'enabled' ? { account, step } : undefined;
  }

  private seal(step: SignInStep): string {
    return this.sealed.seal(STEP_PURPOSE, step, STEP_LIFETIME_MS);
  }

  private async record(account: AccountEntity | undefined, result: AuditResult, ip: string, how: string): Promise<void> {
    await this.audit.recordAlone({
      ...(account && {
        actor: { accountId: account.id, name: account.name, roles: account.roles, area: account.area },
        objectType: 'account',
        objectId: account.id,
      }),
      action: 'sign-in',
      ip,
      result,
      detail: { how },
    });
  }
}

async function refused(attempt: Promise<void>): Promise<Refusal | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    if (error instanceof CodeWrong || error instanceof PasswordTooWeak) return error;
    throw error;
  }
}
