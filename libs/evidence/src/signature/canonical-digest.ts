import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AttachmentRef } from '../attachment/attachment-ref.js';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/** RFC 8785: one text for one value, whoever writes it. @throws TypeError when JSON cannot write it */
export function canonicalJson(value: JsonValue): string {
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch {
    // the library's own message would quote nothing, but says nothing either
  }
  if (text === undefined) throw new TypeError('not a JSON value: no NaN, no infinity, no circle, no half of a character');
  return text;
}

/**
 * What is signed, as 64 hex digits: SHA-256 over the canonical content together with the hashes of its attachments. The order of
 * members and of attachments makes no difference, anything else does.
 */
export function canonicalDigest(content: JsonValue, attachments: readonly Pick<AttachmentRef, 'sha256'>[]): string {
  const hashes = attachments.map(({ sha256 }) => sha256).sort();
  return createHash('sha256')
    .update(canonicalJson({ attachments: hashes, content }), 'utf8')
    .digest('hex');
}
