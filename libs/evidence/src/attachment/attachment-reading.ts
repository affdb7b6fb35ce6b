import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Logger } from 'pino';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import { Clock, Database, sessionOf, sessionVariables, systemSession } from '@jingzhun/persistence';
import { describeError, LOGGER, type Language } from '@jingzhun/service-shell';
import { Vault } from '@jingzhun/vault';
import { CONTENT_TYPES, type ContentType } from '../content/content-kind.js';
import { ArrivingFiles } from '../upload/arriving-files.js';
import { fileNamePlace, findUpload, type UploadRow } from '../upload/upload-rows.js';
import { mayRead, mayRetract } from './attachment-access.js';
import type { AttachmentResponse } from './attachment.dto.js';
import type { Audience } from './attachment-ref.js';
import {
  AlreadyRetracted,
  AttachmentContentGone,
  AttachmentDamaged,
  AttachmentNotFound,
  AttachmentNotForYou,
  NotYourAttachment,
} from './attachment.errors.js';
import { StoredFiles } from './stored-files.js';

interface AttachmentRow {
  id: string;
  village_code: string;
  audience: Audience;
  object_type: string | null;
  object_id: string | null;
  content_type: ContentType;
  bytes: number;
  sha256: string;
  original_bytes: number;
  captured_on: PlainDate | null;
  file_name_cipher: Buffer;
  stored_name: string;
  uploaded_by: string;
  uploaded_by_name: string;
  uploaded_at: Date;
  retracted_at: Date | null;
  retracted_by: string;
  retracted_by_name: string;
  retraction_reason: string;
  content_deleted_at: Date | null;
  signatures: number;
}

const SELECT = `select a.*, (select count(*) from signature_attachment s where s.attachment_id = a.id) as signatures from attachment a where a.id = $1`;

export interface Download {
  content: Readable;
  contentType: string;
  bytes: number;
  fileName: string;
  /** As it is in names of any system. */
  plainName: string;
}

