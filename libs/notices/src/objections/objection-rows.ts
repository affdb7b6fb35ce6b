import type { DivisionCode } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import { run, type Handle } from '@jingzhun/persistence';
import type { Vault } from '@jingzhun/vault';
import { z } from 'zod';
import type { InvestigatorLevel } from '../posting/notice-record.js';
import type { AnswerCode } from './answers.js';
import type { ObjectionState, ObjectionVia } from './objection-record.js';
import { ObjectionNotFound } from './objection.errors.js';

/** Where what was said lies encrypted; key rotation goes through these places. */
export const NOTICE_CIPHER_PLACES = {
  objectionText: { table: 'objection_sealed', column: 'text_cipher' },
  objectorIdentity: { table: 'objection_sealed', column: 'identity_cipher' },
  objectionFinding: { table: 'objection_finding', column: 'text_cipher' },
} as const;

/** Who objects, when he wants to be known. */
export const ObjectorIdentity = z.strictObject({
  name: z.string().trim().min(1).max(50),
  phone: z.string().trim().max(30).nullable(),
  address: z.string().trim().max(200).nullable(),
});
export type ObjectorIdentity = z.infer<typeof ObjectorIdentity>;

export interface ObjectionRow {
  id: Uuid;
  notice_id: Uuid;
  place_code: DivisionCode;
  investigator: InvestigatorLevel;
  state: ObjectionState;
  due_on: PlainDate;
  receipt_number: string;
  outcome: 'upheld' | 'dismissed' | null;
  effect: 'reject' | 'return' | null;
  return_to: string | null;
  answer: AnswerCode | null;
  decided_at: Date | string | null;
  decided_by_name: string | null;
  version: number;
  via: ObjectionVia;
  received_at: Date | string;
  received_on: PlainDate;
  received_by_name: string | null;
  is_anonymous: boolean;
  text_cipher: string;
  identity_cipher: string | null;
  scan_attachment_id: Uuid | null;
  identity_deleted_at: Date | string | null;
}

// ciphers as text: the two kinds of handle would hand out bytes differently
export const OBJECTION_COLUMNS = `o.id, o.notice_id, o.place_code, o.investigator, o.state, o.due_on::text as due_on, o.receipt_number, o.outcome, o.effect,
  o.return_to, o.answer, o.decided_at, o.decided_by_name, o.version, s.via, s.received_at, s.received_on::text as received_on, s.received_by_name,
  s.is_anonymous, encode(s.text_cipher, 'hex') as text_cipher, encode(s.identity_cipher, 'hex') as identity_cipher, s.scan_attachment_id,
  s.identity_deleted_at`;

/** @throws ObjectionNotFound also for one that a higher level investigates */
export async function getObjection(handle: Handle, id: string): Promise<ObjectionRow> {
  const [row] = await run<ObjectionRow>(
    handle,
    `select ${OBJECTION_COLUMNS} from objection o join objection_sealed s on s.id = o.id where o.id = $1`,
    [id],
  );
  if (!row) throw new ObjectionNotFound();
  return row;
}

export const openText = (vault: Vault, { id, text_cipher }: ObjectionRow): string =>
  vault.fields.decrypt(Buffer.from(text_cipher, 'hex'), { ...NOTICE_CIPHER_PLACES.objectionText, rowId: id });

export function openIdentity(vault: Vault, { id, identity_cipher }: ObjectionRow): ObjectorIdentity | null {
  if (identity_cipher === null) return null;
  return ObjectorIdentity.parse(
    JSON.parse(vault.fields.decrypt(Buffer.from(identity_cipher, 'hex'), { ...NOTICE_CIPHER_PLACES.objectorIdentity, rowId: id })),
  );
}
