import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { areaRange, DivisionPrefix } from '@jingzhun/domain/division-code';
import { maskName, maskPhone } from '@jingzhun/domain/mask';
import { daysBetween, plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { SealedCursors, Vault } from '@jingzhun/vault';
import { kindOf, NOTICE_OPTIONS, PLACE_NAMES, type NoticeOptions, type PlaceNames } from '../notice-options.js';
import { NoticeHosts } from '../posting/notice-hosts.js';
import { getNotice } from '../posting/notice-rows.js';
import { ANSWERS, type AnswerCode } from './answers.js';
import { getObjection, NOTICE_CIPHER_PLACES, OBJECTION_COLUMNS, openIdentity, openText, type ObjectionRow } from './objection-rows.js';
import { ObjectorIdentities } from './objector-identities.js';
import type { ListObjectionsQuery, ObjectionList, ObjectionResponse, ObjectionSummaryResponse, RevealedObjector } from './objection.dto.js';

type ListedRow = ObjectionRow & { kind: string };

/** Reads for those who investigate. The database shows them to no village, whatever the route. */
@Injectable()
export class ObjectionQueries {
  constructor(
    @Inject(NOTICE_OPTIONS) private readonly options: NoticeOptions,
    @Inject(PLACE_NAMES) private readonly places: PlaceNames,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(NoticeHosts) private readonly hosts: NoticeHosts,
    @Inject(ObjectorIdentities) private readonly objectors: ObjectorIdentities,
  ) {}

  list(principal: Principal, { area, state, noticeId, cursor, limit }: ListObjectionsQuery): Promise<ObjectionList> {
    const [before] = cursor ? this.cursors.open('objections', principal.accountId, cursor) : [];
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<ListedRow>(
        `select ${OBJECTION_COLUMNS}, n.kind from objection o join objection_sealed s on s.id = o.id join notice n on n.id = o.notice_id
         where o.place_code between $1 and $2 and ($3::text is null or o.state = $3) and ($4::uuid is null or o.notice_id = $4)
           and ($5::uuid is null or o.id < $5) order by o.id desc limit $6`,
        [from, to, state ?? null, noticeId ?? null, before ?? null, limit + 1],
      );
      const items = await this.summaries(client, rows.slice(0, limit));
      const last = items.at(-1);
      const more = rows.length > limit && last;
      return { items, nextCursor: more ? this.cursors.seal('objections', principal.accountId, [last.id]) : null };
    });
  }

  /** @throws ObjectionNotFound */
  summary(principal: Principal, id: string): Promise<ObjectionSummaryResponse> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const row = await getObjection(client, id);
      const { kind } = await getNotice(client, row.notice_id);
      return (await this.summaries(client, [{ ...row, kind }]))[0]!;
    });
  }

  /** The reading is recorded: it shows what a villager said in confidence. @throws ObjectionNotFound */
  get(principal: Principal, id: string): Promise<ObjectionResponse> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const row = await getObjection(client, id);
      const notice = await getNotice(client, row.notice_id);
      const [summary] = await this.summaries(client, [{ ...row, kind: notice.kind }]);
      const identity = openIdentity(this.vault, row);
      await this.log(client, principal, 'objection.read', id);
      return {
        ...(summary as ObjectionSummaryResponse),
        text: openText(this.vault, row),
        identity: identity && {
          name: maskName(identity.name),
          phone: identity.phone && maskPhone(identity.phone),
          address: identity.address && '***',
        },
        identityKeptUntil: await this.keptUntil(row),
        identityDeletedOn: row.identity_deleted_at === null ? null : plainDateInShanghai(new Date(row.identity_deleted_at)),
        receivedBy: row.received_by_name,
        scanAttachmentId: row.scan_attachment_id,
        returnSteps: [...this.hosts.of(notice.subject.type).returnSteps(notice)],
        answers: Object.entries(ANSWERS).map(([code, { outcome, zh, en }]) => ({ code: code as AnswerCode, outcome, zh, en })),
        decision: await this.decisionOf(client, row),
      };
    });
  }

  /** The plain identity, for a reason that is recorded. @throws ObjectionNotFound */
  reveal(principal: Principal, id: string, purpose: string): Promise<RevealedObjector> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const row = await getObjection(client, id);
      await this.log(client, principal, 'objection.reveal', id, purpose);
      return { identity: openIdentity(this.vault, row) };
    });
  }

  private async keptUntil(row: ObjectionRow): Promise<PlainDate | null> {
    const isKept = row.identity_deleted_at === null && (row.identity_cipher !== null || row.scan_attachment_id !== null);
    if (!isKept || row.decided_at === null) return null;
    return this.objectors.keptUntil(plainDateInShanghai(new Date(row.decided_at)), DivisionPrefix.parse(row.place_code.slice(0, 6)));
  }

  private async decisionOf(client: pg.PoolClient, row: ObjectionRow): Promise<ObjectionResponse['decision']> {
    if (row.outcome === null || row.answer === null || row.decided_at === null) return null;
    const { rows } = await client.query<{ id: string; text_cipher: Buffer; attachment_ids: Uuid[]; signature_id: Uuid }>(
      'select id, text_cipher, attachment_ids, signature_id from objection_finding where objection_id = $1 order by id desc limit 1',
      [row.id],
    );
    const finding = rows[0]!;
    return {
      outcome: row.outcome,
      effect: row.effect === 'return' ? { kind: 'return', step: row.return_to ?? '' } : row.effect && { kind: 'reject' },
      answer: row.answer,
      findings: this.vault.fields.decrypt(finding.text_cipher, { ...NOTICE_CIPHER_PLACES.objectionFinding, rowId: finding.id }),
      attachmentIds: finding.attachment_ids,
      signatureId: finding.signature_id,
      decidedAt: new Date(row.decided_at).toISOString(),
      decidedBy: row.decided_by_name ?? '',
    };
  }

  private async summaries(client: pg.PoolClient, rows: readonly ListedRow[]): Promise<ObjectionSummaryResponse[]> {
    const today = this.clock.today();
    const names = await this.places.of(client, [...new Set(rows.map(({ place_code }) => place_code))], today);
    return rows.map((row) => ({
      ...{ id: row.id, receiptNumber: row.receipt_number, noticeId: row.notice_id, noticeTitle: kindOf(this.options, row.kind).title },
      ...{ place: row.place_code, placeNames: [...(names.get(row.place_code) ?? [])], investigator: row.investigator, state: row.state },
      ...{ via: row.via, receivedOn: row.received_on, dueOn: row.due_on, isAnonymous: row.is_anonymous, outcome: row.outcome },
      daysLate: row.state === 'open' ? Math.max(0, daysBetween(row.due_on, today)) : 0,
      version: row.version,
    }));
  }

  private async log(client: pg.PoolClient, principal: Principal, action: string, objectId: string, purpose?: string): Promise<void> {
    const entry = { actor: actorOf(principal), action, objectType: 'objection', objectId, result: 'success' as const };
    await this.audit.record(client, purpose === undefined ? entry : { ...entry, purpose });
  }
}
