import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { Caller, permissionsOf, Public, SignedIn, type Principal } from '@jingzhun/auth';
import { Clock } from '@jingzhun/persistence';
import { languageOf } from '@jingzhun/service-shell';
import { OwnAccountService } from '../accounts/own-account.service.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { brokenOff } from '../sign-in/pages/error-page.js';
import { sendPage } from '../sign-in/pages/layout.js';
import { AreaNames } from './area-names.js';
import { clearSessionCookie, cookieOf, sessionCookieOf, setSessionCookie } from './session-cookie.js';
import { IssuerAway } from './session.errors.js';
import { Sessions } from './sessions.js';
import { originOf } from './same-origin.js';
import { ATTEMPT_LIFETIME_MS, SignInClient } from './sign-in-client.js';

const ATTEMPT_COOKIE = 'jz-sign-in';
const PROVIDER_COOKIE = 'jz-oidc';

/** The browser's session: begun and ended here, never seen by scripts. Tokens stay on the server. */
@ApiExcludeController()
@Controller('auth')
export class SessionController {
  constructor(
    @Inject(SignInClient) private readonly client: SignInClient,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(OwnAccountService) private readonly accounts: OwnAccountService,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(AreaNames) private readonly areas: AreaNames,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get('sign-in')
  @Public('the way to the issuer')
  async signIn(
    @Query('returnTo') returnTo: string | undefined,
    @Query('with') way: string | undefined,
    @Query('lang') lang: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const language = lang ?? languageOf(request.get('accept-language'));
    const begun = await this.client
      .begin(originOf(request, this.config.publicUrl), ownPath(returnTo), language === 'en' ? 'en' : 'zh-CN', way === 'password')
      .catch(() => {
        throw new IssuerAway();
      });
    response
      .cookie(ATTEMPT_COOKIE, begun.attempt, { ...this.cookie(request), maxAge: ATTEMPT_LIFETIME_MS })
      .setHeader('Cache-Control', 'no-store')
      .redirect(303, begun.location);
  }

  @Get('callback')
  @Public('the way back from the issuer; the sealed attempt of this browser is checked')
  async callback(@Req() request: Request, @Res() response: Response): Promise<void> {
    const query = request.originalUrl.slice(request.originalUrl.indexOf('?'));
    const finished = await this.client.finish(cookieOf(request, ATTEMPT_COOKIE), query);
    response.clearCookie(ATTEMPT_COOKIE, this.cookie(request));
    if (!finished) {
      const detail = {
        zh: '登录没有完成：页面已过期，或该身份在本系统没有启用的账号。',
        en: 'The page has expired, or this identity has no enabled account here.',
      };
      return sendPage(response, brokenOff(languageOf(request.get('accept-language')), detail), 401);
    }
    setSessionCookie(request, response, await this.sessions.start(finished.accountId));
    response.setHeader('Cache-Control', 'no-store').redirect(303, finished.returnTo);
  }

  @Get('session')
  @SignedIn('who am I and what may I')
  async session(
    @Caller() { accountId, name, department, roles, area, bank }: Principal,
    @Res({ passthrough: true }) response: Response,
  ): Promise<unknown> {
    response.setHeader('Cache-Control', 'no-store');
    const account = await this.accounts.find(accountId);
    return {
      account: { id: accountId, name, department, roles, area, areaName: this.areas.nameOf(area, this.clock.today()), bank: bank ?? null },
      locale: account?.language === 'en' ? 'en' : 'zh-CN',
      permissions: permissionsOf(roles),
      demo: this.config.demo,
    };
  }

  @Post('sign-out')
  @HttpCode(204)
  @Public('whoever has no session is signed out already')
  async signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const token = sessionCookieOf(request);
    const session = token && (await this.sessions.find(token));
    if (token && session) {
      await this.sessions.end(token);
      await this.audit.recordAlone({ actor: actorOf(session.principal), action: 'sign-out', ip: request.ip ?? '', result: 'success' });
    }
    const provider = cookieOf(request, PROVIDER_COOKIE);
    if (provider) await this.sessions.forgetProviderSession(provider);
    clearSessionCookie(request, response);
  }

  @Post('sign-out-everywhere')
  @HttpCode(204)
  @Public('needs the session cookie, checked below; without one there is nothing to end')
  async signOutEverywhere(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    const token = sessionCookieOf(request);
    const session = token && (await this.sessions.find(token));
    if (session) {
      await this.accounts.endAllSessions(session.principal.accountId);
      await this.audit.recordAlone({
        actor: actorOf(session.principal),
        action: 'sign-out-everywhere',
        ip: request.ip ?? '',
        result: 'success',
      });
    }
    clearSessionCookie(request, response);
  }

  private cookie(request: Request) {
    return { httpOnly: true, sameSite: 'lax', secure: request.secure, path: CALLBACK_FOLDER } as const;
  }
}

const CALLBACK_FOLDER = '/auth';

/** A path of our own, or the start page: never an address somewhere else. */
function ownPath(returnTo: string | undefined): string {
  if (!returnTo?.startsWith('/')) return '/';
  const { origin, pathname, search, hash } = new URL(returnTo, 'http://own.invalid');
  return origin === 'http://own.invalid' && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : '/';
}
