import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { actorFor, type Principal } from '@jingzhun/auth';
import { areaOf, areaRange, DivisionCode, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, sessionOf, run } from '@jingzhun/persistence';
import { SealedCursors } from '@jingzhun/vault';
import { problemsOf } from '../content/content.rules.js';
import { masked } from '../content/masked-content.js';
import { SealedContent } from '../content/sealed-content.js';
import { casePolicyOf, policyWithin } from '../lifecycle/case-policy.js';
import { isOpen } from '../lifecycle/case-state.js';
import { nextSteps } from '../lifecycle/next-steps.js';
import { NOTICE_OF_STATE } from '../notice/notice-of-state.sql.js';
import { CaseFactsReader, type ReadFacts } from '../step/read-facts.js';
import type { ApplicationList, ApplicationResponse, ApplicationRow, ListApplicationsQuery } from './application.dto.js';
import { ApplicationEntity } from './application.entity.js';
import { ApplicationNotFound } from './application.errors.js';
import { attemptsBesides } from './case-attempts.js';
import { CaseMeetings } from './case-meetings.js';

export interface ApplicationDbRow extends Omit<ApplicationRow, 'createdBy' | 'createdAt' | 'stateSince'> {
  createdBy: string;
  createdByName: string;
  createdAt: Date;
  stateSince: Date;
}

export const APPLICATION_COLUMNS = `a.id, a.kind, a.state, a.village_code as "villageCode", a.group_name as "groupName", a.household_id as "householdId",
  a.head_name as "headName", a.member_count as "memberCount", a.category, a.main_cause as "mainCause", a.source, a.created_by as "createdBy",
  a.created_by_name as "createdByName", a.created_at as "createdAt", a.applied_on::text as "appliedOn", a.state_since as "stateSince",
  a.due_on::text as "dueOn", a.version, (select n.last_day::text from ${NOTICE_OF_STATE} n where n.state = 'posted') as "noticeLastDay"`;

