import type pg from 'pg';
import { areaOf, DivisionCode } from '@jingzhun/domain/division-code';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { casePolicyOf, policyWithin } from '../lifecycle/case-policy.js';
import { isMajority, quorumOf } from '../lifecycle/needs.js';
import { repeatProblem } from '../lifecycle/repeat.rules.js';
import { lostVotesOf } from './lost-votes.sql.js';
import type { RecordMeetingRequest } from './meeting.dto.js';
import { LostVoteStands, RepeatNotAllowed } from './meeting.errors.js';

/** @throws LostVoteStands, RepeatNotAllowed a lost vote is not put aside by recording another meeting */
export async function assertRepeatable(
  client: pg.ClientBase,
  { kind, villageCode, heldOn, repeatReason, votes }: RecordMeetingRequest,
  besides: string | null,
  today: PlainDate,
): Promise<void> {
  const ids = votes.map(({ applicationId }) => applicationId);
  const lost = await lostVotesOf(client, ids, kind, besides);
  if (lost.length === 0) return;
  if (!repeatReason) throw new LostVoteStands('no-reason');
  const snapshot = await policyWithin(client, today, areaOf(DivisionCode.parse(villageCode)));
  const { quorum, repeat } = casePolicyOf(snapshot).values;
  for (const [i, id] of ids.entries()) {
    const losses = lost.filter((one) => one.applicationId === id && one.present >= quorumOf(one.eligible, quorum[kind]));
    const problem = repeatProblem({ isRepeat: true, heldOn }, losses, repeat);
    if (problem) throw new RepeatNotAllowed(problem, `/votes/${i}`);
  }
}

/** Whether a correction would make a vote that was lost a won one, or take it out of the record. */
export async function turnsLostVote(client: pg.ClientBase, meetingId: string, { present, votes }: RecordMeetingRequest): Promise<boolean> {
  const { rows } = await client.query<{ application_id: string; votes_for: number; present: number }>(
    'select application_id, votes_for, present from meeting_vote where meeting_id = $1',
    [meetingId],
  );
  return rows
    .filter((row) => !isMajority({ votesFor: row.votes_for, present: row.present }))
    .some((row) => {
      const now = votes.find(({ applicationId }) => applicationId === row.application_id);
      return !now || isMajority({ votesFor: now.votesFor, present });
    });
}
