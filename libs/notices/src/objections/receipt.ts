import type { Vault } from '@jingzhun/vault';

/** Crockford's letters: none that is read as another when it is copied by hand. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export interface Receipt {
  /** `4K7Q-2M9X`: names the objection in a conversation. */
  readonly number: string;
  /** `7H2M-9QX3-AB4D`: opens the status page; only its digest is stored. */
  readonly secret: string;
}

/**
 * Receipt of one submission. The same form sent twice over a bad line gives the same receipt, without the secret being stored: it is made
 * from the submission under a key of the department.
 */
export function receiptOf(
  vault: Vault,
  submission: { submissionId: string; noticeId: string; content: readonly (string | null)[] },
): Receipt {
  const bytes = vault.digest.of(['receipt of an objection', submission.submissionId, submission.noticeId, submission.content]);
  return { number: inGroups(lettersOf(bytes.subarray(0, 5))), secret: inGroups(lettersOf(bytes.subarray(8, 16)).slice(0, 12)) };
}

/** What is stored in the place of the secret. */
export const secretDigest = (vault: Vault, { number, secret }: Receipt): Buffer => vault.digest.of(['secret of a receipt', number, secret]);

/** What people type: small letters, blanks, O for 0, I or L for 1. */
export function readReceiptPart(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll(/[^0-9A-Z]/g, '');
  return inGroups(plain);
}

const inGroups = (letters: string): string => letters.match(/.{1,4}/g)?.join('-') ?? '';

function lettersOf(bytes: Buffer): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const count = Math.floor((bytes.length * 8) / 5);
  bits >>= BigInt(bytes.length * 8 - count * 5);
  let letters = '';
  for (let i = 0; i < count; i += 1) {
    letters = LETTERS[Number(bits & 31n)]! + letters;
    bits >>= 5n;
  }
  return letters;
}
