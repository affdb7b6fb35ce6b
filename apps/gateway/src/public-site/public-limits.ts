import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Uuid } from '@jingzhun/domain/uuid';
import { sendRefusal } from '../send-refusal.js';
import { TooManyRequests } from '../session/session.errors.js';
import { tooManyPage } from './pages/message.page.js';
import { readerOf, sendPublicPage } from './pages/layout.js';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/**
 * One address can be a whole village behind one line: generous for people, useless for a script. Of objections only what was accepted
 * counts; what a script sends in vain is counted by itself and keeps nobody's objection out (ADR 0165).
 */
export const PUBLIC_LIMITS = {
  pages: { points: 600, duration: 60 },
  receipts: { points: 120, duration: HOUR },
  papers: { points: 60, duration: HOUR },
  /** Accepted of one address for one notice; a notice takes three times as many in an hour. */
  toNotice: { points: 20, duration: HOUR },
  toNoticeDaily: { points: 40, duration: DAY },
  /** Accepted of one address for all notices. */
  objections: { points: 300, duration: HOUR },
  /** Forms with mistakes. */
  mistakes: { points: 120, duration: HOUR },
  /** Forms that were accepted: sent again, each takes no second place. */
  accepted: { points: 1, duration: DAY },
} as const;
type Limited = keyof typeof PUBLIC_LIMITS;

/** By which door: a script at the departments' own addresses does not use up what the page takes of the same line. */
export type Door = 'page' | 'api';

export interface Place {
  /** The department has refused it. Whoever does not know whether it did keeps the place. */
  giveBack(): Promise<void>;
}

// the departments read their addresses without regard to case
const OBJECTION = /^\/api\/[a-z]+\/v1\/public\/notices\/([^/]+)\/objections\/?$/i;

/** The departments' own addresses for the same commands: what is limited on the page is limited there. */
const API: readonly [RegExp, Limited][] = [
  [/^\/api\/[a-z]+\/v1\/public\/objections\/status\/?$/i, 'receipts'],
  [/^\/api\/[a-z]+\/v1\/public\/notices\/[^/]+\/pdf\/?$/i, 'papers'],
];

/** Limits an address, not a person: nothing else is known of a reader. The limit per notice is the department's. */
@Injectable()
export class PublicLimits {
  private readonly limiters = Object.fromEntries(
    Object.entries(PUBLIC_LIMITS).map(([name, options]) => [name, new RateLimiterMemory(options)]),
  ) as Record<Limited, RateLimiterMemory>;

  /** @returns seconds until the next try is allowed; 0: go on */
  waitFor(what: 'pages' | 'receipts' | 'papers', address: string): Promise<number> {
    return this.consume(what, lineOf(address));
  }

  /** Takes a place for an objection before the department is asked. @returns seconds to wait when there is none */
  async place(door: Door, address: string, noticeId: string): Promise<Place | number> {
    const line = `${door} ${lineOf(address)}`;
    const notice = noticeKey(noticeId);
    const taken: [Limited, string][] = [];
    const giveBack = async (): Promise<void> => {
      for (const [what, key] of taken) {
        // in an hour that has begun anew nothing is owed
        if (((await this.limiters[what].get(key))?.consumedPoints ?? 0) > 0) await this.limiters[what].reward(key);
      }
    };
    for (const [what, key] of [
      ['objections', line],
      ['toNotice', `${line} ${notice}`],
      ['toNoticeDaily', `${line} ${notice}`],
    ] as const) {
      taken.push([what, key]);
      const seconds = await this.consume(what, key);
      if (seconds === 0) continue;
      await giveBack();
      return seconds;
    }
    return { giveBack };
  }

  /** A form that cannot be taken as it is. @returns seconds until the next such form is answered */
  mistake(door: Door, address: string): Promise<number> {
    return this.consume('mistakes', `${door} ${lineOf(address)}`);
  }

  async accepted(submissionId: string): Promise<void> {
    await this.consume('accepted', submissionId);
  }

  async wasAccepted(submissionId: string): Promise<boolean> {
    return (await this.limiters.accepted.get(submissionId)) !== null;
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
    const noticeId = OBJECTION.exec(request.path)?.[1];
    const limited = API.find(([pattern]) => pattern.test(request.path))?.[1] as 'receipts' | 'papers' | undefined;
    if (noticeId === undefined && !limited) return next();
    const waiting = limited ? this.waitFor(limited, request.ip ?? '') : this.objection(request.ip ?? '', noticeId ?? '', response);
    waiting.then((seconds) => {
      if (seconds === 0) next();
      else sendRefusal(request, response, new TooManyRequests(seconds));
    }, next);
  };

  /** The body streams through unread: whether it was an objection is known from the department's answer. */
  private async objection(address: string, noticeId: string, response: Response): Promise<number> {
    const mistakes = await this.limiters.mistakes.get(`api ${lineOf(address)}`);
    if (mistakes && mistakes.consumedPoints > PUBLIC_LIMITS.mistakes.points) return secondsOf(mistakes);
    const place = await this.place('api', address, noticeId);
    if (typeof place === 'number') return place;
    response.once('close', () => {
      // who leaves before the answer may have been accepted: only a refusal gives the place back
      const isRefused = response.headersSent && response.statusCode >= 400 && response.statusCode < 500;
      if (!isRefused) return;
      void place.giveBack();
      void this.mistake('api', address);
    });
    return 0;
  }

  private async consume(what: Limited, key: string): Promise<number> {
    try {
      await this.limiters[what].consume(key);
      return 0;
    } catch (error) {
      if (error instanceof RateLimiterRes) return secondsOf(error);
      throw error;
    }
  }
}

const secondsOf = ({ msBeforeNext }: RateLimiterRes): number => Math.max(1, Math.ceil(msBeforeNext / 1_000));

/** One notice has one share, however its number is spelled. */
function noticeKey(raw: string): string {
  try {
    return Uuid.parse(decodeURIComponent(raw).toLowerCase());
  } catch {
    return 'none';
  }
}

/** Of the new addresses one line has as many as it likes: the network it was given counts. */
function lineOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const missing = address.includes('::') ? 8 - left.length - right.length : 0;
  return [...left, ...Array<string>(missing).fill('0'), ...right].slice(0, 4).join(':');
}
