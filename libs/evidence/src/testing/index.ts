import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { SIGNING_PROOF, type Principal } from '@jingzhun/auth';
import type { TestIssuer, TokenParts } from '@jingzhun/auth/testing';
import type { Vault } from '@jingzhun/vault';
import type { AttachmentRef, Audience } from '../attachment/attachment-ref.js';
import { fileNamePlace } from '../upload/upload-rows.js';

export { anyPicture, pictureWithPlace, PLACE_MARKS, recordingWithPlace } from './made-files.js';

/** A proof as the gateway would make it after asking for the password again; `parts` spoil it. */
export const signingProof = (issuer: TestIssuer, principal: Principal, digest: string, parts: TokenParts = {}): Promise<string> =>
  issuer.tokenFor(principal, {
    audience: SIGNING_PROOF.audience,
    lifetimeSeconds: 120,
    ...parts,
    header: { typ: SIGNING_PROOF.typ, ...parts.header },
    claims: { digest, jti: randomUUID(), ...parts.claims },
  });

/** The row of a finished attachment without an upload; its content cannot be read. For tests of features that refer to it. */
export async function attachmentRow(
  client: pg.ClientBase | pg.Pool,
  made: { id?: string; place: string; audience?: Audience; uploadedBy?: string; at: Date; vault?: Vault },
): Promise<AttachmentRef> {
  const { place, audience = 'area', uploadedBy = randomUUID(), at } = made;
  const id = (made.id ?? randomUUID()) as AttachmentRef['id'];
  // without a vault its name cannot be read either
  const fileName = made.vault?.fields.encrypt('photo.jpg', fileNamePlace('attachment', id)) ?? Buffer.of(0);
  const sha256 = `${id}${randomUUID()}`.replaceAll('-', '');
  await client.query(
    `insert into attachment (id, village_code, audience, content_type, bytes, sha256, original_bytes, file_name_cipher, stored_name, uploaded_by, uploaded_by_name, uploaded_at)
     values ($1, $2, $3, 'image/jpeg', 1000, $4, 1000, $7, $4, $5, '测试人员', $6)`,
    [id, place, audience, sha256, uploadedBy, at, fileName],
  );
  return { id, sha256, contentType: 'image/jpeg', bytes: 1000, capturedOn: null };
}