/** What a person does with an attachment that is there. */
@Injectable()
export class AttachmentReading {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(StoredFiles) private readonly stored: StoredFiles,
    @Inject(ArrivingFiles) private readonly arriving: ArrivingFiles,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws AttachmentNotFound, AttachmentNotForYou */
  async get(principal: Principal, id: Uuid, language: Language): Promise<AttachmentResponse> {
    const found = await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<AttachmentRow>(SELECT, [id]);
      return rows[0] ?? (await findUpload(client, id));
    });
    if (!found) throw await this.unseen(principal, id);
    if ('sha256' in found) return this.describe(readable(principal, found));
    if (!mayRead(principal, { audience: found.audience, uploadedBy: found.account_id })) throw new AttachmentNotForYou();
    return this.arrival(found, language);
  }

  /** @throws AttachmentNotFound, AttachmentNotForYou, AttachmentContentGone, AttachmentDamaged */
  async download(principal: Principal, id: Uuid): Promise<Download> {
    const row = await this.seeing(principal, id, async (client) => {
      const attachment = readable(principal, await this.find(client, id));
      if (attachment.retracted_at) throw new AttachmentContentGone();
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'attachment.download',
        objectType: 'attachment',
        objectId: id,
        result: 'success',
      });
      return attachment;
    });
    const { ending } = CONTENT_TYPES[row.content_type];
    const content = this.stored.read(row.stored_name, id);
    try {
      await beginning(content);
    } catch (error) {
      this.logger.error({ attachment: id, error: describeError(error) }, 'a stored attachment cannot be read');
      throw new AttachmentDamaged();
    }
    return {
      content,
      contentType: row.content_type,
      bytes: row.bytes,
      fileName: `${this.fileName(row).replace(/\.[a-z0-9]{1,5}$/i, '')}.${ending}`,
      plainName: `attachment.${ending}`,
    };
  }

  /** @throws AttachmentNotFound, AttachmentNotForYou, NotYourAttachment, AlreadyRetracted */
  async retract(principal: Principal, id: Uuid, reason: string): Promise<void> {
    await this.seeing(principal, id, async (client) => {
      const row = readable(principal, await this.find(client, id, 'for update of a'));
      if (!mayRetract(principal, { audience: row.audience, uploadedBy: row.uploaded_by })) throw new NotYourAttachment();
      if (row.retracted_at) throw new AlreadyRetracted();
      await client.query(
        'update attachment set retracted_at = $2, retracted_by = $3, retracted_by_name = $4, retraction_reason = $5 where id = $1',
        [id, this.clock.now(), principal.accountId, principal.name, reason],
      );
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'attachment.retract',
        objectType: 'attachment',
        objectId: id,
        purpose: reason,
        result: 'success',
        detail: { signatures: row.signatures },
      });
    });
  }

  private async find(client: pg.ClientBase, id: Uuid, lock = ''): Promise<AttachmentRow> {
    const { rows } = await client.query<AttachmentRow>(`${SELECT} ${lock}`, [id]);
    if (!rows[0]) throw new AttachmentNotFound();
    return rows[0];
  }

  private async seeing<T>(principal: Principal, id: Uuid, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    try {
      return await this.database.connection(sessionOf(principal), work);
    } catch (error) {
      throw error instanceof AttachmentNotFound ? await this.unseen(principal, id) : error;
    }
  }

  /** The database shows nothing of what is for others; within the own area it is said that something is there. */
  private async unseen(principal: Principal, id: Uuid): Promise<AttachmentNotFound | AttachmentNotForYou> {
    const own = sessionVariables(sessionOf(principal));
    // a clerk of a bank is told of no paper that is not his bank's
    if (own['app.bank']) return new AttachmentNotFound();
    const { rowCount } = await this.database.connection(systemSession('scheduler'), (client) =>
      client.query(
        `select from attachment where id = $1 and village_code between $2 and $3
         union all select from upload where id = $1 and village_code between $2 and $3`,
        [id, own['app.area_from'], own['app.area_to']],
      ),
    );
    return rowCount ? new AttachmentNotForYou() : new AttachmentNotFound();
  }

  private fileName({ id, file_name_cipher }: AttachmentRow): string {
    return this.vault.fields.decrypt(file_name_cipher, fileNamePlace('attachment', id));
  }

  private describe(row: AttachmentRow): AttachmentResponse {
    return {
      id: row.id,
      state: row.retracted_at ? 'retracted' : 'ready',
      fileName: this.fileName(row),
      place: row.village_code,
      audience: row.audience,
      bytes: row.bytes,
      receivedBytes: row.original_bytes,
      contentType: row.content_type,
      sha256: row.sha256,
      capturedOn: row.captured_on,
      uploadedBy: { id: row.uploaded_by, name: row.uploaded_by_name },
      uploadedAt: row.uploaded_at.toISOString(),
      object: row.object_type && row.object_id ? { type: row.object_type, id: row.object_id } : null,
      signatures: row.signatures,
      retraction: row.retracted_at && {
        at: row.retracted_at.toISOString(),
        by: { id: row.retracted_by, name: row.retracted_by_name },
        reason: row.retraction_reason,
        contentDeleted: row.content_deleted_at !== null,
      },
      problem: null,
    };
  }

  private async arrival(row: UploadRow, language: Language): Promise<AttachmentResponse> {
    const arrived = row.problem ? row.bytes : Math.min(row.bytes, (await this.arriving.arrived(row.stored_name)) ?? 0);
    return {
      id: row.id,
      state: row.problem ? 'refused' : arrived === row.bytes ? 'checking' : 'receiving',
      fileName: this.vault.fields.decrypt(row.file_name_cipher, fileNamePlace('upload', row.id)),
      place: row.village_code,
      audience: row.audience,
      bytes: row.bytes,
      receivedBytes: arrived,
      contentType: null,
      sha256: null,
      capturedOn: null,
      uploadedBy: { id: row.account_id, name: row.account_name },
      uploadedAt: row.began_at.toISOString(),
      object: null,
      signatures: 0,
      retraction: null,
      problem: row.problem && { code: row.problem.code, ...row.problem[language] },
    };
  }
}

function readable(principal: Principal, row: AttachmentRow): AttachmentRow {
  if (!mayRead(principal, { audience: row.audience, uploadedBy: row.uploaded_by })) throw new AttachmentNotForYou();
  return row;
}

/** Waits for the first authentic bytes: an altered or lost file is refused before anything is answered. */
async function beginning(content: Readable): Promise<void> {
  if (content.readableLength === 0) await once(content, 'readable');
}
