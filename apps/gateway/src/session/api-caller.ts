import { Inject, Injectable } from '@nestjs/common';
import { decodeJwt } from 'jose';
import type { NextFunction, Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { SignInNeeded, TokenVerifier } from '@jingzhun/auth';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { sendRefusal } from '../send-refusal.js';
import { isFromOwnPage } from './same-origin.js';
import { sessionCookieOf } from './session-cookie.js';
import { OtherSite, TooManyRequests } from './session.errors.js';
import { Sessions } from './sessions.js';
import { SessionTokens } from './session-tokens.js';

/** Over this many seconds the allowance may be used at once: a screen asks some ten things together. */
const WINDOW_SECONDS = 10;

/**
 * Turns whoever asks into an access token in `Authorization`, or into nobody: a browser by its session, an API client by the token
 * it brings. Services behind it see tokens only; cookies end here.
 */
@Injectable()
export class ApiCaller {
  private readonly limiter: RateLimiterMemory;

  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(SessionTokens) private readonly tokens: SessionTokens,
    @Inject(TokenVerifier) private readonly verifier: TokenVerifier,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
  ) {
    this.limiter = new RateLimiterMemory({ points: config.requestsPerSecond * WINDOW_SECONDS, duration: WINDOW_SECONDS });
  }

  readonly identify = (request: Request, response: Response, next: NextFunction): void => {
    this.resolve(request).then(
      () => next(),
      (error: unknown) => sendRefusal(request, response, error),
    );
  };

  private async resolve(request: Request): Promise<void> {
    const cookie = sessionCookieOf(request);
    const caller = request.headers.authorization ? await this.client(request) : cookie ? await this.browser(request, cookie) : undefined;
    await this.limit(caller ?? request.ip ?? '');
  }

  /** A token from outside counts only while its account does. */
  private async client(request: Request): Promise<string> {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (!token) throw new SignInNeeded();
    const { accountId, sessionId } = await this.verifier.verify(token);
    if (!(await this.sessions.isAlive(accountId, decodeJwt(token).iat ?? 0))) throw new SignInNeeded();
    return sessionId;
  }

  private async browser(request: Request, cookie: string): Promise<string | undefined> {
    if (!isFromOwnPage(request, this.config.publicUrl)) throw new OtherSite();
    const session = await this.sessions.find(cookie);
    if (!session) return undefined;
    request.headers.authorization = `Bearer ${await this.tokens.tokenFor(session)}`;
    return session.principal.sessionId;
  }

  private async limit(key: string): Promise<void> {
    try {
      await this.limiter.consume(key);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new TooManyRequests(Math.ceil(error.msBeforeNext / 1_000));
      throw error;
    }
  }
}
