import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { areaOf, areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import { Vault } from '@jingzhun/vault';
import { aboutOf, detailsOf, noticeText } from '../kinds/notice-text.js';
import { kindOf, NOTICE_OPTIONS, PLACE_NAMES, type NoticeOptions, type PlaceNames } from '../notice-options.js';
import { ANSWERS, type AnswerCode } from '../objections/answers.js';
import { ReceiptUnknown } from '../objections/objection.errors.js';
import { Objections } from '../objections/objections.js';
import { readReceiptPart, secretDigest } from '../objections/receipt.js';
import type { ReceiptResponse } from '../objections/objection.dto.js';
import { isPublic } from '../posting/notice.queries.js';
import { isPosted, toNoticeRecord, type NoticeRow, type PostedNotice } from '../posting/notice-record.js';
import { NOTICE_COLUMNS } from '../posting/notice-rows.js';
import { Notices } from '../posting/notices.js';
import { NoticeTakenDown, PublicNoticeNotFound } from './public.errors.js';
import type {
  ListPublicNoticesQuery,
  ObjectionStatus,
  ObjectionStatusRequest,
  PublicNotice,
  PublicNoticeList,
  PublicNoticeSummary,
  SubmitObjectionRequest,
} from './public.dto.js';

const PAGE = 200;
const SESSION = systemSession('public');

/** What people may do without signing in. Runs in a session that sees posted notices and, of objections, the one receipt it names. */
@Injectable()
export class PublicNotices {
  constructor(
    @Inject(NOTICE_OPTIONS) private readonly options: NoticeOptions,
    @Inject(PLACE_NAMES) private readonly places: PlaceNames,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(Notices) private readonly notices: Notices,
    @Inject(Objections) private readonly objections: Objections,
  ) {}

  list({ area, after }: ListPublicNoticesQuery): Promise<PublicNoticeList> {
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    return this.database.connection(SESSION, async (client) => {
      const { rows } = await client.query<NoticeRow>(
        `select ${NOTICE_COLUMNS} from notice n where n.state = 'posted' and n.last_day >= $3::date and n.place_code between $1 and $2
           and ($4::uuid is null or n.id < $4) order by n.id desc limit $5`,
        [from, to, this.clock.today(), after ?? null, PAGE + 1],
      );
      const page = rows.slice(0, PAGE).map(toNoticeRecord).filter(isPosted);
      const names = await this.places.of(client, [...new Set(page.map(({ place }) => place))], this.clock.today());
      const items = page.map((notice) => this.summaryOf(notice, names.get(notice.place) ?? []));
      return { items, nextAfter: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null, asOf: this.clock.now().toISOString() };
    });
  }

  /** @throws PublicNoticeNotFound, NoticeTakenDown */
  async get(id: string): Promise<PublicNotice> {
    const { notice, placeNames } = await this.read(id);
    const channel = await this.policies.value('notice.complaintChannel', this.clock.today(), areaOf(notice.place));
    return {
      ...this.summaryOf(notice, placeNames),
      text: noticeText(kindOf(this.options, notice.kind), notice.content) as PublicNotice['text'],
      complaintChannel: channel,
      contentDigest: notice.contentDigest,
    };
  }

  /** @throws PublicNoticeNotFound, and what `Objections.receive` throws */
  async object(id: string, { submissionId, text, name, phone }: SubmitObjectionRequest): Promise<ReceiptResponse> {
    const notice = await this.database.connection(SESSION, (client) => readPosted(client, id));
    const circumstances = await this.notices.prepare(notice.place);
    const identity = name === null ? null : { name, phone, address: null };
    const { number, secret, dueOn } = await this.database.transaction(SESSION, (em) =>
      this.objections.receive(em, { via: 'web', noticeId: id, submissionId, text, identity }, circumstances),
    );
    return { receiptNumber: number, secret, dueOn };
  }

  /** @throws ReceiptUnknown for a wrong number as for a wrong secret */
  status({ receiptNumber, secret }: ObjectionStatusRequest): Promise<ObjectionStatus> {
    const receipt = { number: readReceiptPart(receiptNumber), secret: readReceiptPart(secret) };
    return this.database.connection(SESSION, async (client) => {
      await client.query(`select set_config('app.receipt', $1, true)`, [receipt.number]);
      const { rows } = await client.query<StatusRow>(
        `select o.state, o.due_on, o.answer, o.decided_at, o.secret_digest, n.kind from objection o join notice n on n.id = o.notice_id
         where o.receipt_number = $1`,
        [receipt.number],
      );
      const [row] = rows;
      // the comparison is made for an unknown number as well: both take the same time
      const digest = secretDigest(this.vault, receipt);
      const isRight = timingSafeEqual(digest, row?.secret_digest ?? Buffer.alloc(digest.length));
      if (!row || !isRight) throw new ReceiptUnknown();
      return {
        receiptNumber: receipt.number,
        state: row.state,
        noticeTitle: kindOf(this.options, row.kind).title,
        dueOn: row.due_on,
        answer: row.answer && { zh: ANSWERS[row.answer].zh, en: ANSWERS[row.answer].en },
        decidedOn: row.decided_at && plainDateInShanghai(row.decided_at),
      };
    });
  }

  private read(id: string): Promise<{ notice: PostedNotice; placeNames: readonly string[] }> {
    return this.database.connection(SESSION, async (client) => {
      const notice = await readPosted(client, id);
      if (!isPublic(notice, this.clock.today())) throw new NoticeTakenDown();
      const names = await this.places.of(client, [notice.place], this.clock.today());
      return { notice, placeNames: names.get(notice.place) ?? [] };
    });
  }

  private summaryOf(notice: PostedNotice, placeNames: readonly string[]): PublicNoticeSummary {
    const { id, kind, place, groupName, postedOn, firstDay, lastDay, days, dayKind } = notice;
    const defined = kindOf(this.options, kind);
    const about = aboutOf(defined, notice.content);
    return {
      id,
      kind,
      title: defined.title,
      about,
      details: detailsOf(defined, notice.content),
      place,
      placeNames: [...placeNames],
      groupName,
      postedOn,
      firstDay,
      lastDay,
      days,
      dayKind,
    };
  }
}

interface StatusRow {
  state: 'open' | 'decided';
  due_on: PlainDate;
  answer: AnswerCode | null;
  decided_at: Date | null;
  secret_digest: Buffer;
  kind: string;
}

async function readPosted(client: pg.PoolClient, id: string): Promise<PostedNotice> {
  const { rows } = await client.query<NoticeRow>(`select ${NOTICE_COLUMNS} from notice n where n.id = $1`, [id]);
  const notice = rows[0] && toNoticeRecord(rows[0]);
  if (!notice || !isPosted(notice)) throw new PublicNoticeNotFound();
  return notice;
}
