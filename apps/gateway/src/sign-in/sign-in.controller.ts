import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Public } from '@jingzhun/auth';
import type { Language } from '@jingzhun/service-shell';
import { totpPicture } from '../accounts/totp.js';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from '../demo/demo-accounts.js';
import { OidcServer } from './oidc-server.js';
import { errorPage } from './pages/error-page.js';
import { sendPage, type Page } from './pages/layout.js';
import { codePage, enrolPage, newPasswordPage, passwordPage, type DemoList } from './pages/sign-in-pages.js';
import { SignInService, type Next } from './sign-in.service.js';

const text = (max: number) => z.string().max(max).default('');
const Language = z.enum(['zh', 'en']).catch('zh');
const PasswordForm = z.object({ userName: text(100), password: text(256), lang: Language });
const CodeForm = z.object({ step: text(4_000), code: text(20), lang: Language });
const NewPasswordForm = z.object({ step: text(4_000), password: text(256), again: text(256), lang: Language });

/** The pages of the embedded issuer: small, without script, one step each. */
@ApiExcludeController()
@Controller('auth/interaction/:uid')
@Public('this is where people sign in')
export class SignInController {
  constructor(
    @Inject(OidcServer) private readonly oidc: OidcServer,
    @Inject(SignInService) private readonly signIn: SignInService,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {}

  @Get()
  async begin(
    @Param('uid') uid: string,
    @Query('lang') lang: string | undefined,
    @Query('fill') fill: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const language = await this.languageOf(uid, lang, request, response);
    if (!language) return;
    this.send(response, passwordPage({ language, uid, ...this.demo(fill) }), 200);
  }

  @Post('password')
  async password(
    @Param('uid') uid: string,
    @Body({ schema: PasswordForm }) form: z.infer<typeof PasswordForm>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.step(uid, form.lang, request, response, (ip) => this.signIn.password(uid, form.userName, form.password, ip));
  }

  @Post('code')
  async code(
    @Param('uid') uid: string,
    @Body({ schema: CodeForm }) form: z.infer<typeof CodeForm>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.step(uid, form.lang, request, response, (ip) => this.signIn.code(uid, form.step, form.code, ip));
  }

  @Post('enrol')
  async enrol(
    @Param('uid') uid: string,
    @Body({ schema: CodeForm }) form: z.infer<typeof CodeForm>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.step(uid, form.lang, request, response, (ip) => this.signIn.enrol(uid, form.step, form.code, ip));
  }

  @Post('new-password')
  async newPassword(
    @Param('uid') uid: string,
    @Body({ schema: NewPasswordForm }) form: z.infer<typeof NewPasswordForm>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.step(uid, form.lang, request, response, (ip) => this.signIn.newPassword(uid, form.step, form, ip));
  }

  private async step(uid: string, lang: string, request: Request, response: Response, work: (ip: string) => Promise<Next>): Promise<void> {
    const language = await this.languageOf(uid, lang, request, response);
    if (language) await this.show(await work(request.ip ?? ''), { language, uid }, request, response);
  }

  /** Undefined when the interaction is not this browser's or has expired; the page that says so has been sent then. */
  private async languageOf(uid: string, lang: string | undefined, request: Request, response: Response): Promise<Language | undefined> {
    try {
      const interaction = await this.oidc.current.interactionDetails(request, response);
      if (interaction.uid === uid)
        return lang ? Language.parse(lang) : z.string().catch('').parse(interaction.params['ui_locales']).startsWith('en') ? 'en' : 'zh';
    } catch {
      // said below
    }
    sendPage(response, errorPage.expired(Language.parse(lang)), 400);
    return undefined;
  }

  private async show(next: Next, page: { language: Language; uid: string }, request: Request, response: Response): Promise<void> {
    switch (next.show) {
      case 'password':
        return this.send(response, passwordPage({ ...page, ...next, ...this.demo(undefined) }), next.status);
      case 'code':
        return this.send(response, codePage({ ...page, ...next }), next.status);
      case 'enrol':
        return this.send(response, enrolPage({ ...page, ...next, picture: await totpPicture(next.secret, next.userName) }), next.status);
      case 'new-password':
        return this.send(response, newPasswordPage({ ...page, ...next }), next.status);
      case 'expired':
        return sendPage(response, errorPage.expired(page.language), 400);
      case 'done':
        return this.oidc.current.interactionFinished(
          request,
          response,
          { login: { accountId: next.accountId, amr: next.methods } },
          { mergeWithLastSubmission: false },
        );
    }
  }

  private send(response: Response, page: Page, status: number): void {
    const formTargets = [...new Set(this.config.clients.flatMap((client) => client.redirect_uris.map((uri) => new URL(uri).origin)))];
    sendPage(response, { ...page, formTargets }, status);
  }

  private demo(fill: string | undefined): { demo?: DemoList } {
    if (!this.config.demo) return {};
    const chosen = DEMO_ACCOUNTS.find(({ userName }) => userName === fill);
    return { demo: { accounts: DEMO_ACCOUNTS, password: DEMO_PASSWORD, ...(chosen && { chosen }) } };
  }
}
