import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog, type AuditDetail } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { areaOf, type DivisionCode } from '@jingzhun/domain/division-code';
import { Attachments } from '@jingzhun/evidence';
import { Outbox } from '@jingzhun/messaging';
import { Clock, newId, type Handle, run } from '@jingzhun/persistence';
import { PolicyService, WorkingDays } from '@jingzhun/policy';
import { closingBlockedBy, type Missing, type ProofOccasion } from '../clock/closing.rules.js';
import { noticePeriod } from '../clock/notice-clock.rules.js';
import { isPublishable, type Publishable } from '../fields/publishable.js';
import type { ContentOf, NoticeFields, NoticeKind } from '../kinds/define-notice.js';
import { contentDigest, NotMadeByAConstructor, storedContent } from '../kinds/notice-content.js';
import { kindOf, NOTICE_OPTIONS, type NoticeOptions } from '../notice-options.js';
import { NoticeTasks } from '../tasks/notice-tasks.js';
import { POSTING_OBJECT, Sheets } from '../together/sheets.js';
import { NoticeCircumstances } from './notice-circumstances.js';
import { NoticeHosts } from './notice-hosts.js';
import { findTransition, type NoticeStep } from './notice-lifecycle.js';
import { isPosted, type NoticeRecord, type NoticeSubject, type PostedNotice } from './notice-record.js';
import {
  closingFacts,
  getNotice,
  insertNotices,
  lockNotice,
  markClosed,
  markPosted,
  markWithdrawn,
  readProofs,
  type ProofRow,
} from './notice-rows.js';
import { proofDay } from './proof.rules.js';
import { NoticeInOtherState, NoticeNotClosable, ReasonNeeded } from './notice.errors.js';

export interface NoticeDraft<F extends NoticeFields> {
  readonly subject: NoticeSubject;
  /** Division where it hangs. */
  readonly place: DivisionCode;
  /** Group it hangs in; absent: at the village committee. */
  readonly groupName?: Publishable<'groupName'>;
  readonly content: ContentOf<F>;
}

/** The life of a notice. Everything runs in the caller's transaction, whose session is the caller's. */
@Injectable()
export class Notices {
  constructor(
    @Inject(NOTICE_OPTIONS) private readonly options: NoticeOptions,
    @Inject(PolicyService) private readonly policies: PolicyService,
    @Inject(WorkingDays) private readonly calendar: WorkingDays,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(NoticeHosts) private readonly hosts: NoticeHosts,
    @Inject(NoticeTasks) private readonly tasks: NoticeTasks,
    @Inject(Attachments) private readonly attachments: Attachments,
    @Inject(Sheets) private readonly sheets: Sheets,
  ) {}

  /** Policy of the place and holidays as they stand today. Ask before opening the transaction. */
  async prepare(place: DivisionCode): Promise<NoticeCircumstances> {
    return new NoticeCircumstances(await this.policies.snapshot(this.clock.today(), areaOf(place)), this.calendar);
  }

  /** Fixes the text: from here on it can be printed, but does not hang yet. */
  async compose<F extends NoticeFields>(
    em: EntityManager,
    principal: Principal,
    kind: NoticeKind<F>,
    draft: NoticeDraft<F>,
    circumstances: NoticeCircumstances,
  ): Promise<NoticeRecord> {
    const [composed] = await this.composeAll(em, principal, kind, [draft], circumstances);
    return composed as NoticeRecord;
  }

  /** It hangs from now on; its days count from tomorrow. @throws NoticeInOtherState, YearWithoutHolidays */
  async post(em: EntityManager, principal: Principal, id: string, circumstances: NoticeCircumstances): Promise<PostedNotice> {
    const [posted] = await this.postAll(em, principal, [await this.lockFor(em, id, 'post')], circumstances);
    return posted as PostedNotice;
  }

  /**
   * Composes and posts in one command what one kind says about several subjects. What hangs in one place is one sheet from then on; a
   * single notice is its own. Every notice keeps its own days and its own objections.
   * @returns them in the order of the drafts
   */
  async postTogether<F extends NoticeFields>(
    em: EntityManager,
    principal: Principal,
    kind: NoticeKind<F>,
    drafts: readonly NoticeDraft<F>[],
    circumstances: NoticeCircumstances,
  ): Promise<PostedNotice[]> {
    const composed = await this.composeAll(em, principal, kind, drafts, circumstances);
    const posted = await this.postAll(em, principal, composed, circumstances);
    if (posted.length > 1) await this.sheets.make(em, principal, posted);
    return posted;
  }

