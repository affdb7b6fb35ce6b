import { Body, Controller, Get, Header, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { z } from 'zod';
import { Caller, SignedIn, type Principal } from '@jingzhun/auth';
import { NotACommand } from '@jingzhun/service-shell';
import { Sealed } from '../sealed.js';
import { AccountResponse, ChangePasswordRequest, ChooseLanguageRequest, ConfirmTotpRequest, TotpEnrolmentResponse } from './account.dto.js';
import { NothingToConfirm, TooManyAttempts } from './account.errors.js';
import { AccountsQueries } from './accounts.queries.js';
import { OwnAccountService } from './own-account.service.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { newTotpSecret, totpPicture } from './totp.js';

const Enrolment = z.object({ accountId: z.string(), secret: z.string() });
const NoBody = z.strictObject({}).optional();

const PURPOSE = 'own-enrolment';

/** The caller's own account. Requests hold passwords and codes, so none of them is kept for repetition. */
@ApiTags('own account')
@Controller('me')
@SignedIn('everybody looks after the own account')
export class OwnAccountController {
  constructor(
    @Inject(OwnAccountService) private readonly own: OwnAccountService,
    @Inject(AccountsQueries) private readonly queries: AccountsQueries,
    @Inject(Sealed) private readonly sealed: Sealed,
    @Inject(SignInThrottle) private readonly throttle: SignInThrottle,
  ) {}

  @Get()
  @ApiResponse({ status: 200, standardSchema: AccountResponse, description: 'own account' })
  me(@Caller() caller: Principal): Promise<AccountResponse> {
    return this.queries.getOwn(caller);
  }

  @Post('password')
  @HttpCode(204)
  @NotACommand()
  @ApiResponse({ status: 204, description: 'changed; all sessions of the account ended, sign in again' })
  async changePassword(
    @Caller() caller: Principal,
    @Body({ schema: ChangePasswordRequest }) body: z.infer<typeof ChangePasswordRequest>,
    @Req() request: Request,
  ): Promise<void> {
    // a session left open must not be a place to guess the password at leisure
    const key = `password ${caller.accountId}`;
    const minutes = await this.throttle.begin(key, request.ip ?? '');
    if (minutes > 0) throw new TooManyAttempts(minutes);
    await this.own.changePassword(caller.accountId, body.presentPassword, body.password);
    await this.throttle.succeeded(key, request.ip ?? '');
  }

  @Post('language')
  @HttpCode(204)
  @ApiResponse({ status: 204, description: 'kept; the session says it from now on' })
  async chooseLanguage(
    @Caller() caller: Principal,
    @Body({ schema: ChooseLanguageRequest }) body: z.infer<typeof ChooseLanguageRequest>,
  ): Promise<void> {
    await this.own.chooseLanguage(caller.accountId, body.language);
  }

  @Post('totp')
  @HttpCode(200)
  @NotACommand()
  @Header('Cache-Control', 'no-store')
  @ApiResponse({ status: 200, standardSchema: TotpEnrolmentResponse, description: 'secret and picture for an authenticator app' })
  async startEnrolment(
    @Caller() caller: Principal,
    @Body({ schema: NoBody }) _body: z.infer<typeof NoBody>,
  ): Promise<z.infer<typeof TotpEnrolmentResponse>> {
    const { userName } = await this.queries.getOwn(caller);
    const secret = newTotpSecret();
    const enrolment = this.sealed.seal(PURPOSE, { accountId: caller.accountId, secret }, 10 * 60_000);
    return { enrolment, secret, picture: await totpPicture(secret, userName) };
  }

  @Post('totp/confirm')
  @HttpCode(204)
  @NotACommand()
  @ApiResponse({ status: 204, description: 'the app is asked for at the next sign-in' })
  async confirmEnrolment(
    @Caller() caller: Principal,
    @Body({ schema: ConfirmTotpRequest }) body: z.infer<typeof ConfirmTotpRequest>,
  ): Promise<void> {
    const started = this.sealed.open(PURPOSE, body.enrolment, Enrolment);
    if (started?.accountId !== caller.accountId) throw new NothingToConfirm();
    await this.own.enrol(caller.accountId, started.secret, body.code);
  }
}
