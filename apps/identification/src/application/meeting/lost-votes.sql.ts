import { run, type Handle } from '@jingzhun/persistence';
import type { LostVote } from '../lifecycle/case-facts.js';

/**
 * Votes of a kind of meeting that these cases lost since they stand where they stand, oldest first. A return to the step is a decision of
 * its own: votes from before it are history.
 * @param besides this meeting and whatever was recorded after it
 */
export function lostVotesOf(
  handle: Handle,
  applicationIds: readonly string[],
  kind: 'group' | 'assembly',
  besides: string | null,
): Promise<(LostVote & { applicationId: string })[]> {
  return run(
    handle,
    `select v.application_id as "applicationId", m.id, m.held_on::text as "heldOn", m.eligible, m.present, v.votes_for as "votesFor"
     from meeting_vote v join meeting m on m.id = v.meeting_id join application a on a.id = v.application_id
     where v.application_id = any($1::uuid[]) and m.kind = $2::text and v.used_by_version is null and v.votes_for * 2 <= m.present
       and m.recorded_at >= a.state_since
       and ($3::uuid is null or (m.recorded_at, m.id) < (select b.recorded_at, b.id from meeting b where b.id = $3::uuid))
     order by m.recorded_at, m.id`,
    [applicationIds, kind, besides],
  );
}
