import type pg from 'pg';
import type { RecordMeetingRequest } from './meeting.dto.js';
import { FewerThanKnown } from './meeting.errors.js';

/**
 * A group has at least the households that our register and the cases of the meeting name in it: a roll that says less is out of date.
 *
 * @throws FewerThanKnown
 */
export async function assertNotFewerThanKnown(client: pg.ClientBase, request: RecordMeetingRequest, eligible: number): Promise<void> {
  if (request.kind !== 'group' || request.basis !== 'households') return;
  const { rows } = await client.query<{ known: number }>(
    `select ((select count(*) from household where village_code = $1 and group_name = $2 and status in ('registered', 'returned') and registered_on <= $3::date)
       + (select count(*) from application where id = any ($4::uuid[]) and kind = 'registration'))::int as known`,
    [request.villageCode, request.groupName, request.heldOn, request.votes.map(({ applicationId }) => applicationId)],
  );
  const known = rows[0]?.known ?? 0;
  if (eligible < known) throw new FewerThanKnown(eligible, known);
}
