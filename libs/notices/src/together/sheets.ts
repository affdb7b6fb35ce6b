import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import type { Uuid } from '@jingzhun/domain/uuid';
import { Clock, newId, run } from '@jingzhun/persistence';
import type { PostedNotice } from '../posting/notice-record.js';
import { sheetsOf } from './posting.rules.js';

/** What photos and audit records call a sheet. */
export const POSTING_OBJECT = 'notice-posting';

/** Writes sheets down: posted notices of one kind and one day, a sheet for each place. */
@Injectable()
export class Sheets {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** @returns ids of the sheets */
  async make(em: EntityManager, principal: Principal, notices: readonly PostedNotice[]): Promise<Uuid[]> {
    const sheets = sheetsOf(notices).map((lines) => ({ id: newId(this.clock), lines, about: lines[0] as PostedNotice }));
    await run(
      em,
      `insert into notice_posting (id, kind, place_code, group_name, posted_on, first_day, last_day, days, day_kind, lines, made_at, made_by, made_by_name)
       select r.*, $2::timestamptz, $3::uuid, $4 from jsonb_to_recordset($1::jsonb) as r (id uuid, kind text, place_code text, group_name text, posted_on date,
         first_day date, last_day date, days int, day_kind text, lines int)`,
      [
        JSON.stringify(
          sheets.map(({ id, lines, about: { kind, place, groupName, postedOn, firstDay, lastDay, days, dayKind } }) => ({
            ...{ id, kind, place_code: place, group_name: groupName, posted_on: postedOn, first_day: firstDay, last_day: lastDay },
            ...{ days, day_kind: dayKind, lines: lines.length },
          })),
        ),
        ...[this.clock.now(), principal.accountId, principal.name],
      ],
    );
    const lines = sheets.flatMap((sheet) => sheet.lines.map((notice, i) => ({ sheet: sheet.id, notice, position: i + 1 })));
    await run(
      em,
      `insert into notice_posting_line (posting_id, notice_id, place_code, position)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[])`,
      [
        lines.map(({ sheet }) => sheet),
        lines.map(({ notice }) => notice.id),
        lines.map(({ notice }) => notice.place),
        lines.map(({ position }) => position),
      ],
    );
    await this.audit.recordMany(
      em,
      sheets.map(({ id, lines: { length }, about: { kind, lastDay } }) => ({
        ...{ actor: actorOf(principal), action: 'notice.post-together', objectType: POSTING_OBJECT, objectId: id, result: 'success' },
        detail: { kind, notices: length, lastDay },
      })),
    );
    return sheets.map(({ id }) => id);
  }
}
