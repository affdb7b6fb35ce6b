import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog, type AuditDetail } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import type { Uuid } from '@jingzhun/domain/uuid';
import { Attachments } from '@jingzhun/evidence';
import { Clock, newId, run } from '@jingzhun/persistence';
import { WorkingDays } from '@jingzhun/policy';
import { closingBlockedBy, type ProofOccasion } from '../clock/closing.rules.js';
import type { NoticeCircumstances } from '../posting/notice-circumstances.js';
import { isPosted, type NoticeRecord, type PostedNotice } from '../posting/notice-record.js';
import { lockNotices } from '../posting/notice-rows.js';
import { NoticeInOtherState, NoticeNotClosable } from '../posting/notice.errors.js';
import { Notices } from '../posting/notices.js';
import { proofDay } from '../posting/proof.rules.js';
import { NoticeTasks } from '../tasks/notice-tasks.js';
import { NothingHangs, NoticeOnAnotherSheet, NotOneSheet } from './posting.errors.js';
import { factsOf, getPosting, lockLines } from './posting-rows.js';
import { hangs, whyNotOneSheet } from './posting.rules.js';
import { POSTING_OBJECT, Sheets } from './sheets.js';

/** What is done to all notices of a sheet at once. Everything runs in the caller's transaction, whose session is the caller's. */
@Injectable()
export class Postings {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(WorkingDays) private readonly calendar: WorkingDays,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Attachments) private readonly attachments: Attachments,
    @Inject(Notices) private readonly notices: Notices,
    @Inject(NoticeTasks) private readonly tasks: NoticeTasks,
    @Inject(Sheets) private readonly sheets: Sheets,
  ) {}

  /**
   * One sheet for notices of one village, one kind and one day: what is composed is posted now, what was posted one by one joins it.
   * @throws NoticeNotFound, NoticeInOtherState, NotOneSheet, NoticeOnAnotherSheet
   */
  async gather(em: EntityManager, principal: Principal, ids: readonly string[], circumstances: NoticeCircumstances): Promise<Uuid> {
    const found = await lockNotices(em, ids);
    const ended = found.find(({ state }) => state === 'closed' || state === 'withdrawn');
    if (ended) throw new NoticeInOtherState(ended.state);
    assertOneSheet(found);
    if ((await run(em, 'select from notice_posting_line where notice_id = any($1::uuid[])', [ids])).length > 0)
      throw new NoticeOnAnotherSheet();
    const composed = found.filter(({ state }) => state === 'composed');
    const posted = [...found.filter(isPosted), ...(await this.notices.postAll(em, principal, composed, circumstances))];
    assertOneSheet(posted);
    const byId = new Map(posted.map((notice) => [notice.id as string, notice]));
    const [sheet] = await this.sheets.make(
      em,
      principal,
      [...new Set(ids)].map((id) => byId.get(id) as PostedNotice),
    );
    return sheet as Uuid;
  }

  /**
   * A photo of the sheet proves every notice that still hangs on it.
   * @throws PostingNotFound, NothingHangs, ProofIsNoPhoto, ProofTakenOnOtherDay, and what `Attachments.require` throws
   */
  async prove(
    em: EntityManager,
    principal: Principal,
    id: string,
    occasion: ProofOccasion,
    attachmentIds: readonly string[],
  ): Promise<void> {
    const posting = await getPosting(em, id);
    const proven = (await lockLines(em, id)).map(({ notice }) => notice).filter(hangs);
    if (proven.length === 0) throw new NothingHangs();
    const photos = await this.attachments.require(em, attachmentIds, { on: { type: POSTING_OBJECT, id: posting.id } });
    const today = this.clock.today();
    const rows = photos.flatMap((photo) => {
      const takenOn = proofDay(posting, occasion, photo, today);
      return proven.map((notice) => ({ id: newId(this.clock), notice: notice.id, photo, takenOn }));
    });
    await run(
      em,
      `insert into notice_proof (id, notice_id, attachment_id, sha256, taken_on, posting_id, place_code, occasion, recorded_at, recorded_by, recorded_by_name)
       select r.*, $6::uuid, $7, $8, $9::timestamptz, $10::uuid, $11
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::date[]) r`,
      [
        rows.map((row) => row.id),
        rows.map(({ notice }) => notice),
        rows.map(({ photo }) => photo.id),
        rows.map(({ photo }) => photo.sha256),
        rows.map(({ takenOn }) => takenOn),
        ...[id, posting.place, occasion, this.clock.now(), principal.accountId, principal.name],
      ],
    );
    await this.tasks.afterProof(em, idsOf(proven), occasion);
    await this.log(em, principal, 'notice.prove-together', posting.id, { occasion, photos: photos.length, notices: proven.length });
    await this.logEach(em, principal, 'notice.prove', proven, { occasion, photos: photos.length });
  }

  /**
   * Closes every notice of the sheet that may be closed; what an open objection holds up stays and is closed later.
   * @throws PostingNotFound, NothingHangs, NoticeNotClosable when none may be closed, with what is missing
   */
  async close(em: EntityManager, principal: Principal, id: string): Promise<void> {
    await getPosting(em, id);
    const hanging = (await lockLines(em, id)).filter(({ notice }) => hangs(notice));
    if (hanging.length === 0) throw new NothingHangs();
    const now = this.clock.now();
    const asked = hanging.map((line) => ({ line, missing: closingBlockedBy(factsOf(line), now, this.calendar) }));
    const ready = asked.filter(({ missing }) => missing.length === 0).map(({ line }) => line.notice as PostedNotice);
    if (ready.length === 0) throw new NoticeNotClosable(asked[0]?.missing ?? []);
    await this.notices.closeAll(em, principal, ready);
    await this.log(em, principal, 'notice.close-together', id, { notices: ready.length, left: hanging.length - ready.length });
  }

  private log(em: EntityManager, principal: Principal, action: string, objectId: string, detail: AuditDetail): Promise<unknown> {
    return this.audit.record(em, { actor: actorOf(principal), action, objectType: POSTING_OBJECT, objectId, result: 'success', detail });
  }

  private logEach(
    em: EntityManager,
    principal: Principal,
    action: string,
    notices: readonly NoticeRecord[],
    detail: AuditDetail,
  ): Promise<void> {
    const actor = actorOf(principal);
    return this.audit.recordMany(
      em,
      notices.map(({ id }) => ({ actor, action, objectType: 'notice', objectId: id, result: 'success', detail })),
    );
  }
}

function assertOneSheet(notices: readonly NoticeRecord[]): void {
  const why = whyNotOneSheet(notices);
  if (why) throw new NotOneSheet(why);
}

const idsOf = (notices: readonly NoticeRecord[]): string[] => notices.map(({ id }) => id);
