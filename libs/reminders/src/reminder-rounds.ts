import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Permission, Principal } from '@jingzhun/auth';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, codeOf, DailyRound, Database, newId, systemSession } from '@jingzhun/persistence';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import type pg from 'pg';
import { openDeadlines, type DeadlineLevel, type DeadlineSource } from './deadline-source.js';
import { REMINDER_SOURCES } from './reminder-options.js';
import { remindersFor, type ReminderDays } from './reminding.rules.js';

interface OpenRow {
  source: string;
  subject_kind: string;
  subject_id: string;
  number: string | null;
  step: string;
  place_code: string;
  due_on: PlainDate;
  level: DeadlineLevel;
  permission: Permission;
}

export interface Round {
  readonly day: PlainDate;
  readonly raised: number;
  readonly ended: number;
}

// what was impossible for a while and waits again for the same day is told again
const INSERT = `insert into reminder (id, source, subject_kind, subject_id, number, step, place_code, due_on, stage, level, permission, raised_on, raised_at)
  select *, $12::date, $13::timestamptz
  from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::date[], $9::text[], $10::text[], $11::text[])
  on conflict on constraint reminder_once do update set ended_at = null where reminder.ended_at is not null`;

/**
 * Goes through each civil day once and puts down who is to be reminded of what. A service that was down goes through the present day
 * only, which says everything that is true by then. What has been done meanwhile is not shown, whether a round has noticed it or not.
 */
@Injectable()
export class ReminderRounds implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('ReminderRounds');
  private readonly round: DailyRound;

  constructor(
    @Inject(REMINDER_SOURCES) private readonly sources: readonly DeadlineSource[],
    @Inject(CountyPack) private readonly place: CountyPack,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {
    this.round = new DailyRound({
      ...{ clock, lock: 'reminders', doneIn: 'reminder_round' },
      failed: (error) => this.log.warn(`deadlines are gone through later: ${error.name} ${codeOf(error) ?? ''}`),
    });
  }

  onApplicationBootstrap(): void {
    this.round.start(() => this.goThrough());
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.round.stop();
  }

  /** Waits for the round that is under way. */
  idle(): Promise<void> {
    return this.round.idle();
  }

  /** @returns undefined when today was gone through already, or another process is at it */
  async goThrough(): Promise<Round | undefined> {
    const day = this.clock.today();
    const policy = await this.policies.snapshot(day, this.place.county);
    return this.database.connection(systemSession('scheduler'), async (client) => {
      const claimed = await this.round.claim(client, day);
      return claimed && this.make(client, claimed, policy);
    });
  }

  /** Also when the day was gone through: what came in since, an import or a restored backup, is due within days. */
  async goThroughAgain(by: Principal): Promise<Round> {
    const day = this.clock.today();
    const policy = await this.policies.snapshot(day, this.place.county);
    return this.database.connection(systemSession('scheduler'), async (client) => {
      const made = await this.make(client, await this.round.claimAgain(client, day), policy);
      await this.audit.record(client, {
        ...{ actor: actorOf(by), action: 'reminder.round', objectType: 'reminder', result: 'success' },
        detail: { raised: made.raised, ended: made.ended },
      });
      return made;
    });
  }

  private async make(client: pg.PoolClient, day: PlainDate, policy: PolicySnapshot): Promise<Round> {
    const made = { day, raised: await this.raise(client, day, policy), ended: await this.end(client, day, policy) };
    await client.query('insert into reminder_round (day, made_at, raised, ended) values ($1, $2, $3, $4) on conflict (day) do nothing', [
      ...[day, this.clock.now(), made.raised, made.ended],
    ]);
    return made;
  }

  private async raise(client: pg.PoolClient, day: PlainDate, policy: PolicySnapshot): Promise<number> {
    const days: ReminderDays = policy.value('reminder.days');
    const { rows } = await client.query<OpenRow>(
      `select source, subject_kind, subject_id, number, step, place_code, due_on::text as due_on, level, permission
       from (${openDeadlines(this.sources, '$1', policy)}) o where due_on <= $1::date + $2::int order by due_on, subject_id`,
      [day, days.daysBefore],
    );
    const overseers = new Map(this.sources.map(({ name, overseer }) => [name, overseer]));
    const found = rows.flatMap((row) => {
      const deadline = { dueOn: row.due_on, level: row.level, permission: row.permission };
      return remindersFor(deadline, overseers.get(row.source) ?? row.permission, days, day).map((due) => ({ row, due }));
    });
    if (found.length === 0) return 0;
    const { rowCount } = await client.query(INSERT, [
      found.map(() => newId(this.clock)),
      ...(['source', 'subject_kind', 'subject_id', 'number', 'step', 'place_code', 'due_on'] as const).map((column) =>
        found.map(({ row }) => row[column]),
      ),
      ...(['stage', 'level', 'permission'] as const).map((column) => found.map(({ due }) => due[column])),
      ...[day, this.clock.now()],
    ]);
    return rowCount ?? 0;
  }

  /** What was done, and "soon" of what is late by now. */
  private async end(client: pg.PoolClient, day: PlainDate, policy: PolicySnapshot): Promise<number> {
    const { rowCount } = await client.query(
      `with open as materialized (${openDeadlines(this.sources, '$1', policy)})
       update reminder r set ended_at = $2 where r.ended_at is null and (r.stage = 'soon' and r.due_on < $1::date or not exists (
         select from open o where o.source = r.source and o.subject_id = r.subject_id and o.step = r.step and o.due_on = r.due_on))`,
      [day, this.clock.now()],
    );
    return rowCount ?? 0;
  }
}
