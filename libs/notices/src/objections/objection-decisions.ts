import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { codeOf, countyOf, townshipOf, type DivisionCode } from '@jingzhun/domain/division-code';
import { Attachments, canonicalDigest, Signatures, type AttachmentRef, type JsonValue } from '@jingzhun/evidence';
import { Outbox } from '@jingzhun/messaging';
import { Clock, newId, run } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { NOTICE_OPTIONS, type NoticeOptions } from '../notice-options.js';
import { NoticeHosts } from '../posting/notice-hosts.js';
import type { InvestigatorLevel, NoticeRecord } from '../posting/notice-record.js';
import { getNotice, lockNotice } from '../posting/notice-rows.js';
import { identityOf } from '../posting/notices.js';
import { NoticeTasks } from '../tasks/notice-tasks.js';
import { getObjection, NOTICE_CIPHER_PLACES, type ObjectionRow } from './objection-rows.js';
import type { DecideObjectionRequest, FindingRequest } from './objection.dto.js';
import { FindingReadableInVillage, ObjectionDecided, OwnCase } from './objection.errors.js';
import type { ObjectionDecision } from './objection-record.js';
import { assertDecidable, type Outcome } from './objection.rules.js';

/** What the signature of an investigator says, in the words he reads before he signs. */
export const FINDING_MEANING = {
  zh: '本人已就该异议进行调查，对调查结论负责。',
  en: 'I have investigated this objection and answer for the findings.',
};

/** Investigated and answered: the findings are signed, the host learns what follows, all in one transaction. */
@Injectable()
export class ObjectionDecisions {
  constructor(
    @Inject(NOTICE_OPTIONS) private readonly options: NoticeOptions,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Attachments) private readonly attachments: Attachments,
    @Inject(Signatures) private readonly signatures: Signatures,
    @Inject(NoticeHosts) private readonly hosts: NoticeHosts,
    @Inject(NoticeTasks) private readonly tasks: NoticeTasks,
  ) {
    signatures.guardContent('objection', 'objection.investigate');
  }

  /** What is to be signed, after everything that can be refused before signing was looked at. */
  async digest(em: EntityManager, principal: Principal, id: string, request: FindingRequest): Promise<string> {
    const { objection, attachments } = await this.prepare(em, principal, id, request);
    return canonicalDigest(signedContent(objection, request), attachments);
  }

  /** @throws ObjectionNotFound, ObjectionDecided, OwnCase, OwnNotice, AnswerDoesNotFit, NoSuchReturnStep, FindingReadableInVillage, and what signing throws */
  async decide(em: EntityManager, principal: Principal, id: string, request: DecideObjectionRequest): Promise<void> {
    const { notice, objection, attachments } = await this.prepare(em, principal, id, request);
    const { statement } = await this.signatures.sign(em, {
      principal,
      subject: { type: 'objection', id, version: objection.version },
      place: placeOfLevel(objection.place_code, objection.investigator),
      meaning: FINDING_MEANING,
      content: signedContent(objection, request),
      attachments,
      proof: request.proof,
    });
    await this.store(em, principal, objection, request, attachments, statement.id);
    await this.tasks.afterDecision(em, id);
    const decidedAt = this.clock.now();
    const { outcome, effect } = outcomeOf(request);
    this.outbox.add(em, this.options.events.objectionDecided, {
      division: notice.place,
      orderingKey: notice.id,
      data: {
        ...{ ...identityOf(notice), objectionId: objection.id, investigator: objection.investigator, outcome },
        effect: effect?.kind ?? null,
        returnTo: effect?.kind === 'return' ? effect.step : null,
        decidedAt: decidedAt.toISOString(),
      },
    });
    const detail = { outcome, effect: effect?.kind ?? null, noticeId: notice.id };
    await this.audit.record(em, {
      actor: actorOf(principal),
      action: 'objection.decide',
      objectType: 'objection',
      objectId: id,
      result: 'success',
      detail,
    });
    const told = { objectionId: objection.id, noticeId: notice.id, answer: request.answer, signatureId: statement.id, decidedAt };
    const decision: ObjectionDecision = effect ? { ...told, outcome: 'upheld', effect } : { ...told, outcome: 'dismissed' };
    await this.hosts.of(notice.subject.type).objectionDecided(em, notice, decision, principal);
  }

  private async prepare(
    em: EntityManager,
    principal: Principal,
    id: string,
    request: FindingRequest,
  ): Promise<{ notice: NoticeRecord; objection: ObjectionRow; attachments: AttachmentRef[] }> {
    const { notice_id } = await getObjection(em, id);
    const { subject } = await getNotice(em, notice_id);
    await this.hosts.of(subject.type).lockBefore?.(em, subject);
    // the notice first, as everywhere; then nobody else decides in between
    const notice = await lockNotice(em, notice_id);
    const objection = await getObjection(em, id);
    if (objection.state !== 'open') throw new ObjectionDecided();
    const host = this.hosts.of(notice.subject.type);
    if ((await host.makers?.(em, notice))?.includes(principal.accountId)) throw new OwnCase();
    assertDecidable(notice, principal.accountId, outcomeOf(request), request.answer, host.returnSteps(notice));
    const readable = await run(em, `select from attachment where id = any($1::uuid[]) and audience = 'area'`, [request.attachmentIds]);
    if (readable.length > 0) throw new FindingReadableInVillage();
    const attachments = await this.attachments.require(em, request.attachmentIds, { on: { type: 'objection', id } });
    return { notice, objection, attachments };
  }

  private async store(
    em: EntityManager,
    principal: Principal,
    { id, place_code, investigator }: ObjectionRow,
    request: FindingRequest,
    attachments: readonly AttachmentRef[],
    signatureId: string,
  ): Promise<void> {
    const findingId = newId(this.clock);
    const { outcome, effect } = outcomeOf(request);
    const hidden = this.vault.fields.encrypt(request.findings, { ...NOTICE_CIPHER_PLACES.objectionFinding, rowId: findingId });
    await run(
      em,
      `insert into objection_finding (id, objection_id, place_code, investigator, text_cipher, attachment_ids, signature_id, recorded_at, recorded_by,
         recorded_by_name)
       values ($1, $2, $3, $4, decode($5, 'hex'), $6::uuid[], $7, $8, $9, $10)`,
      [
        ...[findingId, id, place_code, investigator, hidden.toString('hex'), attachments.map((ref) => ref.id), signatureId],
        ...[this.clock.now(), principal.accountId, principal.name],
      ],
    );
    await run(
      em,
      `update objection set state = 'decided', version = version + 1, outcome = $2, effect = $3, return_to = $4, answer = $5, decided_at = $6,
         decided_by = $7, decided_by_name = $8 where id = $1`,
      [
        ...[id, outcome, effect?.kind ?? null, effect?.kind === 'return' ? effect.step : null, request.answer],
        ...[this.clock.now(), principal.accountId, principal.name],
      ],
    );
  }
}

/** The schema has made sure that an effect is there exactly when the objection is upheld. */
const outcomeOf = ({ effect }: FindingRequest): Outcome =>
  effect ? { outcome: 'upheld', effect } : { outcome: 'dismissed', effect: null };

function signedContent({ id, notice_id }: ObjectionRow, { outcome, effect, answer, findings }: FindingRequest): JsonValue {
  return { objectionId: id, noticeId: notice_id, outcome, effect, answer, findings };
}

/** The signature lies at the investigating level: at the village's own code the village could open it. */
function placeOfLevel(place: DivisionCode, level: InvestigatorLevel): DivisionCode {
  return codeOf(level === 'county' ? countyOf(place) : (townshipOf(place) ?? countyOf(place)));
}
