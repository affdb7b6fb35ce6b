import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { areaRange, type DivisionCode, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { addDays, daysBetween, type PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { SealedCursors } from '@jingzhun/vault';
import { proofStage } from '../clock/proof-window.rules.js';
import type { StoredContent } from '../kinds/notice-content.js';
import { aboutOf } from '../kinds/notice-text.js';
import { kindOf, NOTICE_OPTIONS, PLACE_NAMES, type NoticeOptions, type PlaceNames } from '../notice-options.js';
import { MISSED_TITLES, TASK_TITLES } from './task-titles.js';
import type { ListTasksQuery, NoticeTaskList, NoticeTaskResponse, TaskKind, TaskLevel } from './task.dto.js';

interface Row {
  id: Uuid;
  what: TaskKind;
  level: TaskLevel;
  notice_id: Uuid;
  objection_id: Uuid | null;
  place_code: DivisionCode;
  group_name: string | null;
  kind: string;
  content: StoredContent;
  due_on: PlainDate;
  posted_on: PlainDate | null;
  last_day: PlainDate;
  reminded_on: PlainDate | null;
  posting_id: Uuid | null;
  notices: number;
}

/** "What is waiting for me", and what is late below me. */
@Injectable()
export class NoticeTaskQueries {
  constructor(
    @Inject(NOTICE_OPTIONS) private readonly options: NoticeOptions,
    @Inject(PLACE_NAMES) private readonly places: PlaceNames,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
  ) {}

  list(principal: Principal, { area, level, when, what, cursor, limit }: ListTasksQuery): Promise<NoticeTaskList> {
    const today = this.clock.today();
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    const until = { late: addDays(today, -1), due: today, all: '9999-12-31' }[when];
    const [dueOn, id] = cursor ? this.cursors.open('notice-tasks', principal.accountId, cursor) : [];
    // what waits for a whole sheet is one line
    const sheet = 'coalesce(l.posting_id, t.id), t.what, t.due_on';
    const which = `from notice_task t join notice n on n.id = t.notice_id
      left join notice_posting_line l on l.notice_id = t.notice_id and t.objection_id is null
      where t.done_at is null and t.place_code between $1 and $2
      and ($3::text is null or t.level = $3) and ($4::text is null or t.what = $4) and t.due_on <= $5::date`;
    const filter = [from, to, level ?? null, what ?? null, until];
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<Row>(
        `select * from (
           select t.id, t.what, t.level, t.notice_id, t.objection_id, t.place_code, n.group_name, n.kind, n.content, t.due_on, n.posted_on, n.last_day, t.reminded_on, l.posting_id,
             count(*) over (partition by ${sheet})::int as notices, row_number() over (partition by ${sheet} order by t.id) as nth ${which}) t
         where t.nth = 1 and ($6::date is null or (t.due_on, t.id) > ($6::date, $7::uuid)) order by t.due_on, t.id limit $8`,
        [...filter, dueOn ?? null, id ?? null, limit + 1],
      );
      const { rows: counted } = await client.query<NoticeTaskList['counts']>(
        `select count(*) filter (where t.due_on < $6::date)::int as late, count(*) filter (where t.due_on = $6::date)::int as today,
           count(*) filter (where t.due_on > $6::date)::int as later from (select distinct ${sheet} ${which}) t`,
        [...filter, today],
      );
      const page = rows.slice(0, limit);
      const names = await this.places.of(client, [...new Set(page.map(({ place_code }) => place_code))], today);
      const items = page.map((row) => this.toResponse(row, names.get(row.place_code) ?? [], today));
      const last = page.at(-1);
      const nextCursor =
        rows.length > limit && last ? this.cursors.seal('notice-tasks', principal.accountId, [last.due_on, last.id]) : null;
      return { items, counts: counted[0]!, nextCursor };
    });
  }

  private toResponse(row: Row, placeNames: readonly string[], today: PlainDate): NoticeTaskResponse {
    const defined = kindOf(this.options, row.kind);
    return {
      ...{ id: row.id, what: row.what, title: titleOf(row, today), level: row.level },
      ...{ noticeId: row.notice_id, noticeTitle: defined.title, objectionId: row.objection_id },
      about: row.notices === 1 ? aboutOf(defined, row.content) : null,
      ...{ postingId: row.posting_id, notices: row.notices },
      ...{ place: row.place_code, placeNames: [...placeNames], groupName: row.group_name, dueOn: row.due_on },
      canBeginOn: canBeginOn(row),
      daysLate: Math.max(0, daysBetween(row.due_on, today)),
      isReminded: row.reminded_on !== null,
    };
  }
}

function titleOf({ what, posted_on, last_day }: Row, today: PlainDate): { zh: string; en: string } {
  const occasion = what === 'proof-first' ? 'first' : what === 'proof-last' ? 'last' : undefined;
  const isMissed = occasion && posted_on && proofStage({ postedOn: posted_on, lastDay: last_day }, occasion, today) === 'missed';
  return (isMissed ? MISSED_TITLES[what] : undefined) ?? TASK_TITLES[what];
}

function canBeginOn({ what, last_day }: Row): PlainDate | null {
  switch (what) {
    case 'proof-last':
      return last_day;
    case 'close':
      return addDays(last_day, 1);
    case 'proof-first':
    case 'answer-objection':
      return null;
  }
}
