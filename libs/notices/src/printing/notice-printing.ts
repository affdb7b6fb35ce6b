import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { areaOf } from '@jingzhun/domain/division-code';
import { Clock, Database, sessionOf, systemSession, type Session } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import { Printer } from '@jingzhun/print';
import { noticeText } from '../kinds/notice-text.js';
import { kindOf, NOTICE_OPTIONS, PLACE_NAMES, type NoticeOptions, type PlaceNames } from '../notice-options.js';
import { isPublic } from '../posting/notice.queries.js';
import { getNotice } from '../posting/notice-rows.js';
import { NoticeNotFound } from '../posting/notice.errors.js';
import { isPosted, type NoticeRecord } from '../posting/notice-record.js';
import { NoticeTakenDown, PublicNoticeNotFound } from '../public/public.errors.js';
import { NoticePaper, noticePaper } from './notice-paper.js';

/** How many papers are kept; a village reads the same notice again and again. */
const KEPT = 60;

export interface PrintRequest {
  readonly language: 'zh' | 'en';
  /** Where people reach this system: `https://jz.example.cn`. */
  readonly origin: string;
}

/** The official text as a paper: for the board, and for who wants to keep it. */
@Injectable()
export class NoticePrinting {
  private readonly kept = new Map<string, Buffer>();

  constructor(
    @Inject(NOTICE_OPTIONS) private readonly options: NoticeOptions,
    @Inject(PLACE_NAMES) private readonly places: PlaceNames,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(Printer) private readonly printer: Printer,
  ) {}

  /** For the office, in any state. @throws NoticeNotFound */
  async forOffice(principal: Principal, id: string, request: PrintRequest): Promise<Buffer> {
    return this.print(await this.read(sessionOf(principal), id), request);
  }

  /** For everybody, while it hangs. @throws PublicNoticeNotFound, NoticeTakenDown */
  async forEverybody(id: string, request: PrintRequest): Promise<Buffer> {
    const found = await this.read(systemSession('public'), id).catch((error: unknown) => {
      throw error instanceof NoticeNotFound ? new PublicNoticeNotFound() : error;
    });
    if (!isPosted(found.notice)) throw new PublicNoticeNotFound();
    if (!isPublic(found.notice, this.clock.today())) throw new NoticeTakenDown();
    return this.print(found, request);
  }

  private read(session: Session, id: string): Promise<{ notice: NoticeRecord; placeNames: readonly string[] }> {
    return this.database.connection(session, async (client) => {
      const notice = await getNotice(client, id);
      const names = await this.places.of(client, [notice.place], notice.postedOn ?? this.clock.today());
      return { notice, placeNames: names.get(notice.place) ?? [] };
    });
  }

  private async print(
    { notice, placeNames }: { notice: NoticeRecord; placeNames: readonly string[] },
    request: PrintRequest,
  ): Promise<Buffer> {
    const { language, origin } = request;
    const key = [notice.id, notice.lastDay, language, origin].join(' ');
    const ready = this.kept.get(key);
    if (ready) return ready;
    const complaintChannel = await this.policies.value(
      'notice.complaintChannel',
      notice.postedOn ?? this.clock.today(),
      areaOf(notice.place),
    );
    const about = { ...notice, placeNames, complaintChannel, address: `${origin}/public/${this.options.department}/notices/${notice.id}` };
    const data = await noticePaper(noticeText(kindOf(this.options, notice.kind), notice.content), about, language);
    const pdf = await this.printer.pdf(NoticePaper, data, notice.posted?.at ?? notice.composed.at);
    if (this.kept.size >= KEPT) this.kept.delete(this.kept.keys().next().value as string);
    this.kept.set(key, pdf);
    return pdf;
  }
}