  /** Locked and composed notices of one kind. */
  async postAll(
    em: EntityManager,
    principal: Principal,
    composed: readonly NoticeRecord[],
    circumstances: NoticeCircumstances,
  ): Promise<PostedNotice[]> {
    const [first] = composed;
    if (!first) return [];
    const { days, dayKind, parameterIds } = circumstances.daysOf(kindOf(this.options, first.kind));
    const at = this.clock.now();
    const period = noticePeriod(at, days, dayKind, circumstances.calendar);
    const by = { at, by: principal.accountId, byName: principal.name };
    const posted = await markPosted(em, composed, by, { ...period, days, dayKind }, parameterIds);
    await this.tasks.afterPosting(em, posted, circumstances);
    for (const notice of posted)
      this.outbox.add(em, this.options.events.posted, {
        division: notice.place,
        orderingKey: notice.id,
        data: { ...identityOf(notice), ...period, days, dayKind, contentDigest: notice.contentDigest },
      });
    await this.log(em, principal, 'notice.post', posted, { kind: first.kind, lastDay: period.lastDay });
    for (const notice of posted) await this.hosts.of(notice.subject.type).posted?.(em, notice, principal);
    return posted;
  }

  private async composeAll<F extends NoticeFields>(
    em: EntityManager,
    principal: Principal,
    kind: NoticeKind<F>,
    drafts: readonly NoticeDraft<F>[],
    circumstances: NoticeCircumstances,
  ): Promise<NoticeRecord[]> {
    if (drafts.length === 0) return [];
    kindOf(this.options, kind.kind);
    const { level, parameterId } = circumstances.investigatorOf(kind);
    const rows = drafts.map(({ subject, place, groupName, content }) => {
      this.hosts.of(subject.type);
      if (groupName !== undefined && !isPublishable(groupName)) throw new NotMadeByAConstructor(kind.kind, 'groupName');
      const stored = storedContent(kind, content);
      return {
        ...{ id: newId(this.clock), kind: kind.kind, place, groupName: groupName?.value ?? null, subject, content: stored },
        ...{ contentDigest: contentDigest(kind.kind, stored), investigator: level },
      };
    });
    const composed = { at: this.clock.now(), by: principal.accountId, byName: principal.name };
    const notices = await insertNotices(em, rows, composed, [parameterId]);
    await this.log(em, principal, 'notice.compose', notices, { kind: kind.kind });
    return notices;
  }

