import { Inject, Injectable } from '@nestjs/common';
import { run, type Handle } from '@jingzhun/persistence';
import { isMajority } from '../lifecycle/needs.js';
import { ELIGIBLE_BEFORE } from '../meeting/meeting.queries.js';
import { MeetingRevisions, type KeptRevision } from '../meeting/meeting-revisions.js';
import type { CaseMeeting } from './application.dto.js';

/** The votes on one case, as the township reads them before its check: nothing that was lost or rewritten is left out. */
@Injectable()
export class CaseMeetings {
  constructor(@Inject(MeetingRevisions) private readonly revisions: MeetingRevisions) {}

  async of(handle: Handle, applicationId: string): Promise<CaseMeeting[]> {
    const rows = await run<Omit<CaseMeeting, 'majority' | 'corrections'> & { voted: boolean }>(
      handle,
      `select m.id, m.kind, m.held_on::text as "heldOn", m.basis, m.eligible, m.eligible_source as "eligibleSource", ${ELIGIBLE_BEFORE} as "eligibleBefore",
         m.present, coalesce(v.votes_for, 0) as "votesFor", coalesce(v.votes_against, 0) as "votesAgainst", coalesce(v.abstained, 0) as abstained,
         v.used_by_version is not null as used, m.repeat_reason as "repeatReason", m.recorded_by_name as "recordedByName", v.meeting_id is not null as voted
       from meeting m left join meeting_vote v on v.meeting_id = m.id and v.application_id = $1::uuid
       where m.id in (select meeting_id from meeting_vote where application_id = $1::uuid
           union select r.meeting_id from meeting_revision r where r.votes @> jsonb_build_array(jsonb_build_object('applicationId', $1::text)))
       order by m.recorded_at, m.id`,
      [applicationId],
    );
    const kept = await this.revisions.of(
      handle,
      rows.map(({ id }) => id),
    );
    return rows.map(({ voted: _, ...row }) => ({
      ...row,
      majority: isMajority(row),
      corrections: kept.filter(({ meetingId }) => meetingId === row.id).map((revision) => correctionOf(revision, applicationId)),
    }));
  }
}

function correctionOf(
  { heldOn, eligible, present, votes, correctedByName, correctedAt, reason }: KeptRevision,
  id: string,
): CaseMeeting['corrections'][number] {
  const own = votes.find(({ applicationId }) => applicationId === id);
  const { votesFor = 0, votesAgainst = 0, abstained = 0 } = own ?? {};
  const voted = own !== undefined;
  return { heldOn, eligible, present, votesFor, votesAgainst, abstained, voted, correctedByName, correctedAt, reason };
}
