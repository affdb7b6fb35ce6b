export { AUDIENCES, type AttachmentRef, type Audience, type EvidenceObject } from './attachment/attachment-ref.js';
export { AttachmentElsewhere, AttachmentNotFound, AttachmentRetracted, AttachmentUnfinished } from './attachment/attachment.errors.js';
export { Attachments } from './attachment/attachments.js';
export { EVIDENCE_CIPHERS, FileKeyRotation } from './attachment/file-key-rotation.js';
export { EvidenceModule } from './evidence.module.js';
export { evidenceAudience, evidenceTables } from './evidence-tables.js';
export { canonicalDigest, canonicalJson, type JsonValue } from './signature/canonical-digest.js';
export { ProofForOtherContent, ProofOfAnother, ProofRefused, ProofUsed } from './signature/signature.errors.js';
export {
  type Mark,
  type Meaning,
  type Seal,
  type SignatureRecord,
  type SignatureStatement,
  type SignedSubject,
  type Signer,
  type SigningOfficial,
  type VoidStatement,
} from './signature/signature-statement.js';
export { Signatures, witnessedDigest, type SignRequest, type WitnessRequest } from './signature/signatures.js';
