import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Attachments } from '@jingzhun/evidence';
import { level as levelOf } from '@jingzhun/domain/division-code';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, Database, newId, sessionOf } from '@jingzhun/persistence';
import { staleVersion } from '@jingzhun/service-shell';
import { Vault } from '@jingzhun/vault';
import { CIPHER_PLACES } from '../../household/sealed-numbers.js';
import type { CaseState } from '../lifecycle/case-state.js';
import { fileUnderRole } from '../case/file-under-role.js';
import type { Basis } from '../roll/basis.js';
import type { RollInForce } from '../roll/roll-in-force.js';
import { assertNotFewerThanKnown } from './known-households.js';
import { assertRepeatable, turnsLostVote } from './lost-votes.js';
import type { AddMeetingAttachmentRequest, CorrectMeetingRequest, RecordMeetingRequest } from './meeting.dto.js';
import { LostVoteStands, MeetingConcluded, MeetingDoesNotFit, MeetingNotFound } from './meeting.errors.js';
import { MeetingRevisions } from './meeting-revisions.js';
import { assertWithinRoll } from './within-roll.js';

const WAITING: Record<RecordMeetingRequest['kind'], CaseState> = { group: 'applied', assembly: 'groupNoticeClosed' };

/** What a roll of each kind is made from. */
const SOURCES: Record<Basis, NonNullable<RecordMeetingRequest['eligibleSource']>> = {
  households: 'householdRegister',
  adults: 'voterRoll',
  representatives: 'delegateRoll',
};

interface Fitting {
  cases: WaitingCase[];
  entitled: RollInForce;
}

interface WaitingCase {
  id: string;
  state: CaseState;
  village_code: string;
  group_name: string | null;
  judged_digest: string;
}

