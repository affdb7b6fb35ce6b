import type { AttachmentRef, EvidenceObject } from '../attachment/attachment-ref.js';

export const SIGNATURE_FORMAT = 'jingzhun-signature-1';
export const VOID_FORMAT = 'jingzhun-signature-void-1';

/** What was signed: a record and the version it had. */
export interface SignedSubject extends EvidenceObject {
  readonly version: number;
}

/** An official as the signature keeps him: as he was at that moment, whatever becomes of the account. */
export interface SigningOfficial {
  readonly accountId: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly area: string;
}

export const MARKS = ['signature', 'thumbprint'] as const;
/** How a villager signed on paper. */
export type Mark = (typeof MARKS)[number];

export type Signer =
  | { readonly kind: 'official'; readonly official: SigningOfficial }
  /** `scan` is the attachment with the page; the official saw it being signed. */
  | { readonly kind: 'villager'; readonly mark: Mark; readonly scan: string; readonly witness: SigningOfficial };

export interface Meaning {
  readonly zh: string;
  readonly en: string;
}

/** What the seal covers: everything about a signature except the content, which stands in it as its digest. */
export interface SignatureStatement {
  readonly format: typeof SIGNATURE_FORMAT;
  readonly id: string;
  readonly department: string;
  /** 12 digits. */
  readonly place: string;
  readonly subject: SignedSubject;
  readonly meaning: Meaning;
  /** `canonicalDigest` of content and attachments. */
  readonly digest: string;
  readonly signer: Signer;
  /** Ordered by hash, then id. */
  readonly attachments: readonly Pick<AttachmentRef, 'id' | 'sha256'>[];
  /** Id of the proof of re-authentication; no other signature has it. */
  readonly proof: string;
  readonly signedAt: string;
}

export interface VoidStatement {
  readonly format: typeof VOID_FORMAT;
  readonly department: string;
  readonly signatureId: string;
  readonly reason: string;
  readonly voidedBy: SigningOfficial;
  readonly voidedAt: string;
}

/** The department's seal over the RFC 8785 text of a statement: Ed25519, base64url. */
export interface Seal {
  readonly keyId: string;
  readonly value: string;
}

export interface SignatureRecord {
  readonly statement: SignatureStatement;
  readonly seal: Seal;
  /** Null while the signature stands. */
  readonly void: { readonly statement: VoidStatement; readonly seal: Seal } | null;
}
