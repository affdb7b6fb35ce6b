import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type pg from 'pg';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, DailyRound, Database, systemSession } from '@jingzhun/persistence';
import { ObjectorIdentities } from '../objections/objector-identities.js';

const HAS_ENDED = "state = 'posted' and taken_down_at is null and last_day < $1::date";
const IS_DUE = 't.done_at is null and t.reminded_on is null and t.due_on <= $1::date';
const IS_LATE = 't.done_at is null and t.late_since is null and t.due_on < $1::date';
/** Notices first and in one order, as commands lock them, then what belongs to them: an officer who works at midnight is not refused for a deadlock. */
const LOCK = `select id from notice n where ${HAS_ENDED} or exists (select from notice_task t where t.notice_id = n.id and (${IS_DUE} or ${IS_LATE}))
  order by id for update`;

/** Looks at receipts are counted for so long. */
const HOUR_MS = 3_600_000;

export interface Swept {
  day: PlainDate;
  takenDown: number;
  reminded: number;
  late: number;
}

/**
 * Goes through each civil day once: takes down what has ended, reminds of what is due, marks what is late. Nothing legal depends on it:
 * whether a notice is public, may be closed or is late is computed from its dates whenever somebody asks. A service that was down for
 * days goes through the present day only, which comes to the same, because each mark carries the day it belongs to and not the day it
 * was made.
 */
@Injectable()
export class NoticeSweep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('NoticeSweep');
  private readonly round: DailyRound;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ObjectorIdentities) private readonly objectors: ObjectorIdentities,
  ) {
    this.round = new DailyRound({
      ...{ clock, lock: 'noticeSweep', doneIn: 'notice_sweep' },
      failed: (error) => this.log.warn(`notices are gone through later: ${error.name}`),
    });
  }

  onApplicationBootstrap(): void {
    this.round.start(async () => (await this.sweep()) && this.objectors.deleteOld());
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.round.stop();
  }

  /** Waits for the look that is under way. */
  idle(): Promise<void> {
    return this.round.idle();
  }

  /** @returns undefined when today was gone through already, or another process is at it */
  sweep(): Promise<Swept | undefined> {
    return this.database.connection(systemSession('scheduler'), async (client) => {
      const day = await this.round.claim(client);
      return day && this.goThrough(client, day);
    });
  }

  private async goThrough(client: pg.PoolClient, day: PlainDate): Promise<Swept> {
    const { rows } = await client.query<{ id: string }>(LOCK, [day]);
    const notices = rows.map(({ id }) => id);
    // midnight in Shanghai after the last day: when the page was gone, not when somebody noticed
    const down = await client.query(
      `update notice set taken_down_at = (last_day + 1)::timestamp at time zone 'Asia/Shanghai' where id = any($2::uuid[]) and ${HAS_ENDED}`,
      [day, notices],
    );
    const reminded = await client.query(`update notice_task t set reminded_on = due_on where notice_id = any($2::uuid[]) and ${IS_DUE}`, [
      day,
      notices,
    ]);
    const late = await client.query(`update notice_task t set late_since = due_on + 1 where notice_id = any($2::uuid[]) and ${IS_LATE}`, [
      day,
      notices,
    ]);
    await client.query('delete from receipt_rush where since <= $1', [new Date(this.clock.now().getTime() - HOUR_MS)]);
    const swept = { day, takenDown: down.rowCount ?? 0, reminded: reminded.rowCount ?? 0, late: late.rowCount ?? 0 };
    await client.query('insert into notice_sweep (day, swept_at, taken_down, reminded, late) values ($1, $2, $3, $4, $5)', [
      ...[day, this.clock.now(), swept.takenDown, swept.reminded, swept.late],
    ]);
    return swept;
  }
}
