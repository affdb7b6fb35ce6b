import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@jingzhun/persistence';
import { asSystem } from '../upload/upload-rows.js';
import { StoredFiles } from './stored-files.js';

/** Columns of this library that hold ciphertext under the field key, for the department's rotation; `id` names the row. */
export const EVIDENCE_CIPHERS = [
  { table: 'attachment', column: 'file_name_cipher', id: 'id' },
  { table: 'upload', column: 'file_name_cipher', id: 'id' },
  { table: 'upload', column: 'key_cipher', id: 'id' },
  { table: 'signature_content', column: 'content_cipher', id: 'signature_id' },
] as const;

/** Brings stored attachments under the newest file key while the service runs. */
@Injectable()
export class FileKeyRotation {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(StoredFiles) private readonly stored: StoredFiles,
  ) {}

  /**
   * File by file, each replaced in one step: what was done stays done when it is interrupted.
   * @returns how many were encrypted anew
   */
  async rotate({ signal, done }: { signal: AbortSignal; done: (files: number) => void }): Promise<number> {
    let after = '00000000-0000-0000-0000-000000000000';
    for (let renewed = 0; ;) {
      const next = signal.aborted ? undefined : await this.one(after);
      if (!next) return renewed;
      if (next.renewed) done((renewed += 1));
      after = next.id;
    }
  }

  /** The row is held meanwhile, so that its content is not deleted under our hands. */
  private one(after: string): Promise<{ id: string; renewed: boolean } | undefined> {
    return asSystem(this.database, async (client) => {
      const { rows } = await client.query<{ id: string; stored_name: string }>(
        'select id, stored_name from attachment where id > $1 and content_deleted_at is null order by id limit 1 for update',
        [after],
      );
      const [row] = rows;
      return row && { id: row.id, renewed: await this.stored.renew(row.stored_name, row.id) };
    });
  }
}
