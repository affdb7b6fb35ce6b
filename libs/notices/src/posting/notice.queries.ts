import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { Uuid } from '@jingzhun/domain/uuid';
import { PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { SealedCursors } from '@jingzhun/vault';
import { checklist } from '../clock/checklist.js';
import { isRunning } from '../clock/notice-clock.rules.js';
import type { NoticeKind } from '../kinds/define-notice.js';
import { aboutOf, noticeText } from '../kinds/notice-text.js';
import { kindOf, NOTICE_OPTIONS, PLACE_NAMES, type NoticeOptions, type PlaceNames } from '../notice-options.js';
import type { ListNoticesQuery, NoticeList, NoticeResponse, NoticeSummary } from './notice.dto.js';
import { toNoticeRecord, type Done, type NoticeRecord, type NoticeRow } from './notice-record.js';
import { closingFacts, getNotice, NOTICE_COLUMNS, readProofs } from './notice-rows.js';
import { Notices } from './notices.js';

/** Reads for the pages of the office. */
@Injectable()
export class NoticeQueries {
  constructor(
    @Inject(NOTICE_OPTIONS) private readonly options: NoticeOptions,
    @Inject(PLACE_NAMES) private readonly places: PlaceNames,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
    @Inject(Notices) private readonly notices: Notices,
  ) {}

  list(principal: Principal, { area, state, subjectId, cursor, limit }: ListNoticesQuery): Promise<NoticeList> {
    const [before] = cursor ? this.cursors.open('notices', principal.accountId, cursor) : [];
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<NoticeRow>(
        `select ${NOTICE_COLUMNS} from notice n where n.place_code between $1 and $2 and ($3::text is null or n.state = $3)
           and ($4::uuid is null or n.subject_id = $4) and ($5::uuid is null or n.id < $5) order by n.id desc limit $6`,
        [from, to, state ?? null, subjectId ?? null, before ?? null, limit + 1],
      );
      const items = await this.summaries(client, rows.slice(0, limit).map(toNoticeRecord));
      const last = items.at(-1);
      const more = rows.length > limit && last;
      return { items, nextCursor: more ? this.cursors.seal('notices', principal.accountId, [last.id]) : null };
    });
  }

  /** @throws NoticeNotFound */
  get(principal: Principal, id: string): Promise<NoticeResponse> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const notice = await getNotice(client, id);
      const [summary] = await this.summaries(client, [notice]);
      const proofs = await readProofs(client, id);
      const standing = await this.notices.standingPhotos(client, id, proofs);
      const { subject, contentDigest, investigator, objections } = notice;
      return {
        ...(summary as NoticeSummary),
        ...{ subject, contentDigest, investigator, objections },
        text: noticeText(kindOf(this.options, notice.kind), notice.content) as NoticeResponse['text'],
        composed: doneOf(notice.composed)!,
        posted: doneOf(notice.posted),
        closed: doneOf(notice.closed),
        withdrawn: notice.withdrawn && { ...doneOf(notice.withdrawn)!, reason: notice.withdrawn.reason },
        isPublic: isPublic(notice, this.clock.today()),
        checklist: checklist(closingFacts(notice, proofs, standing), await this.notices.closingBlockedBy(client, notice)),
        proofs: proofs.map((proof) => ({
          id: proof.id as Uuid,
          occasion: proof.occasion,
          attachmentId: proof.attachment_id as Uuid,
          takenOn: proof.taken_on as PlainDate,
          ofSheet: proof.posting_id !== null,
          isRetracted: !standing.some(({ id: attachmentId }) => attachmentId === proof.attachment_id),
          recordedAt: new Date(proof.recorded_at).toISOString(),
          recordedBy: proof.recorded_by_name,
        })),
      };
    });
  }

  private async summaries(client: pg.PoolClient, notices: readonly NoticeRecord[]): Promise<NoticeSummary[]> {
    const names = await this.places.of(client, [...new Set(notices.map(({ place }) => place))], this.clock.today());
    return notices.map((notice) => toSummary(notice, kindOf(this.options, notice.kind), names.get(notice.place) ?? []));
  }
}

const doneOf = (done: Done | null): { at: string; by: string } | null => done && { at: done.at.toISOString(), by: done.byName };

/** Posted, not withdrawn, and its last day is not over. */
export const isPublic = ({ state, lastDay }: NoticeRecord, today: PlainDate): boolean =>
  state === 'posted' && lastDay !== null && isRunning({ lastDay }, today);

function toSummary(notice: NoticeRecord, defined: NoticeKind, placeNames: readonly string[]): NoticeSummary {
  const { id, kind, state, place, groupName, postedOn, firstDay, lastDay, days, dayKind, postingId, version } = notice;
  return {
    ...{ title: defined.title, about: aboutOf(defined, notice.content) },
    ...{ id, kind, state, place: place, groupName, postedOn, firstDay, lastDay, days, dayKind, postingId, version },
    placeNames: [...placeNames],
    openObjections: notice.objections.open,
  };
}
