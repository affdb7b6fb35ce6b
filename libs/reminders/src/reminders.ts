import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { permissionsOf, type Principal } from '@jingzhun/auth';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import { daysBetween, PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { InvalidCursor } from '@jingzhun/vault';
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
    @Inject(CountyPack) private readonly place: CountyPack,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async list(principal: Principal, { cursor, limit }: ListRemindersQuery): Promise<ReminderList> {
    const today = this.clock.today();
    const open = await this.open(today);
    const [afterDue, afterId] = cursor ? placeOf(cursor) : [null, null];
    return this.database.connection(sessionOf(principal), async (client) => {
      const mine = `${open}, mine as (${OWN} and s.dismissed_at is null)`;
      const { rows: counted } = await client.query<ReminderList['counts']>(
        `${mine} select count(*)::int as all, count(*) filter (where not is_read)::int as unread, count(*) filter (where due_on < $1::date)::int as late from mine`,
        ownValues(principal, today),
      );
      const { rows } = await client.query<Row>(
        `${mine} select id, source, stage, level, step, subject_kind, subject_id, number, place_code, due_on::text as due_on, is_read
         from mine where $5::date is null or (due_on, id) > ($5::date, $6::uuid) order by due_on, id limit $7`,
        [...ownValues(principal, today), afterDue, afterId, limit + 1],
      );
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      const names = await this.places.of(client, [...new Set(page.map(({ place_code }) => place_code))], today);
      return {
        items: page.map((row) => this.toResponse(row, names.get(row.place_code) ?? [], today)),
        counts: counted[0] ?? { all: 0, unread: 0, late: 0 },
        nextCursor: last ? cursorOf(last) : null,
      };
    });
  }

  /** Those of the ids that are the caller's; another's are left alone. */
  async markRead(principal: Principal, ids: readonly string[]): Promise<void> {
    const open = await this.open(this.clock.today());
    await this.database.connection(sessionOf(principal), async (client) => {
      await this.see(client, open, principal, { ids, dismissedAt: null });
      await this.log(client, principal, 'reminder.read', { detail: { reminders: ids.length } });
    });
  }

  /** @throws ReminderNotFound */
  async dismiss(principal: Principal, id: string): Promise<void> {
    const open = await this.open(this.clock.today());
    await this.database.connection(sessionOf(principal), async (client) => {
      if ((await this.see(client, open, principal, { ids: [id], dismissedAt: this.clock.now() })) === 0) throw new ReminderNotFound();
      await this.log(client, principal, 'reminder.dismiss', { objectId: id });
    });
  }

  /** What is open by the policy of the day, as the beginning of a statement. */
  private async open(today: PlainDate): Promise<string> {
    const policy = await this.policies.snapshot(today, this.place.county);
    return `with open as materialized (${openDeadlines(this.sources, '$1', policy, 'with-persons')})`;
  }

  private async see(
    client: pg.PoolClient,
    open: string,
    principal: Principal,
    { ids, dismissedAt }: { ids: readonly string[]; dismissedAt: Date | null },
  ): Promise<number> {
    const { rowCount } = await client.query(
      `${open}, mine as (${OWN})
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

/** A day and an id, both in the answer already: there is nothing to seal, and a department without keys reminds as well. */
const cursorOf = ({ due_on, id }: Row): string => Buffer.from(`${due_on}${id}`).toString('base64url');

/** @throws InvalidCursor */
function placeOf(cursor: string): [string, string] {
  const [, due, id] =
    /^(\d{4}-\d{2}-\d{2})([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (!due || !id || !PlainDate.safeParse(due).success) throw new InvalidCursor();
  return [due, id];
}

/** What is open is `open`; who may not take the step is not told to take it, but hears as an overseer. Parameters as below. */
const OWN = `select r.*, s.read_at is not null as is_read from reminder r
  left join reminder_seen s on s.reminder_id = r.id and s.account_id = $2::uuid
  where r.ended_at is null and r.level = $3 and r.permission = any ($4::text[]) and (r.stage <> 'soon' or r.due_on >= $1::date)
    and exists (select from open o where o.source = r.source and o.subject_id = r.subject_id and o.step = r.step and o.due_on = r.due_on
      and not (r.stage in ('soon', 'late') and coalesce(o.not_for, '[]') @> to_jsonb($2::uuid)))`;

/** `$1` day · `$2` account · `$3` level · `$4` permissions. */
const ownValues = (principal: Principal, today: PlainDate): unknown[] => [
  today,
  principal.accountId,
  LEVEL_BY_DIGITS[principal.area.length] ?? 'village',
  permissionsOf(principal.roles),
];
