import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import { Attachments } from '@jingzhun/evidence';
import { Clock, Database, run, sessionOf } from '@jingzhun/persistence';
import { WorkingDays } from '@jingzhun/policy';
import { SealedCursors } from '@jingzhun/vault';
import { closingBlockedBy, type ProofOccasion } from '../clock/closing.rules.js';
import { aboutOf, detailsOf } from '../kinds/notice-text.js';
import { kindOf, NOTICE_OPTIONS, PLACE_NAMES, type NoticeOptions, type PlaceNames } from '../notice-options.js';
import type { ListPostingsQuery, PostingList, PostingResponse, PostingSummary } from './posting.dto.js';
import {
  factsOf,
  getPosting,
  OPEN_OF_SUBJECT,
  POSTING_COLUMNS,
  provenBy,
  readLines,
  type PostingLine,
  type PostingRow,
} from './posting-rows.js';
import { hangs, leftBecause } from './posting.rules.js';
import { POSTING_OBJECT } from './sheets.js';

type Counts = Pick<PostingSummary, 'notices' | 'hanging' | 'closed' | 'left' | 'openObjections' | 'withoutFirst' | 'withoutLast'>;

const UP = `n.state = 'posted' and n.objections_upheld = 0`;
const COUNTS = `count(*)::int as notices, count(*) filter (where ${UP})::int as hanging,
  count(*) filter (where n.state = 'closed' and n.objections_upheld = 0)::int as closed,
  count(*) filter (where n.state = 'withdrawn' or n.objections_upheld > 0)::int as "left",
  coalesce(sum(${OPEN_OF_SUBJECT}) filter (where ${UP}), 0)::int as "openObjections",
  count(*) filter (where ${UP} and not ${provenBy('first')})::int as "withoutFirst",
  count(*) filter (where ${UP} and not ${provenBy('last')})::int as "withoutLast"`;

/** Sheets for the pages of the office. */
@Injectable()
export class PostingQueries {
  constructor(
    @Inject(NOTICE_OPTIONS) private readonly options: NoticeOptions,
    @Inject(PLACE_NAMES) private readonly places: PlaceNames,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(WorkingDays) private readonly calendar: WorkingDays,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
    @Inject(Attachments) private readonly attachments: Attachments,
  ) {}

  list(principal: Principal, { area, subjectId, hanging, cursor, limit }: ListPostingsQuery): Promise<PostingList> {
    const [before] = cursor ? this.cursors.open('notice-postings', principal.accountId, cursor) : [];
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    const ofSheet = 'from notice_posting_line l join notice n on n.id = l.notice_id where l.posting_id = g.id';
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<PostingRow & Counts>(
        `select ${POSTING_COLUMNS}, c.* from notice_posting g cross join lateral (select ${COUNTS} ${ofSheet}) c
         where g.place_code between $1 and $2 and ($3::uuid is null or exists (select ${ofSheet} and n.subject_id = $3))
           and ($4::text is null or c.hanging > 0) and ($5::uuid is null or g.id < $5) order by g.id desc limit $6`,
        [from, to, subjectId ?? null, hanging ?? null, before ?? null, limit + 1],
      );
      const items = await this.summaries(client, rows.slice(0, limit));
      const last = items.at(-1);
      const more = rows.length > limit && last;
      return { items, nextCursor: more ? this.cursors.seal('notice-postings', principal.accountId, [last.id]) : null };
    });
  }

  /** @throws PostingNotFound */
  get(principal: Principal, id: string): Promise<PostingResponse> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const posting = await getPosting(client, id);
      const lines = await readLines(client, id);
      const [summary] = await this.summaries(client, [{ ...posting, ...countsOf(lines) }]);
      const asked = lines
        .filter(({ notice }) => hangs(notice))
        .map((line) => closingBlockedBy(factsOf(line), this.clock.now(), this.calendar));
      const missing = new Map(asked.flat().map(({ code, stage, zh, en }) => [code, { code, stage, zh, en }]));
      const kind = kindOf(this.options, posting.kind);
      return {
        ...(summary as PostingSummary),
        made: { at: new Date(posting.madeAt).toISOString(), by: posting.madeByName },
        postedAgainAs: await postedAgainAs(client, id),
        closable: asked.filter((one) => one.length === 0).length,
        missing: [...missing.values()],
        lines: lines.map(({ position, notice, openObjections }) => {
          const left = leftBecause(notice);
          const leftAt = notice.withdrawn?.at ?? null;
          return {
            ...{ position, noticeId: notice.id, about: aboutOf(kind, notice.content), state: notice.state, left },
            details: detailsOf(kind, notice.content),
            openObjections: hangs(notice) ? openObjections : notice.objections.open,
            leftOn: left && leftAt ? plainDateInShanghai(leftAt) : null,
          };
        }),
        proofs: await this.proofs(client, id),
      };
    });
  }

  private async proofs(client: pg.PoolClient, id: string): Promise<PostingResponse['proofs']> {
    type Row = { attachmentId: Uuid; occasion: ProofOccasion; takenOn: PlainDate; recordedAt: Date; recordedBy: string; notices: number };
    const rows = await run<Row>(
      client,
      `select attachment_id as "attachmentId", occasion, taken_on::text as "takenOn", min(recorded_at) as "recordedAt",
         min(recorded_by_name) as "recordedBy", count(*)::int as notices
       from notice_proof where posting_id = $1 group by attachment_id, occasion, taken_on order by min(recorded_at), attachment_id`,
      [id],
    );
    const standing = new Set((await this.attachments.of(client, { type: POSTING_OBJECT, id })).map((photo) => photo.id as string));
    return rows.map((row) => ({
      ...row,
      recordedAt: new Date(row.recordedAt).toISOString(),
      isRetracted: !standing.has(row.attachmentId),
    }));
  }

  private async summaries(client: pg.PoolClient, rows: readonly (PostingRow & Counts)[]): Promise<PostingSummary[]> {
    const names = await this.places.of(client, [...new Set(rows.map(({ place }) => place))], this.clock.today());
    return rows.map(({ madeAt: _at, madeByName: _by, ...row }) => ({
      ...row,
      title: kindOf(this.options, row.kind).title,
      placeNames: [...(names.get(row.place) ?? [])],
    }));
  }
}

/** What was taken down and hangs anew hangs on another sheet. */
async function postedAgainAs(client: pg.PoolClient, id: string): Promise<Uuid | null> {
  const [row] = await run<{ id: Uuid }>(
    client,
    `select l.posting_id as id from notice_posting_line own join notice b on b.id = own.notice_id and b.state = 'withdrawn'
     join notice n on n.subject_id = b.subject_id and n.kind = b.kind and n.posted_at >= b.withdrawn_at and n.id <> b.id
     join notice_posting_line l on l.notice_id = n.id where own.posting_id = $1 order by n.posted_at desc, n.id desc limit 1`,
    [id],
  );
  return row?.id ?? null;
}

function countsOf(lines: readonly PostingLine[]): Counts {
  const up = lines.filter(({ notice }) => hangs(notice));
  return {
    notices: lines.length,
    hanging: up.length,
    closed: lines.filter(({ notice }) => notice.state === 'closed' && leftBecause(notice) === null).length,
    left: lines.filter(({ notice }) => leftBecause(notice) !== null).length,
    openObjections: up.reduce((sum, line) => sum + line.openObjections, 0),
    withoutFirst: up.filter(({ proofs }) => !proofs.includes('first')).length,
    withoutLast: up.filter(({ proofs }) => !proofs.includes('last')).length,
  };
}
