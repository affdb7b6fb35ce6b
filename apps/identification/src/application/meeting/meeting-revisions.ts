import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Principal } from '@jingzhun/auth';
import { Clock, newId, run, type Handle } from '@jingzhun/persistence';
import { Vault } from '@jingzhun/vault';
import { CIPHER_PLACES } from '../../household/sealed-numbers.js';
import type { MeetingRevision } from './meeting.dto.js';

export type KeptRevision = MeetingRevision & { meetingId: string };

/** What records of meetings said before they were corrected. */
@Injectable()
export class MeetingRevisions {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  /** The record as it stands, before it changes; the minutes are sealed for their new row. */
  async keep(client: pg.ClientBase, principal: Principal, meetingId: string, reason: string): Promise<void> {
    const id = newId(this.clock);
    const { rows } = await client.query<{ minutes_cipher: Buffer | null }>('select minutes_cipher from meeting where id = $1', [meetingId]);
    const sealed = rows[0]?.minutes_cipher;
    const minutes = sealed && this.vault.fields.decrypt(sealed, { ...CIPHER_PLACES.meetingMinutes, rowId: meetingId });
    await client.query(
      `insert into meeting_revision (id, meeting_id, version, village_code, held_on, place, chair_name, basis, eligible, present, minutes_cipher,
         minutes_digest, screening_read_out, votes, corrected_by, corrected_by_name, corrected_at, reason)
       select $1, m.id, m.version, m.village_code, m.held_on, m.place, m.chair_name, m.basis, m.eligible, m.present, $3, m.minutes_digest,
         m.screening_read_out,
         (select jsonb_agg(jsonb_build_object('applicationId', v.application_id, 'votesFor', v.votes_for, 'votesAgainst', v.votes_against,
            'abstained', v.abstained, 'judgedDigest', v.judged_digest) order by v.application_id) from meeting_vote v where v.meeting_id = m.id),
         $4, $5, $6, $7
       from meeting m where m.id = $2`,
      [
        id,
        meetingId,
        minutes ? this.vault.fields.encrypt(minutes, { ...CIPHER_PLACES.meetingRevisionMinutes, rowId: id }) : null,
        principal.accountId,
        principal.name,
        this.clock.now(),
        reason,
      ],
    );
  }

  /** Oldest first. */
  async of(handle: Handle, meetingIds: readonly string[]): Promise<KeptRevision[]> {
    const rows = await run<Omit<KeptRevision, 'correctedAt'> & { correctedAt: Date | string }>(
      handle,
      `select r.meeting_id as "meetingId", r.version, r.held_on::text as "heldOn", r.eligible, r.present, r.votes,
         r.corrected_by_name as "correctedByName", r.corrected_at as "correctedAt", r.reason
       from meeting_revision r where r.meeting_id = any($1::uuid[]) order by r.meeting_id, r.version`,
      [meetingIds],
    );
    return rows.map(({ correctedAt, votes, ...row }) => ({
      ...row,
      votes: votes.map(({ applicationId, votesFor, votesAgainst, abstained }) => ({ applicationId, votesFor, votesAgainst, abstained })),
      correctedAt: new Date(correctedAt).toISOString(),
    }));
  }
}
