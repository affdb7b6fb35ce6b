import type pg from 'pg';
import { systemSession, type Database, type Session } from '@jingzhun/persistence';
import type { RefusalText } from '@jingzhun/domain/refusal';
import type { Audience } from '../attachment/attachment-ref.js';

/** Why an upload was refused, kept for the one who comes back to ask. */
export interface UploadProblem {
  code: string;
  status: number;
  zh: RefusalText;
  en: RefusalText;
}

export interface UploadRow {
  id: string;
  village_code: string;
  audience: Audience;
  account_id: string;
  account_name: string;
  account_roles: string[];
  account_area: string;
  file_name_cipher: Buffer;
  bytes: number;
  expected_sha256: string | null;
  stored_name: string;
  key_cipher: Buffer | null;
  state: 'receiving' | 'refused';
  problem: UploadProblem | null;
  began_at: Date;
  expires_at: Date;
}

export const fileNamePlace = (table: 'upload' | 'attachment', rowId: string) => ({ table, column: 'file_name_cipher', rowId });
export const keyPlace = (rowId: string) => ({ table: 'upload', column: 'key_cipher', rowId });

export async function findUpload(client: pg.ClientBase, id: string): Promise<UploadRow | undefined> {
  return (await client.query<UploadRow>('select * from upload where id = $1', [id])).rows[0];
}

/** Work on uploads that no person does. */
export const asSystem = <T>(database: Database, work: (client: pg.PoolClient) => Promise<T>): Promise<T> =>
  database.connection(systemSession('scheduler') satisfies Session, work);
