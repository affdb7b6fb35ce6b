import { Refusal } from '@jingzhun/domain/refusal';

export class OtherSite extends Refusal {
  constructor() {
    super({
      code: 'auth.other-site',
      status: 403,
      zh: {
        title: '请求来自其他网站',
        detail: '为防止冒用您的登录，来自其他网站的操作不予处理。',
        next: '请在本系统的页面上操作；使用接口的单位请发送 Origin 头，或改用访问令牌。',
      },
      en: {
        title: 'The request comes from another site',
        detail: 'Commands with a session cookie are accepted from our own pages only.',
        next: 'Use our own pages; integrators: send the Origin header, or use an access token.',
      },
    });
  }
}

export class TooManyRequests extends Refusal {
  constructor(seconds: number) {
    super({
      code: 'auth.too-many-requests',
      status: 429,
      zh: { title: '操作太频繁', detail: '短时间内的请求超过了限制。', next: `请在 ${seconds} 秒后再试。` },
      en: { title: 'Too many requests', detail: 'More requests than allowed in a short time.', next: `Try again in ${seconds} second(s).` },
      headers: { 'Retry-After': String(seconds) },
    });
  }
}

export class IssuerAway extends Refusal {
  constructor() {
    super({
      code: 'auth.issuer-away',
      status: 503,
      zh: {
        title: '统一登录服务没有应答',
        detail: '单位配置的统一登录服务暂时连接不上。',
        next: '请稍等一分钟后重试；如持续出现，请联系系统管理员。',
      },
      en: {
        title: 'The sign-in service does not answer',
        detail: 'The configured external issuer cannot be reached.',
        next: 'Wait a minute and try again; tell the administrator if it continues.',
      },
    });
  }
}
