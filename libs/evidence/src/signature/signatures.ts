import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { may, type Permission, type Principal } from '@jingzhun/auth';
import type { DivisionCode } from '@jingzhun/domain/division-code';
import type { Uuid } from '@jingzhun/domain/uuid';
import { Clock, newId, type Handle, run } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import type { AttachmentRef, EvidenceObject } from '../attachment/attachment-ref.js';
import { AttachmentRetracted } from '../attachment/attachment.errors.js';
import { EVIDENCE_OPTIONS, type EvidenceOptions } from '../evidence-options.js';
import { SealKeys } from '../seal/seal-keys.js';
import { canonicalDigest, canonicalJson, type JsonValue } from './canonical-digest.js';
import { ProofUsed } from './signature.errors.js';
import {
  SIGNATURE_FORMAT,
  VOID_FORMAT,
  type Mark,
  type Meaning,
  type SignatureRecord,
  type SignatureStatement,
  type SignedSubject,
  type Signer,
  type SigningOfficial,
  type VoidStatement,
} from './signature-statement.js';
import { SigningProofs } from './signing-proofs.js';
import { readRecords } from './signature-rows.js';

export interface SignRequest {
  /** Who signs, or witnesses. */
  principal: Principal;
  subject: SignedSubject;
  place: DivisionCode;
  /** What the signature says, in the words the signer read. */
  meaning: Meaning;
  /** Exactly what is signed; kept encrypted, handed out by the export. */
  content: JsonValue;
  /** From `Attachments.require` of the same transaction. */
  attachments: readonly AttachmentRef[];
  /** Of `POST /api/gateway/v1/signing-proofs`, for the digest of content and attachments. */
  proof: string;
}

export interface WitnessRequest extends SignRequest {
  signer: 'villager';
  /** The page with the villager's mark; counts as one more attachment in the digest. */
  scan: AttachmentRef;
  kind: Mark;
}

/** Signatures of officials and, witnessed by them, of villagers; always in the transaction of the decision they belong to. */
@Injectable()
export class Signatures {
  private readonly guarded = new Map<string, Permission>();

  constructor(
    @Inject(SigningProofs) private readonly proofs: SigningProofs,
    @Inject(SealKeys) private readonly seals: SealKeys,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(EVIDENCE_OPTIONS) private readonly options: EvidenceOptions,
  ) {}

  /** What is signed about such a subject is handed out only to who may do this; its owner says so when the service starts. */
  guardContent(subjectType: string, permission: Permission): void {
    this.guarded.set(subjectType, permission);
  }

  mayReadContent(principal: Principal, { type }: Pick<SignedSubject, 'type'>): boolean {
    const permission = this.guarded.get(type);
    return permission === undefined || may(principal, permission);
  }

  /** @throws ProofRefused, ProofOfAnother, ProofForOtherContent, ProofUsed, AttachmentRetracted */
  sign(handle: Handle, request: SignRequest): Promise<SignatureRecord> {
    return this.record(handle, request, request.attachments, { kind: 'official', official: officialOf(request.principal) });
  }

  /** As `sign`; the digest to prove is `witnessedDigest(content, attachments, scan)`. */
  witness(handle: Handle, request: WitnessRequest): Promise<SignatureRecord> {
    const { principal, scan, kind } = request;
    return this.record(handle, request, withScan(request.attachments, scan), {
      kind: 'villager',
      mark: kind,
      scan: scan.id,
      witness: officialOf(principal),
    });
  }

  /**
   * Voids every signature of the subject that still stands; they stay to be seen, with the reason. A subject without `version`
   * means all its versions.
   * @returns how many were voided
   */
  async void(
    handle: Handle,
    subject: EvidenceObject & { version?: number },
    { principal, reason, at }: { principal: Principal; reason: string; at: Date },
  ): Promise<number> {
    const standing = await run<{ id: string; village_code: string }>(
      handle,
      `select s.id, s.village_code from signature s where s.subject_type = $1 and s.subject_id = $2 and ($3::int is null or s.subject_version = $3)
       and not exists (select from signature_void v where v.signature_id = s.id) order by s.id`,
      [subject.type, subject.id, subject.version ?? null],
    );
    for (const { id, village_code: place } of standing) {
      const statement: VoidStatement = {
        format: VOID_FORMAT,
        department: this.options.department,
        signatureId: id,
        reason,
        voidedBy: officialOf(principal),
        voidedAt: at.toISOString(),
      };
      const seal = this.seals.seal(canonicalJson(statement as unknown as JsonValue));
      await run(
        handle,
        `insert into signature_void (signature_id, village_code, voided_at, statement, seal_key_id, seal) values ($1, $2, $3, $4::jsonb, $5, decode($6, 'hex'))`,
        [id, place, statement.voidedAt, JSON.stringify(statement), seal.keyId, seal.value.toString('hex')],
      );
      await this.audit.record(handle, {
        actor: actorOf(principal),
        action: 'signature.void',
        objectType: 'signature',
        objectId: id,
        purpose: reason,
        result: 'success',
      });
    }
    return standing.length;
  }

