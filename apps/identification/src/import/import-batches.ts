import type { ClientBase } from 'pg';
import type { BatchRow } from './import-rows.js';

export const readBatch = async (client: ClientBase, id: string): Promise<BatchRow | undefined> =>
  (await client.query<BatchRow>('select * from import_batch where id = $1', [id])).rows[0];

/** Ends a batch without any change of the register. One that is released stays released. */
export async function failBatch(client: ClientBase, id: string, failure: NonNullable<BatchRow['failure']>): Promise<void> {
  await client.query(
    `update import_batch set state = 'failed', failure = $2 where id = $1 and released_at is null and state in ('uploaded', 'checking', 'releasing')`,
    [id, failure],
  );
}
