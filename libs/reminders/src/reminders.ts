import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { permissionsOf, type Principal } from '@jingzhun/auth';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import { daysBetween, type PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import type pg from 'pg';
import { openDeadlines, type DeadlineLevel, type DeadlineSource } from './deadline-source.js';
import { REMINDER_PLACES, REMINDER_SOURCES, type PlaceNames } from './reminder-options.js';
import type { ListRemindersQuery, ReminderList, ReminderResponse } from './reminder.dto.js';
import { ReminderNotFound } from './reminder.errors.js';
import type { ReminderStage } from './reminding.rules.js';

interface Row {
  id: Uuid;
  source: string;
  stage: ReminderStage;
  level: DeadlineLevel;
  step: string;
  subject_kind: string;
  subject_id: Uuid;
  number: string | null;
  place_code: DivisionCode;
  due_on: PlainDate;
  is_read: boolean;
}

const LEVEL_BY_DIGITS: Readonly<Record<number, DeadlineLevel>> = { 12: 'village', 9: 'township', 6: 'county' };

/** Reminders of a person: by level, permission and area; what is done already is not among them. */
@Injectable()
export class Reminders {
  constructor(
    @Inject(REMINDER_SOURCES) private readonly sources: readonly DeadlineSource[],
    @Inject(REMINDER_PLACES) private readonly places: PlaceNames,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  list(principal: Principal, { limit }: ListRemindersQuery): Promise<ReminderList> {
    const today = this.clock.today();
    return this.database.connection(sessionOf(principal), async (client) => {
      const mine = `with open as materialized (${openDeadlines(this.sources, '$1')}), mine as (${OWN} and s.dismissed_at is null)`;
      const { rows: counted } = await client.query<ReminderList['counts']>(
        `${mine} select count(*)::int as all, count(*) filter (where not is_read)::int as unread, count(*) filter (where due_on < $1::date)::int as late from mine`,
        ownValues(principal, today),
      );
      const { rows } = await client.query<Row>(
        `${mine} select id, source, stage, level, step, subject_kind, subject_id, number, place_code, due_on::text as due_on, is_read
         from mine order by due_on, id limit $5`,
        [...ownValues(principal, today), limit],
      );
      const names = await this.places.of(client, [...new Set(rows.map(({ place_code }) => place_code))], today);
      return {
        items: rows.map((row) => this.toResponse(row, names.get(row.place_code) ?? [], today)),
        counts: counted[0] ?? { all: 0, unread: 0, late: 0 },
      };
    });
  }

  /** Those of the ids that are the caller's; another's are left alone. */
  async markRead(principal: Principal, ids: readonly string[]): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      await this.see(client, principal, ids, null);
      await this.log(client, principal, 'reminder.read', { detail: { reminders: ids.length } });
    });
  }

  /** @throws ReminderNotFound */
  async dismiss(principal: Principal, id: string): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      if ((await this.see(client, principal, [id], this.clock.now())) === 0) throw new ReminderNotFound();
      await this.log(client, principal, 'reminder.dismiss', { objectId: id });
    });
  }

  private async see(client: pg.PoolClient, principal: Principal, ids: readonly string[], dismissedAt: Date | null): Promise<number> {
    const { rowCount } = await client.query(
      `with open as materialized (${openDeadlines(this.sources, '$1')}), mine as (${OWN})
       insert into reminder_seen (reminder_id, account_id, read_at, dismissed_at)
       select id, $2::uuid, $6::timestamptz, $7::timestamptz from mine where id = any ($5::uuid[])
       on conflict (reminder_id, account_id) do update set dismissed_at = coalesce(reminder_seen.dismissed_at, excluded.dismissed_at)`,
      [...ownValues(principal, this.clock.today()), ids, this.clock.now(), dismissedAt],
    );
    return rowCount ?? 0;
  }

  private toResponse(row: Row, placeNames: readonly string[], today: PlainDate): ReminderResponse {
    const words = this.sources.find(({ name }) => name === row.source)?.words[row.step];
    return {
      ...{ id: row.id, stage: row.stage, level: row.level, step: words ?? { zh: row.step, en: row.step } },
      ...{ subject: { kind: row.subject_kind, id: row.subject_id }, number: row.number },
      ...{ place: row.place_code, placeNames: [...placeNames], dueOn: row.due_on },
      ...{ daysLeft: daysBetween(today, row.due_on), isRead: row.is_read },
    };
  }

  private async log(
    client: pg.PoolClient,
    principal: Principal,
    action: 'reminder.read' | 'reminder.dismiss',
    about: { objectId: string } | { detail: { reminders: number } },
  ): Promise<void> {
    await this.audit.record(client, { actor: actorOf(principal), action, objectType: 'reminder', result: 'success', ...about });
  }
}

/** What is open is `open`; parameters as below. */
const OWN = `select r.*, s.read_at is not null as is_read from reminder r
  left join reminder_seen s on s.reminder_id = r.id and s.account_id = $2::uuid
  where r.ended_at is null and r.level = $3 and r.permission = any ($4::text[]) and (r.stage <> 'soon' or r.due_on >= $1::date)
    and exists (select from open o where o.source = r.source and o.subject_id = r.subject_id and o.step = r.step and o.due_on = r.due_on)`;

/** `$1` day · `$2` account · `$3` level · `$4` permissions. */
const ownValues = (principal: Principal, today: PlainDate): unknown[] => [
  today,
  principal.accountId,
  LEVEL_BY_DIGITS[principal.area.length] ?? 'village',
  permissionsOf(principal.roles),
];
