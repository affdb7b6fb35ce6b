import { Refusal } from '@jingzhun/domain/refusal';

/** No token, or one that does not count. What exactly is wrong with it is not told: it would help only a forger. */
export class SignInNeeded extends Refusal {
  constructor() {
    super({
      code: 'auth.sign-in-needed',
      status: 401,
      zh: { title: '需要登录', detail: '您尚未登录，或登录已经失效。', next: '请重新登录后再继续；已填写但未提交的内容请先复制保存。' },
      en: { title: 'Sign in first', detail: 'You are not signed in, or your session has ended.', next: 'Sign in and continue.' },
      headers: { 'WWW-Authenticate': 'Bearer realm="jingzhun"' },
    });
  }
}

export class NotPermitted extends Refusal {
  constructor() {
    super({
      code: 'auth.not-permitted',
      status: 403,
      zh: { title: '没有权限', detail: '您的岗位不包含这项操作。', next: '如工作需要，请联系本部门的安全管理员调整岗位。' },
      en: {
        title: 'Not permitted',
        detail: 'Your role does not include this action.',
        next: "If your work needs it, ask your department's security administrator to change your role.",
      },
    });
  }
}

export class OtherDepartment extends Refusal {
  constructor() {
    super({
      code: 'auth.other-department',
      status: 403,
      zh: { title: '不属于您的部门', detail: '该内容由其他部门管理，您的账号不能访问。', next: '请通过该部门的经办人员办理。' },
      en: {
        title: 'Another department',
        detail: 'This belongs to another department; your account has no access.',
        next: 'Ask an officer of that department.',
      },
    });
  }
}

/** The keys that tokens are checked with have never been seen and their issuer does not answer. */
export class KeysUnavailable extends Refusal {
  constructor() {
    super({
      code: 'auth.keys-unavailable',
      status: 503,
      zh: {
        title: '暂时无法核对登录',
        detail: '登录服务没有应答，本服务还没有核对登录所需的公钥。',
        next: '请稍等一分钟后重试；如持续出现，请联系系统管理员。',
      },
      en: {
        title: 'Sign-in cannot be checked now',
        detail: 'The sign-in service does not answer and its public keys are not known here yet.',
        next: 'Wait a minute and try again; tell the administrator if it continues.',
      },
      headers: { 'Retry-After': '10' },
    });
  }
}

/** Thrown at start: a route whose permission nobody stated. */
export class NakedRoutes extends Error {
  constructor(routes: readonly string[]) {
    super(`the application does not start: routes without @RequirePermission or @Public:\n  ${routes.join('\n  ')}`);
    this.name = 'NakedRoutes';
  }
}