/** Records of meetings. A record may be corrected until a case is decided on it; the decision itself is a step of the case. */
@Injectable()
export class MeetingService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Attachments) private readonly attachments: Attachments,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(MeetingRevisions) private readonly revisions: MeetingRevisions,
  ) {}

  /** @returns id of the meeting */
  async record(principal: Principal, request: RecordMeetingRequest): Promise<string> {
    const id = newId(this.clock);
    await this.database.connection(sessionOf(principal), async (client) => {
      const { cases, entitled } = await this.fitting(client, request);
      await assertRepeatable(client, request, null, this.today());
      await client.query(
        `insert into meeting (id, kind, village_code, group_name, held_on, place, chair_name, basis, eligible, eligible_source, roll_id, present, repeat_reason,
           minutes_cipher, minutes_digest, screening_read_out, recorded_by, recorded_by_name, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
        [
          id,
          request.kind,
          request.villageCode,
          ...this.columnsOf(id, request, entitled),
          principal.accountId,
          principal.name,
          this.clock.now(),
        ],
      );
      await addVotes(client, id, request, cases);
      await this.log(client, principal, 'meeting.record', id, { kind: request.kind, cases: cases.length });
    });
    return id;
  }

  async correct(principal: Principal, id: string, version: number, request: CorrectMeetingRequest): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      await this.holdCases(client, id, request);
      const { rows } = await client.query<{
        version: number;
        concluded_at: Date | null;
        kind: string;
        village_code: string;
        recorded_by: string;
      }>('select version, concluded_at, kind, village_code, recorded_by from meeting where id = $1 for update', [id]);
      const stored = rows[0];
      if (!stored) throw new MeetingNotFound();
      if (stored.concluded_at) throw new MeetingConcluded();
      if (stored.version !== version) throw staleVersion(stored.version);
      if (stored.kind !== request.kind || stored.village_code !== request.villageCode) throw new MeetingDoesNotFit('group', '/kind');
      const { cases, entitled } = await this.fitting(client, request);
      await assertRepeatable(client, request, id, this.today());
      const turned = await turnsLostVote(client, id, request);
      if (turned && (levelOf(principal.area) === 'village' || stored.recorded_by === principal.accountId))
        throw new LostVoteStands('by-village');
      await this.revisions.keep(client, principal, id, request.reason);
      await client.query('delete from meeting_vote where meeting_id = $1', [id]);
      await client.query(
        `update meeting set group_name = $2, held_on = $3, place = $4, chair_name = $5, basis = $6, eligible = $7, eligible_source = $8, roll_id = $9, present = $10,
           repeat_reason = $11, minutes_cipher = $12, minutes_digest = $13, screening_read_out = $14, version = version + 1,
           corrected_by = array_append(array_remove(corrected_by, $15::uuid), $15::uuid) where id = $1`,
        [id, ...this.columnsOf(id, request, entitled), principal.accountId],
      );
      await addVotes(client, id, request, cases);
      await this.log(client, principal, 'meeting.correct', id, { cases: cases.length, turnsLostVote: String(turned) });
    });
  }

  async attach(principal: Principal, id: string, { attachmentId, role }: AddMeetingAttachmentRequest): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{ village_code: string; concluded_at: Date | null }>(
        'select village_code, concluded_at from meeting where id = $1 for update',
        [id],
      );
      const meeting = rows[0];
      if (!meeting) throw new MeetingNotFound();
      if (meeting.concluded_at) throw new MeetingConcluded();
      await this.attachments.require(client, [attachmentId], { on: { type: 'meeting', id } });
      const paper = { attachmentId, objectType: 'meeting', objectId: id, villageCode: meeting.village_code, role } as const;
      await fileUnderRole(client, paper, principal.accountId, this.clock.now());
      await this.log(client, principal, 'meeting.attach', id, { role });
    });
  }

  /** Nobody decides on a case while the record it rests on changes; a case is locked before its meeting, as the steps do it. */
  private async holdCases(client: pg.ClientBase, id: string, { votes }: RecordMeetingRequest): Promise<void> {
    await client.query(
      `select from application where id = any($2::uuid[]) or id in (select application_id from meeting_vote where meeting_id = $1)
       order by id for no key update`,
      [id, votes.map(({ applicationId }) => applicationId)],
    );
  }

  private async fitting(client: pg.ClientBase, request: RecordMeetingRequest): Promise<Fitting> {
    if (request.heldOn > this.today()) throw new MeetingDoesNotFit('future', '/heldOn');
    if ((request.kind === 'group') !== (request.groupName !== undefined)) throw new MeetingDoesNotFit('group', '/groupName');
    const ids: string[] = request.votes.map(({ applicationId }) => applicationId);
    if (new Set(ids).size < ids.length) throw new MeetingDoesNotFit('twice', '/votes');
    for (const [i, { votesFor, votesAgainst, abstained }] of request.votes.entries())
      if (votesFor + votesAgainst + abstained !== request.present) throw new MeetingDoesNotFit('votes', `/votes/${i}`);
    const { rows } = await client.query<WaitingCase>(
      'select id, state, village_code, group_name, judged_digest from application where id = any($1) order by id for no key update',
      [ids],
    );
    for (const [i, id] of ids.entries()) {
      const found = rows.find((row) => row.id === id);
      const fits =
        found?.state === WAITING[request.kind] &&
        found.village_code === request.villageCode &&
        (request.kind === 'assembly' || found.group_name === request.groupName);
      if (!fits) throw new MeetingDoesNotFit('case', `/votes/${i}/applicationId`);
    }
    const entitled = await assertWithinRoll(client, request);
    await assertNotFewerThanKnown(client, request, entitled.count);
    return { cases: rows, entitled };
  }

  private columnsOf(id: string, request: RecordMeetingRequest, entitled: RollInForce): unknown[] {
    const { groupName, heldOn, place, chairName, basis, present, minutes, screeningReadOut } = request;
    const sealed = minutes === '' ? null : this.vault.fields.encrypt(minutes, { ...CIPHER_PLACES.meetingMinutes, rowId: id });
    const digest = minutes === '' ? null : createHash('sha256').update(`${id}\n${minutes}`, 'utf8').digest('hex');
    const numbers = [entitled.count, SOURCES[basis], entitled.id, present, request.repeatReason ?? null];
    return [groupName ?? null, heldOn, place, chairName, basis, ...numbers, sealed, digest, screeningReadOut];
  }

  private today(): PlainDate {
    return plainDateInShanghai(this.clock.now());
  }

  private async log(
    client: pg.ClientBase,
    principal: Principal,
    action: string,
    objectId: string,
    detail: Record<string, string | number>,
  ): Promise<void> {
    await this.audit.record(client, { actor: actorOf(principal), action, objectType: 'meeting', objectId, result: 'success', detail });
  }
}

async function addVotes(
  client: pg.ClientBase,
  id: string,
  { present, votes }: RecordMeetingRequest,
  cases: readonly WaitingCase[],
): Promise<void> {
  for (const { applicationId, votesFor, votesAgainst, abstained } of votes) {
    const found = cases.find((one) => one.id === applicationId) as WaitingCase;
    await client.query(
      `insert into meeting_vote (meeting_id, application_id, village_code, judged_digest, present, votes_for, votes_against, abstained)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, applicationId, found.village_code, found.judged_digest, present, votesFor, votesAgainst, abstained],
    );
  }
}