@Injectable()
export class ApplicationQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
    @Inject(SealedContent) private readonly contents: SealedContent,
    @Inject(CaseFactsReader) private readonly facts: CaseFactsReader,
    @Inject(CaseMeetings) private readonly meetings: CaseMeetings,
  ) {}

  async list(principal: Principal, query: ListApplicationsQuery): Promise<ApplicationList> {
    const { from, to } = areaRange((query.area ?? '') as DivisionPrefix);
    const today = plainDateInShanghai(this.clock.now());
    const [at, id] = query.cursor ? this.cursors.open('applications', principal.accountId, query.cursor) : [null, null];
    const filter = `a.village_code between $1 and $2 and ($3::text is null or a.state = $3) and ($4::text is null or a.kind = $4)
      and ($5::text is null or a.group_name = $5) and ($6::boolean is null or a.open = $6) and ($7::boolean is null or coalesce(a.due_on < $8::date, false) = $7)
      and ($9::uuid is null or a.household_id = $9)`;
    const values = [
      from,
      to,
      query.state ?? null,
      query.kind ?? null,
      query.groupName ?? null,
      query.open ?? null,
      query.late ?? null,
      today,
      query.householdId ?? null,
    ];
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<ApplicationDbRow>(
        `select ${APPLICATION_COLUMNS}, coalesce(a.due_on < $8::date, false) as late from application a
         where ${filter} and ($10::timestamptz is null or (a.created_at, a.id) < ($10, $11::uuid))
         order by a.created_at desc, a.id desc limit $12`,
        [...values, at, id, query.limit + 1],
      );
      const items = rows.slice(0, query.limit).map(toApplicationRow);
      const last = items.at(-1);
      const more = rows.length > query.limit && last;
      const nextCursor = more ? this.cursors.seal('applications', principal.accountId, [last.createdAt, last.id]) : null;
      if (query.cursor) return { items, nextCursor };
      const counted = await client.query<{ total: number }>(`select count(*)::int as total from application a where ${filter}`, values);
      return { items, nextCursor, total: counted.rows[0]?.total ?? 0 };
    });
  }

  /** The page of one case, numbers masked; the reading is logged. */
  async page(principal: Principal, id: string): Promise<ApplicationResponse> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      const application = await em.findOne(ApplicationEntity, { id });
      if (!application) throw new ApplicationNotFound();
      const read = await this.facts.read(em, application);
      await this.audit.record(em, {
        actor: actorOf(principal),
        action: 'application.read',
        objectType: 'application',
        objectId: id,
        result: 'success',
      });
      return this.toResponse(em, principal, application, read);
    });
  }

  private async toResponse(
    em: EntityManager,
    principal: Principal,
    application: ApplicationEntity,
    { facts }: ReadFacts,
  ): Promise<ApplicationResponse> {
    const { id } = application;
    const today = plainDateInShanghai(this.clock.now());
    const [row] = await run<ApplicationDbRow>(
      em,
      `select ${APPLICATION_COLUMNS}, coalesce(a.due_on < $2::date, false) as late from application a where a.id = $1::uuid`,
      [id, today],
    );
    if (!row) throw new ApplicationNotFound();
    const draft = this.contents.open(id, application.contentCipher);
    const { content, members } = masked(draft, today);
    const snapshot = await policyWithin(em, today, areaOf(DivisionCode.parse(application.villageCode)));
    return {
      ...toApplicationRow(row),
      content: content as Record<string, unknown>,
      members: members as ApplicationResponse['members'],
      problems: isOpen(application.state) ? problemsOf(draft, today).map((problem) => ({ ...problem })) : [],
      contentVersion: application.contentVersion,
      contentDigest: application.contentDigest,
      sourceDocument: application.sourceDocument ?? null,
      countyStep: application.countyStep ?? null,
      formSigned: facts.formSigned,
      signatures: await signaturesOf(em, id),
      attachments: await attachmentsOf(em, id),
      notice: facts.notice as ApplicationResponse['notice'],
      meetingId: (facts.meeting?.id ?? null) as ApplicationResponse['meetingId'],
      meetings: await this.meetings.of(em, id),
      sample: facts.sample as ApplicationResponse['sample'],
      attempts: await attemptsBesides(em, { applicationId: id, householdId: application.householdId ?? null }),
      next: isOpen(application.state) ? nextSteps(facts, casePolicyOf(snapshot).values, today, actorFor(principal)) : [],
    };
  }
}

export function toApplicationRow({ createdBy, createdByName, createdAt, stateSince, ...row }: ApplicationDbRow): ApplicationRow {
  return {
    ...row,
    createdBy: { id: createdBy as ApplicationRow['id'], name: createdByName },
    createdAt: new Date(createdAt).toISOString(),
    stateSince: new Date(stateSince).toISOString(),
  };
}

async function signaturesOf(em: EntityManager, id: string): Promise<ApplicationResponse['signatures']> {
  const rows = await run<ApplicationResponse['signatures'][number] & { signedAt: Date | string; voidedAt: Date | string | null }>(
    em,
    `select signature_id as id, step, signed_by_name as "signedBy", signed_at as "signedAt", voided_at as "voidedAt", void_reason as "voidReason"
     from application_signature where application_id = $1::uuid order by signed_at, signature_id`,
    [id],
  );
  return rows.map((row) => ({
    ...row,
    signedAt: new Date(row.signedAt).toISOString(),
    voidedAt: row.voidedAt ? new Date(row.voidedAt).toISOString() : null,
  }));
}

async function attachmentsOf(em: EntityManager, id: string): Promise<ApplicationResponse['attachments']> {
  const rows = await run<ApplicationResponse['attachments'][number]>(
    em,
    `select l.attachment_id as id, l.role, t.content_type as "contentType", l.added_at as "addedAt", t.retracted_at is not null as retracted
     from application_attachment l join attachment t on t.id = l.attachment_id where l.object_type = 'application' and l.object_id = $1::uuid
     order by l.added_at, l.attachment_id`,
    [id],
  );
  return rows.map((row) => ({ ...row, addedAt: new Date(row.addedAt).toISOString() }));
}
