import type pg from 'pg';
import type { RecordMeetingRequest } from './meeting.dto.js';
import { FewerThanKnown } from './meeting.errors.js';

/**
 * A group has at least the households that our register and the cases of the meeting name in it. How many it has altogether nobody told
 * us: a number that is too large is for the township to see, beside that of the meeting before.
 *
 * @throws FewerThanKnown
 */
export async function assertNotFewerThanKnown(client: pg.ClientBase, request: RecordMeetingRequest): Promise<void> {
  if (request.kind !== 'group' || request.basis !== 'households') return;
  const { rows } = await client.query<{ known: number }>(
    `select ((select count(*) from household where village_code = $1 and group_name = $2 and status in ('registered', 'returned') and registered_on <= $3::date)
       + (select count(*) from application where id = any ($4::uuid[]) and kind = 'registration'))::int as known`,
    [request.villageCode, request.groupName, request.heldOn, request.votes.map(({ applicationId }) => applicationId)],
  );
  const known = rows[0]?.known ?? 0;
  if (request.eligible < known) throw new FewerThanKnown(request.eligible, known);
}
