import { run, type Handle } from '@jingzhun/persistence';
import { FiledAlready } from './application.errors.js';

interface Paper {
  attachmentId: string;
  objectType: 'application' | 'meeting';
  objectId: string;
  villageCode: string;
  role: string;
}

/** Files an upload as one kind of paper; the same twice is once. @throws FiledAlready when it was filed as another kind */
export async function fileUnderRole(
  handle: Handle,
  { attachmentId, objectType, objectId, villageCode, role }: Paper,
  by: string,
  at: Date,
): Promise<void> {
  const added = await run(
    handle,
    `insert into application_attachment (attachment_id, object_type, object_id, village_code, role, added_by, added_at)
     values ($1::uuid, $2, $3::uuid, $4, $5, $6::uuid, $7::timestamptz) on conflict (attachment_id) do nothing returning attachment_id`,
    [attachmentId, objectType, objectId, villageCode, role, by, at],
  );
  if (added.length > 0) return;
  const [filed] = await run<{ role: string }>(handle, 'select role from application_attachment where attachment_id = $1::uuid', [
    attachmentId,
  ]);
  if (filed?.role !== role) throw new FiledAlready();
}
