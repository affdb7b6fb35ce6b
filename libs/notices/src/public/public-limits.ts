import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { readReceiptPart } from '../objections/receipt.js';
import { Refusal } from '@jingzhun/domain/refusal';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';

const HOUR = 3600;

const LOOKS_AN_HOUR = 20;

/**
 * Guesses at one receipt: its owner mistypes a few times, nobody else gets further. Counted before anything is looked at, for all
 * instances, over a restart.
 */
@Injectable()
export class StatusLimit implements CanActivate {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { body } = context.switchToHttp().getRequest<Request<object, object, { receiptNumber?: unknown }>>();
    // as it is looked up: blanks and dashes make no other receipt of it
    const { attempts, since } = await this.look(readReceiptPart(String(body?.receiptNumber).slice(0, 40)));
    if (attempts > LOOKS_AN_HOUR) throw tooManyLooks(Math.ceil((since.getTime() - this.hourAgo().getTime()) / 1000));
    return true;
  }

  private look(receiptNumber: string): Promise<{ attempts: number; since: Date }> {
    return this.database.connection(systemSession('public'), async (client) => {
      const { rows } = await client.query<{ attempts: number; since: Date }>(
        `insert into receipt_rush as r (receipt, since, attempts) values ($1, $2, 1)
         on conflict (receipt) do update set since = case when r.since <= $3 then $2 else r.since end,
           attempts = case when r.since <= $3 then 1 else r.attempts + 1 end
         returning attempts, since`,
        [this.vault.digest.of(['looks at a receipt', receiptNumber]), this.clock.now(), this.hourAgo()],
      );
      return rows[0]!;
    });
  }

  private hourAgo(): Date {
    return new Date(this.clock.now().getTime() - HOUR * 1000);
  }
}

const tooManyLooks = (seconds: number): Refusal =>
  new Refusal({
    code: 'objection.too-many-looks',
    status: 429,
    zh: { title: '查询过于频繁', detail: '同一回执号在一小时内查询次数过多。', next: '请一小时后再试，或向乡镇人民政府查询。' },
    en: { title: 'Looked up too often', detail: 'This receipt was looked up too often within an hour.', next: 'Try again in an hour.' },
    headers: { 'Retry-After': String(Math.max(1, seconds)) },
  });
