import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Clock, run } from '@jingzhun/persistence';
import type { NoticeRecord } from '../posting/notice-record.js';
import { TooManyObjections } from './objection.errors.js';
import { MOST_OPEN, OBJECTIONS_AN_HOUR } from './objection.rules.js';

const HOUR = 3600;

/**
 * Counts what a notice accepted from the web, in the transaction that accepts it: what is refused, empty or sent twice takes no place of
 * a villager's, and all instances count together while the notice is locked. What one address may take of it is the gateway's.
 */
@Injectable()
export class ObjectionRush {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** @throws TooManyObjections */
  async take(em: EntityManager, { id, objections }: NoticeRecord): Promise<void> {
    if (objections.open >= MOST_OPEN) throw new TooManyObjections(HOUR);
    const now = this.clock.now();
    const [row] = await run<{ accepted: number; since: Date }>(
      em,
      `insert into notice_rush as r (notice_id, since, accepted) values ($1, $2, 1)
       on conflict (notice_id) do update set since = case when r.since <= $3 then $2 else r.since end,
         accepted = case when r.since <= $3 then 1 else r.accepted + 1 end
       returning accepted, since`,
      [id, now, new Date(now.getTime() - HOUR * 1000)],
    );
    if (row!.accepted > OBJECTIONS_AN_HOUR)
      throw new TooManyObjections(HOUR - Math.floor((now.getTime() - new Date(row!.since).getTime()) / 1000));
  }
}
