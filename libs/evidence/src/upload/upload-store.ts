import type { Readable } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { DataStore, Upload } from '@tus/server';
import { Refusal } from '@jingzhun/domain/refusal';
import type { Principal } from '@jingzhun/auth';
import { sessionOf, type Clock, type Database } from '@jingzhun/persistence';
import type { Vault } from '@jingzhun/vault';
import { arrivingKey, type ArrivingFiles } from './arriving-files.js';
import { describedUpload } from './upload-description.js';
import { fileNamePlace, findUpload, keyPlace, type UploadProblem, type UploadRow } from './upload-rows.js';
import { TooManyUploads, UploadIdUsed, UploadNotFound } from './upload.errors.js';

/** Unfinished uploads one account may have: a day of surveying without signal, not a full disk. */
const MOST_OPEN = 200;

export interface UploadStoreParts {
  database: Database;
  vault: Vault;
  files: ArrivingFiles;
  /** Machine time: uploads live in it, as sessions do. */
  machine: Clock;
  principal: Principal;
  keptMs: number;
}

/** What the tus server keeps uploads in, as one account sees it: its own uploads and no others. */
export class UploadStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];

  constructor(private readonly parts: UploadStoreParts) {
    super();
  }

  /** The same id again is the same upload: nothing is begun twice. @throws UploadIdUsed, TooManyUploads */
  override async create(upload: Upload): Promise<Upload> {
    const { database, principal, files } = this.parts;
    const name = await database.connection(sessionOf(principal), async (client) => {
      const { rows: done } = await client.query<{ uploaded_by: string; original_bytes: number }>(
        'select uploaded_by, original_bytes from attachment where id = $1',
        [upload.id],
      );
      if (done[0]) {
        if (done[0].uploaded_by === principal.accountId && done[0].original_bytes === upload.size) return undefined;
        throw new UploadIdUsed();
      }
      const row = (await this.insert(client, upload)) ?? (await findUpload(client, upload.id));
      if (!row || row.account_id !== principal.accountId || row.bytes !== upload.size) throw new UploadIdUsed();
      if (row.problem) throw refusalOf(row.problem);
      return row.stored_name;
    });
    if (name) await files.create(name);
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const { principal, database, files } = this.parts;
    const row = await this.find(id);
    if (row) {
      if (row.problem) throw refusalOf(row.problem);
      const offset = (await files.arrived(row.stored_name)) ?? 0;
      return new Upload({ id, size: row.bytes, offset: Math.min(offset, row.bytes), creation_date: row.began_at.toISOString() });
    }
    const done = await database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{ original_bytes: number }>(
        'select original_bytes from attachment where id = $1 and uploaded_by = $2',
        [id, principal.accountId],
      );
      return rows[0];
    });
    if (!done) throw new UploadNotFound();
    return new Upload({ id, size: done.original_bytes, offset: done.original_bytes });
  }

  override async write(content: Readable, id: string, offset: number): Promise<number> {
    const row = await this.find(id);
    if (!row?.key_cipher) throw new UploadNotFound();
    const key = Buffer.from(this.parts.vault.fields.decrypt(row.key_cipher, keyPlace(id)), 'base64');
    return this.parts.files.append(row.stored_name, key, offset, content as AsyncIterable<Buffer>);
  }

  /** Given up by its owner. What is an attachment already is retracted instead. */
  override async remove(id: string): Promise<void> {
    const { principal, database, files } = this.parts;
    const name = await database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{ stored_name: string }>(
        'delete from upload where id = $1 and account_id = $2 returning stored_name',
        [id, principal.accountId],
      );
      return rows[0]?.stored_name;
    });
    if (!name) throw new UploadNotFound();
    await files.delete(name);
  }

  override getExpiration(): number {
    return this.parts.keptMs;
  }

  private find(id: string): Promise<UploadRow | undefined> {
    const { principal, database, machine } = this.parts;
    return database.connection(sessionOf(principal), async (client) => {
      const row = await findUpload(client, id);
      return row && row.account_id === principal.accountId && row.expires_at > machine.now() ? row : undefined;
    });
  }

  private async insert(client: Parameters<typeof findUpload>[0], upload: Upload): Promise<UploadRow | undefined> {
    const { principal, vault, machine, keptMs } = this.parts;
    const { id, filename, place, audience, sha256 } = describedUpload(upload.metadata, principal);
    const { rows: open } = await client.query<{ count: number }>('select count(*) as count from upload where account_id = $1', [
      principal.accountId,
    ]);
    if ((open[0]?.count ?? 0) >= MOST_OPEN) throw new TooManyUploads();
    const now = machine.now();
    const { rows } = await client.query<UploadRow>(
      `insert into upload (id, village_code, audience, account_id, account_name, account_roles, account_area, file_name_cipher, bytes, expected_sha256,
         stored_name, key_cipher, began_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (id) do nothing returning *`,
      [
        id,
        place,
        audience,
        principal.accountId,
        principal.name,
        principal.roles,
        principal.area,
        vault.fields.encrypt(filename, fileNamePlace('upload', id)),
        upload.size,
        sha256 ?? null,
        randomUUID().replaceAll('-', ''),
        vault.fields.encrypt(arrivingKey().toString('base64'), keyPlace(id)),
        now,
        new Date(now.getTime() + keptMs),
      ],
    );
    return rows[0];
  }
}

/** A refusal as it was given when the upload was complete. */
const refusalOf = ({ code, status, zh, en }: UploadProblem): Refusal => new Refusal({ code, status, zh, en });
