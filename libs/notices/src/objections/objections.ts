import { Inject, Injectable } from '@nestjs/common';
import { UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { addDays, type PlainDate } from '@jingzhun/domain/plain-date';
import { Attachments } from '@jingzhun/evidence';
import { Clock, newId, run } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import type { NoticeCircumstances } from '../posting/notice-circumstances.js';
import { NoticeHosts } from '../posting/notice-hosts.js';
import type { NoticeRecord } from '../posting/notice-record.js';
import { lockNotice } from '../posting/notice-rows.js';
import { NoticeTasks } from '../tasks/notice-tasks.js';
import type { ObjectionSummary, ObjectionVia } from './objection-record.js';
import { NOTICE_CIPHER_PLACES, type ObjectorIdentity } from './objection-rows.js';
import { ScanNeeded, ScanReadableInVillage, SubmissionReused } from './objection.errors.js';
import { assertInTime } from './objection.rules.js';
import { ObjectionRush } from './objection-rush.js';
import { receiptOf, secretDigest, type Receipt } from './receipt.js';

interface Submission {
  readonly noticeId: string;
  /** Made with the form: sent twice, it is one objection. */
  readonly submissionId: string;
  readonly text: string;
  /** Null: the objector does not want to be known. */
  readonly identity: ObjectorIdentity | null;
}

export type NewObjection =
  | (Submission & { readonly via: 'web' })
  | (Submission & {
      readonly via: 'paper' | 'phone';
      readonly receivedOn: PlainDate;
      /** The page, of an attachment that only levels above the village may read. */
      readonly scanAttachmentId: string | null;
      readonly by: Principal;
    });

/** Takes objections in; `ObjectionDecisions` answers them. */
@Injectable()
export class Objections {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Attachments) private readonly attachments: Attachments,
    @Inject(NoticeHosts) private readonly hosts: NoticeHosts,
    @Inject(NoticeTasks) private readonly tasks: NoticeTasks,
    @Inject(ObjectionRush) private readonly rush: ObjectionRush,
  ) {}

  /**
   * In the session of the public page or of the officer who enters it.
   * @throws NoticeNotFound, ObjectionPeriodOver, ReceivedOutsidePeriod, ScanNeeded, TooManyObjections, SubmissionReused
   */
  async receive(em: EntityManager, objection: NewObjection, circumstances: NoticeCircumstances): Promise<Receipt & { dueOn: PlainDate }> {
    const receipt = this.receiptFor(objection);
    // the page without sign-in sees its own receipt and no other
    await run(em, `select set_config('app.receipt', $1, true)`, [receipt.number]);
    const notice = await lockNotice(em, objection.noticeId);
    const [sentBefore] = await run<{ due_on: PlainDate }>(
      em,
      'select due_on::text as due_on from objection where receipt_number = $1 and submission_id = $2',
      [receipt.number, objection.submissionId],
    );
    if (sentBefore) return { ...receipt, dueOn: sentBefore.due_on };
    const today = this.clock.today();
    const receivedOn = objection.via === 'web' ? today : objection.receivedOn;
    assertInTime(notice, objection.via, receivedOn, today);
    if (objection.via === 'web') await this.rush.take(em, notice);
    const summary = await this.insert(em, notice, objection, receipt, receivedOn, addDays(receivedOn, circumstances.replyWithinDays));
    await this.tasks.afterObjection(em, summary);
    await this.log(em, objection, summary);
    await this.hosts.of(notice.subject.type).objectionReceived?.(em, notice, summary);
    return { ...receipt, dueOn: summary.dueOn };
  }

  private receiptFor({ submissionId, noticeId, text, identity }: NewObjection): Receipt {
    const who = identity ? [identity.name, identity.phone, identity.address] : [null];
    return receiptOf(this.vault, { submissionId, noticeId, content: [text, ...who] });
  }

  private async insert(
    em: EntityManager,
    notice: NoticeRecord,
    objection: NewObjection,
    receipt: Receipt,
    receivedOn: PlainDate,
    dueOn: PlainDate,
  ): Promise<ObjectionSummary> {
    const id = newId(this.clock);
    const { place, investigator } = notice;
    const scan = await this.scanOf(em, id, objection);
    try {
      await run(
        em,
        `insert into objection (id, notice_id, place_code, investigator, due_on, submission_id, receipt_number, secret_digest)
         values ($1, $2, $3, $4, $5, $6, $7, decode($8, 'hex'))`,
        [
          ...[id, notice.id, place, investigator, dueOn, objection.submissionId, receipt.number],
          secretDigest(this.vault, receipt).toString('hex'),
        ],
      );
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) throw new SubmissionReused();
      throw error;
    }
    await this.seal(em, id, notice, objection, receivedOn, scan);
    return { id, noticeId: notice.id, place, investigator, state: 'open', dueOn };
  }

  private async seal(
    em: EntityManager,
    id: string,
    { place, investigator }: NoticeRecord,
    objection: NewObjection,
    receivedOn: PlainDate,
    scan: string | null,
  ): Promise<void> {
    const { text, identity, via } = objection;
    const hidden = (plain: string, where: keyof typeof NOTICE_CIPHER_PLACES): string =>
      this.vault.fields.encrypt(plain, { ...NOTICE_CIPHER_PLACES[where], rowId: id }).toString('hex');
    const officer = objection.via === 'web' ? null : objection.by;
    await run(
      em,
      `insert into objection_sealed (id, place_code, investigator, via, received_at, received_on, received_by, received_by_name, is_anonymous, text_cipher,
         identity_cipher, scan_attachment_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, decode($10, 'hex'), decode($11, 'hex'), $12)`,
      [
        ...[
          id,
          place,
          investigator,
          via,
          this.clock.now(),
          receivedOn,
          officer?.accountId ?? null,
          officer?.name ?? null,
          identity === null,
        ],
        ...[hidden(text, 'objectionText'), identity && hidden(JSON.stringify(identity), 'objectorIdentity'), scan],
      ],
    );
  }

  private async scanOf(em: EntityManager, id: string, objection: NewObjection): Promise<string | null> {
    if (objection.via === 'web') return null;
    if (objection.via === 'paper' && objection.scanAttachmentId === null) throw new ScanNeeded();
    if (objection.scanAttachmentId === null) return null;
    const readable = await run(em, `select from attachment where id = $1 and audience <> 'aboveVillage'`, [objection.scanAttachmentId]);
    if (readable.length > 0) throw new ScanReadableInVillage();
    const [scan] = await this.attachments.require(em, [objection.scanAttachmentId], { on: { type: 'objection', id } });
    return scan?.id ?? null;
  }

  private async log(em: EntityManager, objection: NewObjection, { id, noticeId }: ObjectionSummary): Promise<void> {
    const via: ObjectionVia = objection.via;
    await this.audit.record(em, {
      ...(objection.via === 'web' ? {} : { actor: actorOf(objection.by) }),
      action: 'objection.receive',
      objectType: 'objection',
      objectId: id,
      result: 'success',
      detail: { via, noticeId },
    });
  }
}
