import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { sendRefusal } from '../send-refusal.js';
import { TooManyRequests } from '../session/session.errors.js';
import { tooManyPage } from './pages/message.page.js';
import { readerOf, sendPublicPage } from './pages/layout.js';

const HOUR = 3_600;

/** One address can be a whole village behind one line: generous for people, useless for a script. */
export const PUBLIC_LIMITS = {
  pages: { points: 600, duration: 60 },
  objections: { points: 60, duration: HOUR },
  receipts: { points: 120, duration: HOUR },
  papers: { points: 60, duration: HOUR },
} as const;
type Limited = keyof typeof PUBLIC_LIMITS;

/** The departments' own addresses for the same commands: what is limited on the page is limited there. */
const API: readonly [RegExp, Limited][] = [
  [/^\/api\/[a-z]+\/v1\/public\/notices\/[^/]+\/objections\/?$/, 'objections'],
  [/^\/api\/[a-z]+\/v1\/public\/objections\/status\/?$/, 'receipts'],
  [/^\/api\/[a-z]+\/v1\/public\/notices\/[^/]+\/pdf\/?$/, 'papers'],
];

/** Limits an address, not a person: nothing else is known of a reader. The limit per notice is the department's. */
@Injectable()
export class PublicLimits {
  private readonly limiters = Object.fromEntries(
    Object.entries(PUBLIC_LIMITS).map(([name, options]) => [name, new RateLimiterMemory(options)]),
  ) as Record<Limited, RateLimiterMemory>;

  /** @returns seconds until the next try is allowed; 0: go on */
  async waitFor(what: Limited, address: string): Promise<number> {
    try {
      await this.limiters[what].consume(address);
      return 0;
    } catch (error) {
      if (error instanceof RateLimiterRes) return Math.ceil(error.msBeforeNext / 1_000);
      throw error;
    }
  }

  /** For `/public`: too many pages of one address. */
  readonly pages: RequestHandler = (request, response, next) => {
    this.waitFor('pages', request.ip ?? '').then((seconds) => {
      if (seconds === 0) return next();
      response.setHeader('Retry-After', String(seconds));
      sendPublicPage(response, tooManyPage(readerOf(request), seconds), 429);
    }, next);
  };

  /** For the same commands by the departments' addresses. */
  readonly api = (request: Request, response: Response, next: NextFunction): void => {
    const limited = API.find(([pattern]) => pattern.test(request.path))?.[1];
    if (!limited) return next();
    this.waitFor(limited, request.ip ?? '').then((seconds) => {
      if (seconds === 0) next();
      else sendRefusal(request, response, new TooManyRequests(seconds));
    }, next);
  };
}
