import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService, type PolicySnapshot } from '@jingzhun/policy';
import { SealedCursors, Vault } from '@jingzhun/vault';
import { CIPHER_PLACES } from '../../household/sealed-numbers.js';
import { isMajority, quorumOf } from '../lifecycle/needs.js';
import type { ListMeetingsQuery, MeetingList, MeetingResponse, MeetingRow } from './meeting.dto.js';
import { MeetingNotFound } from './meeting.errors.js';
import { MeetingRevisions } from './meeting-revisions.js';

type Row = Omit<MeetingRow, 'quorum' | 'quorate' | 'recordedAt' | 'concludedAt'> & {
  recordedAt: Date;
  concludedAt: Date | null;
  minutes_cipher: Buffer | null;
};

/** Over `meeting m`: what the decided meeting before it started from; a number that jumps is for the township to ask about. */
export const ELIGIBLE_BEFORE = `(select jsonb_build_object('heldOn', b.held_on, 'eligible', b.eligible) from meeting b
  where b.kind = m.kind and b.village_code = m.village_code and b.group_name is not distinct from m.group_name and b.basis = m.basis
    and b.concluded_at is not null and (b.held_on, b.id) < (m.held_on, m.id) order by b.held_on desc, b.id desc limit 1)`;

const ROLL = `(select jsonb_build_object('id', r.id, 'validFrom', r.valid_from, 'sourceDocument', r.source_document) from voter_roll r where r.id = m.roll_id)`;

const COLUMNS = `m.id, m.kind, m.village_code as "villageCode", m.group_name as "groupName", m.held_on as "heldOn", m.place, m.chair_name as "chairName",
  m.basis, m.eligible, m.eligible_source as "eligibleSource", ${ROLL} as roll, ${ELIGIBLE_BEFORE} as "eligibleBefore", m.present, m.repeat_reason as "repeatReason", m.screening_read_out as "screeningReadOut", m.recorded_by_name as "recordedByName", m.recorded_at as "recordedAt",
  m.concluded_at as "concludedAt", m.version, m.minutes_cipher, (select count(*)::int from meeting_vote v where v.meeting_id = m.id) as cases`;

@Injectable()
export class MeetingQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly county: CountyPack,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(MeetingRevisions) private readonly revisions: MeetingRevisions,
  ) {}

  async list(principal: Principal, { area, kind, concluded, cursor, limit }: ListMeetingsQuery): Promise<MeetingList> {
    const policy = await this.policyOfToday();
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    const [heldOn, id] = cursor ? this.cursors.open('meetings', principal.accountId, cursor) : [null, null];
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<Row>(
        `select ${COLUMNS} from meeting m where m.village_code between $1 and $2 and ($3::text is null or m.kind = $3)
           and ($4::boolean is null or (m.concluded_at is not null) = $4) and ($5::date is null or (m.held_on, m.id) < ($5, $6::uuid))
         order by m.held_on desc, m.id desc limit $7`,
        [from, to, kind ?? null, concluded ?? null, heldOn, id, limit + 1],
      );
      const items = rows.slice(0, limit).map((row) => toRow(row, policy));
      const last = items.at(-1);
      const more = rows.length > limit && last;
      return { items, nextCursor: more ? this.cursors.seal('meetings', principal.accountId, [last.heldOn, last.id]) : null };
    });
  }

  /** With its minutes, which are internal: the reading is logged. */
  async get(principal: Principal, id: string): Promise<MeetingResponse> {
    const policy = await this.policyOfToday();
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<Row>(`select ${COLUMNS} from meeting m where m.id = $1`, [id]);
      const row = rows[0];
      if (!row) throw new MeetingNotFound();
      const attachments = await attachmentsOf(client, id);
      const wanted = policy.value(row.kind === 'group' ? 'meeting.group.evidence' : 'meeting.assembly.evidence');
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'meeting.read',
        objectType: 'meeting',
        objectId: id,
        result: 'success',
      });
      return {
        ...toRow(row, policy),
        minutes: row.minutes_cipher && this.vault.fields.decrypt(row.minutes_cipher, { ...CIPHER_PLACES.meetingMinutes, rowId: id }),
        votes: await votesOf(client, id),
        attachments,
        revisions: (await this.revisions.of(client, [id])).map(({ meetingId: _, ...revision }) => revision),
        missing: wanted.filter((role) => !attachments.some((attachment) => attachment.role === role && !attachment.retracted)),
      };
    });
  }

  private policyOfToday(): Promise<PolicySnapshot> {
    return this.policy.snapshot(this.clock.today(), this.county.county);
  }
}

function toRow({ minutes_cipher: _, recordedAt, concludedAt, ...row }: Row, policy: PolicySnapshot): MeetingRow {
  const quorum = quorumOf(row.eligible, policy.value(row.kind === 'group' ? 'meeting.group.quorum' : 'meeting.assembly.quorum'));
  return {
    ...row,
    quorum,
    quorate: row.present >= quorum,
    recordedAt: recordedAt.toISOString(),
    concludedAt: concludedAt?.toISOString() ?? null,
  };
}

type Vote = MeetingResponse['votes'][number];

async function votesOf(client: pg.ClientBase, id: string): Promise<Vote[]> {
  const { rows } = await client.query<Omit<Vote, 'majority'> & { present: number }>(
    `select v.application_id as "applicationId", a.head_name as "headName", a.state, a.version as "applicationVersion", v.votes_for as "votesFor",
       v.votes_against as "votesAgainst", v.abstained, v.present, v.used_by_version is not null as used, v.judged_digest = a.judged_digest as "presentContent"
     from meeting_vote v join application a on a.id = v.application_id where v.meeting_id = $1 order by a.head_name, a.id`,
    [id],
  );
  return rows.map(({ present, ...vote }) => ({ ...vote, majority: isMajority({ votesFor: vote.votesFor, present }) }));
}

async function attachmentsOf(client: pg.ClientBase, id: string): Promise<MeetingResponse['attachments']> {
  const { rows } = await client.query<Omit<MeetingResponse['attachments'][number], 'addedAt'> & { addedAt: Date }>(
    `select l.attachment_id as id, l.role, t.content_type as "contentType", l.added_at as "addedAt", t.retracted_at is not null as retracted
     from application_attachment l join attachment t on t.id = l.attachment_id where l.object_type = 'meeting' and l.object_id = $1
     order by l.added_at, l.attachment_id`,
    [id],
  );
  return rows.map((row) => ({ ...row, addedAt: row.addedAt.toISOString() }));
}