  /** Everything that was ever signed about the subject, also what is void, oldest first. */
  of(handle: Handle, subject: EvidenceObject & { version?: number }): Promise<SignatureRecord[]> {
    return readRecords(handle, 's.subject_type = $1 and s.subject_id = $2 and ($3::int is null or s.subject_version = $3)', [
      subject.type,
      subject.id,
      subject.version ?? null,
    ]);
  }

  private async record(
    handle: Handle,
    request: SignRequest,
    attachments: readonly AttachmentRef[],
    signer: Signer,
  ): Promise<SignatureRecord> {
    const { principal, subject, place, meaning, content } = request;
    const digest = canonicalDigest(content, attachments);
    const statement: SignatureStatement = {
      format: SIGNATURE_FORMAT,
      id: newId(this.clock),
      department: this.options.department,
      place,
      subject,
      meaning,
      digest,
      signer,
      attachments: inOrder(attachments),
      proof: await this.proofs.check(request.proof, principal, digest),
      signedAt: this.clock.now().toISOString(),
    };
    const seal = this.seals.seal(canonicalJson(statement as unknown as JsonValue));
    await this.insert(handle, statement, content, principal.accountId, seal);
    await this.attach(handle, statement);
    await this.audit.record(handle, {
      actor: actorOf(principal),
      action: signer.kind === 'official' ? 'signature.sign' : 'signature.witness',
      objectType: subject.type,
      objectId: subject.id,
      result: 'success',
      detail: { signature: statement.id, version: subject.version, attachments: attachments.length },
    });
    return { statement, seal: { keyId: seal.keyId, value: seal.value.toString('base64url') }, void: null };
  }

  private async insert(
    handle: Handle,
    statement: SignatureStatement,
    content: JsonValue,
    accountId: Uuid,
    seal: { keyId: string; value: Buffer },
  ): Promise<void> {
    const { id, subject } = statement;
    const taken = await run(
      handle,
      `insert into signature (id, village_code, subject_type, subject_id, subject_version, digest, account_id, proof_id, signed_at, statement, seal_key_id, seal)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11, decode($12, 'hex')) on conflict (proof_id) do nothing returning id`,
      [
        id,
        statement.place,
        subject.type,
        subject.id,
        subject.version,
        statement.digest,
        accountId,
        statement.proof,
        statement.signedAt,
        JSON.stringify(statement),
        seal.keyId,
        seal.value.toString('hex'),
      ],
    );
    if (taken.length === 0) throw new ProofUsed();
    const cipher = this.vault.fields.encrypt(canonicalJson(content), contentPlace(id));
    await run(handle, `insert into signature_content (signature_id, village_code, content_cipher) values ($1, $2, decode($3, 'hex'))`, [
      id,
      statement.place,
      cipher.toString('hex'),
    ]);
  }

  private async attach(handle: Handle, { id, place, attachments }: SignatureStatement): Promise<void> {
    for (const attachment of attachments) {
      const kept = await run(
        handle,
        `insert into signature_attachment (signature_id, attachment_id, village_code, sha256)
         select $1, a.id, $2, a.sha256 from attachment a where a.id = $3 and a.sha256 = $4 and a.retracted_at is null for share of a returning attachment_id`,
        [id, place, attachment.id, attachment.sha256],
      );
      if (kept.length === 0) throw new AttachmentRetracted();
    }
  }
}

/** The digest a witness proves: the scanned page is one more attachment. */
export const witnessedDigest = (content: JsonValue, attachments: readonly AttachmentRef[], scan: AttachmentRef): string =>
  canonicalDigest(content, withScan(attachments, scan));

export const contentPlace = (rowId: string): { table: string; column: string; rowId: string } => ({
  table: 'signature_content',
  column: 'content_cipher',
  rowId,
});

const withScan = (attachments: readonly AttachmentRef[], scan: AttachmentRef): AttachmentRef[] => [
  ...attachments.filter(({ id }) => id !== scan.id),
  scan,
];

const inOrder = (attachments: readonly AttachmentRef[]): SignatureStatement['attachments'] =>
  attachments
    .map(({ id, sha256 }) => ({ id, sha256 }))
    .sort((a, b) => (a.sha256 === b.sha256 ? (a.id < b.id ? -1 : 1) : a.sha256 < b.sha256 ? -1 : 1));

const officialOf = ({ accountId, name, roles, area }: Principal): SigningOfficial => ({ accountId, name, roles, area });