  /**
   * Photos that show it hanging: of the first day and of the last. More than one may be handed in.
   * @throws ProofIsNoPhoto, ProofTakenOnOtherDay, and what `Attachments.require` throws
   */
  async prove(
    em: EntityManager,
    principal: Principal,
    id: string,
    occasion: ProofOccasion,
    attachmentIds: readonly string[],
  ): Promise<NoticeRecord> {
    const notice = (await this.lockFor(em, id, 'prove')) as PostedNotice;
    const photos = await this.attachments.require(em, attachmentIds, { on: { type: 'notice', id } });
    const days = photos.map((photo) => proofDay(notice, occasion, photo, this.clock.today()));
    for (const [i, photo] of photos.entries())
      await run(
        em,
        `insert into notice_proof (id, notice_id, place_code, occasion, attachment_id, sha256, taken_on, recorded_at, recorded_by, recorded_by_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[newId(this.clock), id, notice.place, occasion, photo.id, photo.sha256, days[i], this.clock.now()],
          ...[principal.accountId, principal.name],
        ],
      );
    await this.tasks.afterProof(em, [id], occasion);
    await this.log(em, principal, 'notice.prove', [notice], { occasion, photos: photos.length });
    return notice;
  }

  /** What keeps it from being closed; empty: it may be. */
  async closingBlockedBy(handle: Handle, notice: NoticeRecord): Promise<Missing[]> {
    const proofs = await readProofs(handle, notice.id);
    const standing = await this.standingPhotos(handle, notice.id, proofs);
    return closingBlockedBy(closingFacts(notice, proofs, standing), this.clock.now(), this.calendar);
  }

  /** Photos that still prove something: of the notice itself and of the sheet it stands on. */
  async standingPhotos(handle: Handle, id: string, proofs: readonly ProofRow[]): Promise<readonly { id: string }[]> {
    const postingId = proofs.find(({ posting_id }) => posting_id !== null)?.posting_id;
    const ofSheet = postingId ? await this.attachments.of(handle, { type: POSTING_OBJECT, id: postingId }) : [];
    return [...(await this.attachments.of(handle, { type: 'notice', id })), ...ofSheet];
  }

  /**
   * The period has passed, is proven, and every objection is answered. Tells the host in the same transaction.
   * @throws NoticeNotClosable with everything that is missing
   */
  async close(em: EntityManager, principal: Principal, id: string): Promise<PostedNotice> {
    const posted = await this.lockFor(em, id, 'close');
    const missing = await this.closingBlockedBy(em, posted);
    if (missing.length > 0 || !isPosted(posted)) throw new NoticeNotClosable(missing);
    const [closed] = await this.closeAll(em, principal, [posted]);
    return closed as PostedNotice;
  }

  /** Locked notices from whose closing nothing keeps them. */
  async closeAll(em: EntityManager, principal: Principal, posted: readonly PostedNotice[]): Promise<PostedNotice[]> {
    const [first] = posted;
    if (!first) return [];
    const at = this.clock.now();
    const closed = await markClosed(em, posted, { at, by: principal.accountId, byName: principal.name });
    await this.tasks.afterEnd(
      em,
      closed.map(({ id }) => id),
    );
    for (const notice of closed) {
      const { postedOn, firstDay, lastDay, objections } = notice;
      this.outbox.add(em, this.options.events.closed, {
        division: notice.place,
        orderingKey: notice.id,
        data: {
          ...{ ...identityOf(notice), postedOn, firstDay, lastDay, closedAt: at.toISOString() },
          ...{ objectionsUpheld: objections.upheld, objectionsDismissed: objections.dismissed },
        },
      });
    }
    await this.log(em, principal, 'notice.close', closed, { kind: first.kind });
    const host = this.hosts.of(first.subject.type);
    if (host.closedTogether && closed.length > 1) await host.closedTogether(em, closed, principal);
    else for (const notice of closed) await this.hosts.of(notice.subject.type).closed(em, notice, principal);
    return closed;
  }

  /** Takes it down before its time: a withdrawn application, a wrong text, a missed photo. The internal copy stays. */
  async takeDown(em: EntityManager, principal: Principal, id: string, reason: string): Promise<NoticeRecord> {
    const [notice] = await this.takeDownAll(em, principal, [await this.lockFor(em, id, 'withdraw')], reason);
    return notice as NoticeRecord;
  }

  /** Locked notices that hang or are still to be posted, for one reason. @throws ReasonNeeded @returns them in the order given */
  async takeDownAll(em: EntityManager, principal: Principal, before: readonly NoticeRecord[], reason: string): Promise<NoticeRecord[]> {
    if (reason.trim().length < 4) throw new ReasonNeeded();
    const at = this.clock.now();
    const withdrawn = await markWithdrawn(em, before, { at, by: principal.accountId, byName: principal.name }, reason.trim());
    await this.tasks.afterEnd(
      em,
      withdrawn.map(({ id }) => id),
    );
    for (const notice of withdrawn)
      if (isPosted(notice))
        this.outbox.add(em, this.options.events.withdrawn, {
          division: notice.place,
          orderingKey: notice.id,
          data: { ...identityOf(notice), withdrawnAt: at.toISOString() },
        });
    await this.log(em, principal, 'notice.take-down', withdrawn, { kind: withdrawn[0]?.kind ?? '' });
    for (const notice of withdrawn) await this.hosts.of(notice.subject.type).withdrawn?.(em, notice, principal);
    return withdrawn;
  }

  /** @throws NoticeNotFound */
  get(handle: Handle, id: string): Promise<NoticeRecord> {
    return getNotice(handle, id);
  }

  private async lockFor(em: EntityManager, id: string, step: NoticeStep): Promise<NoticeRecord> {
    const notice = await lockNotice(em, id);
    if (!findTransition(step, notice.state)) throw new NoticeInOtherState(notice.state);
    return notice;
  }

  private log(
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

export const identityOf = ({
  id,
  kind,
  subject,
}: NoticeRecord): { noticeId: typeof id; kind: string; subjectType: string; subjectId: NoticeSubject['id'] } => ({
  noticeId: id,
  kind,
  subjectType: subject.type,
  subjectId: subject.id,
});
