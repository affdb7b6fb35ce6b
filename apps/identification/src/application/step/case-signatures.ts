import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { canonicalDigest, Signatures, witnessedDigest, type AttachmentRef, type JsonValue } from '@jingzhun/evidence';
import type { Principal } from '@jingzhun/auth';
import { newId, Clock, run } from '@jingzhun/persistence';
import { SealedContent } from '../content/sealed-content.js';
import type { ApplicationEntity } from '../case/application.entity.js';
import type { CaseAttachmentRole } from '../lifecycle/case-facts.js';
import type { CaseStep } from '../lifecycle/case-state.js';
import type { SignatureKind } from '../lifecycle/lifecycle.js';
import { meaningOf, officialDocument, placeOf, type DecidedCase } from './signed-document.js';
import type { StepsRequest } from './steps-request.js';
import { PageSignedBefore, SignatureNeeded } from './step.errors.js';

/** What is to be signed, and the digest the signer confirms. */
export interface ToSign {
  content: JsonValue;
  attachments: readonly AttachmentRef[];
  scan?: AttachmentRef;
  digest: string;
}

/** Signatures on cases: what they cover, and what a correction makes of them. */
@Injectable()
export class CaseSignatures {
  constructor(
    @Inject(Signatures) private readonly signatures: Signatures,
    @Inject(SealedContent) private readonly contents: SealedContent,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  toSign(kind: SignatureKind, { step, reason, mark }: StepsRequest, cases: readonly DecidedCase[]): ToSign | undefined {
    if (kind === 'none') return undefined;
    if (kind === 'official') {
      const content = officialDocument(step, cases, reason);
      const attachments = unique(
        cases.flatMap(({ read }) => [...read.meetingAttachments, ...(step === 'submit' ? read.caseAttachments : [])]),
      );
      return { content, attachments, digest: canonicalDigest(content, attachments) };
    }
    const [one] = cases;
    if (!one || cases.length > 1) throw new SignatureNeeded('mark');
    const { application, read } = one;
    const page = PAGE_OF[step] ?? 'applicationForm';
    const scan = mark && read.caseAttachments.find(({ id }) => id === mark.scan && read.roleOf.get(id) === page);
    if (!scan) throw new SignatureNeeded('mark');
    if (step === 'withdraw') {
      const content = withdrawalRequest(application, reason);
      return { content, attachments: [], scan, digest: witnessedDigest(content, [], scan) };
    }
    const content = this.contents.toSign(application.id, application.contentCipher);
    const attachments = read.caseAttachments.filter(({ id }) => id !== scan.id);
    return { content, attachments, scan, digest: witnessedDigest(content, attachments, scan) };
  }

  /** @returns id of the signature; undefined where the step has none */
  async sign(
    em: EntityManager,
    principal: Principal,
    kind: SignatureKind,
    request: StepsRequest,
    cases: readonly DecidedCase[],
  ): Promise<string | undefined> {
    const toSign = this.toSign(kind, request, cases);
    if (!toSign) return undefined;
    if (!request.proof) throw new SignatureNeeded('proof');
    const { content, attachments, scan } = toSign;
    if (scan) await assertFresh(em, scan);
    const [one] = cases;
    const subject =
      cases.length === 1 && one
        ? { type: 'application', id: one.application.id, version: one.application.version }
        : { type: 'application-step', id: newId(this.clock), version: 1 };
    const common = {
      principal,
      subject,
      place: placeOf(cases.map(({ application }) => application.villageCode)),
      meaning: meaningOf(request.step, cases),
      content,
      attachments,
      proof: request.proof,
    };
    const { statement } = scan
      ? await this.signatures.witness(em, { ...common, signer: 'villager', scan, kind: request.mark?.kind ?? 'signature' })
      : await this.signatures.sign(em, common);
    return statement.id;
  }

  /** Keeps for each case what the signature covers there. */
  async link(em: EntityManager, principal: Principal, signatureId: string, { application, way }: DecidedCase): Promise<void> {
    const covers = way.step === 'submit' || way.step === 'signForm' ? 'content' : 'judged';
    await run(
      em,
      `insert into application_signature (application_id, signature_id, village_code, step, covers, digest, signed_by, signed_by_name, signed_at)
       values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7::uuid, $8, $9::timestamptz)`,
      [
        application.id,
        signatureId,
        application.villageCode,
        way.step,
        covers,
        covers === 'content' ? application.contentDigest : application.judgedDigest,
        principal.accountId,
        principal.name,
        this.clock.now(),
      ],
    );
  }

  /** The corrected content is not what was signed: these signatures count no longer for this case, and say so. */
  async void(
    em: EntityManager,
    principal: Principal,
    application: ApplicationEntity,
    which: 'content' | 'all',
    reason: string,
  ): Promise<{ step: string; signedByName: string }[]> {
    const at = this.clock.now();
    const voided = await run<{ signature_id: string; step: string; signedByName: string }>(
      em,
      `update application_signature set voided_at = $2::timestamptz, voided_by_version = $3::int, void_reason = $4
       where application_id = $1::uuid and voided_at is null and ($5::boolean or covers = 'content')
       returning signature_id, step, signed_by_name as "signedByName"`,
      [application.id, at, application.version + 1, reason, which === 'all'],
    );
    if (voided.length === 0) return [];
    // where a signature was given for this case alone, it is void itself; one given for several cases goes on counting for the others
    for (const { subject_version: version } of await run<{ subject_version: number }>(
      em,
      `select distinct subject_version from signature where id = any($1::uuid[]) and subject_type = 'application'`,
      [voided.map(({ signature_id }) => signature_id)],
    ))
      await this.signatures.void(em, { type: 'application', id: application.id, version }, { principal, reason, at });
    return voided.map(({ step, signedByName }) => ({ step, signedByName }));
  }
}

/** The page a household signs, where it is not the form itself. */
const PAGE_OF: Partial<Record<CaseStep, CaseAttachmentRole>> = { withdraw: 'withdrawalRequest' };

/** What the household asks for; which application it is stands there as its digest. */
const withdrawalRequest = ({ id, contentVersion, contentDigest }: ApplicationEntity, reason: string | undefined): JsonValue => ({
  request: 'withdrawal',
  application: id,
  contentVersion,
  contentDigest,
  reason: reason ?? null,
});

/** A page carries one signature: after a correction the household signs a new one. */
async function assertFresh(em: EntityManager, scan: AttachmentRef): Promise<void> {
  const used = await run(em, 'select from signature_attachment where attachment_id = $1::uuid', [scan.id]);
  if (used.length > 0) throw new PageSignedBefore();
}

const unique = (refs: readonly AttachmentRef[]): AttachmentRef[] => [...new Map(refs.map((ref) => [ref.id as string, ref])).values()];
