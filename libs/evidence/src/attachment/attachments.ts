import { Injectable } from '@nestjs/common';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import { run, type Handle } from '@jingzhun/persistence';
import type { AttachmentRef, EvidenceObject } from './attachment-ref.js';
import { AttachmentElsewhere, AttachmentNotFound, AttachmentRetracted, AttachmentUnfinished } from './attachment.errors.js';

interface Row {
  id: Uuid;
  sha256: string;
  content_type: string;
  bytes: number;
  captured_on: PlainDate | null;
  object_type: string | null;
  object_id: string | null;
  retracted_at: Date | null;
}

/** No account has it. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const COLUMNS = 'id, sha256, content_type, bytes, captured_on::text as captured_on, object_type, object_id, retracted_at';

/** What other features ask of attachments, always inside their own transaction. */
@Injectable()
export class Attachments {
  /**
   * The attachments a command names, in its order: complete, not retracted, of this object or of none yet. Those of none are this
   * object's from now on. They stay as they are until the transaction ends: a retraction waits.
   * @throws AttachmentNotFound, AttachmentUnfinished, AttachmentRetracted, AttachmentElsewhere
   */
  async require(handle: Handle, ids: readonly string[], { on }: { on: EvidenceObject }): Promise<AttachmentRef[]> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return [];
    // in one order everywhere, so that two commands never wait for each other
    const rows = await run<Row>(handle, `select ${COLUMNS} from attachment where id = any($1::uuid[]) order by id for update`, [wanted]);
    const found = new Map(rows.map((row) => [row.id as string, row]));
    const missing = wanted.filter((id) => !found.has(id));
    if (missing.length > 0) throw await this.whyMissing(handle, missing);
    if (rows.some(({ retracted_at }) => retracted_at !== null)) throw new AttachmentRetracted();
    if (rows.some(({ object_type, object_id }) => object_id !== null && (object_type !== on.type || object_id !== on.id)))
      throw new AttachmentElsewhere();
    const free = rows.filter(({ object_id }) => object_id === null).map(({ id }) => id);
    if (free.length > 0)
      await run(handle, 'update attachment set object_type = $1, object_id = $2 where id = any($3::uuid[])', [on.type, on.id, free]);
    return wanted.map((id) => refOf(found.get(id) as Row));
  }

  /** Attachments of an object that may still be relied on, oldest first. */
  async of(handle: Handle, on: EvidenceObject): Promise<AttachmentRef[]> {
    const rows = await run<Row>(
      handle,
      `select ${COLUMNS} from attachment where object_type = $1 and object_id = $2 and retracted_at is null order by uploaded_at, id`,
      [on.type, on.id],
    );
    return rows.map(refOf);
  }

  /** Its time is over: nobody retracts it, and it is retracted all the same. One that was retracted before stays as it is. */
  async expire(handle: Handle, id: string, { reason, at }: { reason: string; at: Date }): Promise<void> {
    await run(
      handle,
      `update attachment set retracted_at = $2, retracted_by = $3, retracted_by_name = '系统 / system', retraction_reason = $4
       where id = $1 and retracted_at is null`,
      [id, at, NOBODY, reason],
    );
  }

  private async whyMissing(handle: Handle, ids: string[]): Promise<AttachmentNotFound | AttachmentUnfinished> {
    const arriving = await run(handle, `select id from upload where id = any($1::uuid[]) and state <> 'refused'`, [ids]);
    return arriving.length === ids.length ? new AttachmentUnfinished() : new AttachmentNotFound();
  }
}

const refOf = ({ id, sha256, content_type, bytes, captured_on }: Row): AttachmentRef => ({
  id,
  sha256,
  contentType: content_type,
  bytes: Number(bytes),
  capturedOn: captured_on,
});
