import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { TooManyObjections } from '../objections/objection.errors.js';
import { readReceiptPart } from '../objections/receipt.js';
import { Refusal } from '@jingzhun/domain/refusal';

const HOUR = 3600;

/** What one notice takes in an hour, from wherever: a whole village may object, a script may not. The limit per address is the gateway's. */
@Injectable()
export class PerNoticeLimit implements CanActivate {
  private readonly limiter = new RateLimiterMemory({ points: 60, duration: HOUR });

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { params } = context.switchToHttp().getRequest<Request>();
    await this.limiter.consume(String(params['id'])).catch(() => {
      throw new TooManyObjections();
    });
    return true;
  }
}

/** Guesses at one receipt: its owner mistypes a few times, nobody else gets further. */
@Injectable()
export class StatusLimit implements CanActivate {
  private readonly limiter = new RateLimiterMemory({ points: 20, duration: HOUR });

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { body } = context.switchToHttp().getRequest<Request<object, object, { receiptNumber?: unknown }>>();
    // as it is looked up: blanks and dashes make no other receipt of it
    await this.limiter.consume(readReceiptPart(String(body?.receiptNumber).slice(0, 40))).catch(() => {
      throw tooManyLooks();
    });
    return true;
  }
}

const tooManyLooks = (): Refusal =>
  new Refusal({
    code: 'objection.too-many-looks',
    status: 429,
    zh: { title: '查询过于频繁', detail: '同一回执号在一小时内查询次数过多。', next: '请一小时后再试，或向乡镇人民政府查询。' },
    en: { title: 'Looked up too often', detail: 'This receipt was looked up too often within an hour.', next: 'Try again in an hour.' },
    headers: { 'Retry-After': String(HOUR) },
  });
