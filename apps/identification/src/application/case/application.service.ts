import { Inject, Injectable } from '@nestjs/common';
import { LockMode, UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Attachments } from '@jingzhun/evidence';
import { contains, level, type DivisionCode } from '@jingzhun/domain/division-code';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, Database, newId, sessionOf, run } from '@jingzhun/persistence';
import { staleVersion } from '@jingzhun/service-shell';
import { HouseholdEntity } from '../../household/household.entity.js';
import { HouseholdNotFound } from '../../household/household.errors.js';
import type { ApplicationDraft } from '../content/application-content.js';
import { problemsOf } from '../content/content.rules.js';
import { indexPersons } from '../content/index-persons.js';
import { keepNumbers } from '../content/keep-numbers.js';
import { SealedContent, type Named } from '../content/sealed-content.js';
import { isOpen } from '../lifecycle/case-state.js';
import { stepsBetween } from '../lifecycle/next-steps.js';
import { StepContexts } from '../step/step-context.js';
import { TakeStep } from '../step/take-step.service.js';
import { lockNotices } from '../step/cases-of-step.js';
import { CaseReasonNeeded } from '../step/step.errors.js';
import type {
  AddAttachmentRequest,
  CorrectedApplicationResponse,
  CreateApplicationRequest,
  WriteContentRequest,
} from './application.dto.js';
import { ApplicationEntity, type ApplicationSource } from './application.entity.js';
import { fileUnderRole } from './file-under-role.js';
import {
  ApplicationClosed,
  ApplicationNotFound,
  ContentIncomplete,
  ContentUnchanged,
  HouseholdNeeded,
  KindStays,
  PersonInOtherCase,
  PersonRegistered,
  VillageNotYours,
} from './application.errors.js';

type Correction = NonNullable<CorrectedApplicationResponse['correction']>;

/** What another feature knows of a draft it makes. */
export interface Origin {
  source: ApplicationSource;
  document: string;
  alongside: (em: EntityManager, applicationId: string) => Promise<void>;
}

/** Where a case is about, before it says anything itself. */
interface About {
  villageCode: string;
  householdId: string | null;
  named: Named;
}

/** Drafts, and corrections of what was submitted. */
@Injectable()
export class ApplicationService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Attachments) private readonly attachments: Attachments,
    @Inject(SealedContent) private readonly contents: SealedContent,
    @Inject(TakeStep) private readonly steps: TakeStep,
    @Inject(StepContexts) private readonly contexts: StepContexts,
  ) {}

  /**
   * @param origin where the draft comes from when no person typed it, and what that feature keeps about it in the same transaction
   * @returns id of the draft
   */
  async create(principal: Principal, { villageCode, householdId, content }: CreateApplicationRequest, origin?: Origin): Promise<string> {
    return this.database.transaction(sessionOf(principal), async (em) => {
      const today = this.today();
      const about =
        content.kind === 'registration'
          ? await aboutVillage(em, principal, villageCode, householdId, today)
          : await aboutHousehold(em, householdId);
      const id = newId(this.clock);
      const application = em.create(ApplicationEntity, {
        id,
        kind: content.kind,
        state: 'draft',
        villageCode: about.villageCode,
        householdId: about.householdId,
        ...this.contents.seal(id, content, namedBy(content, about.named), today),
        contentVersion: 1,
        formSignatureId: null,
        countyStep: null,
        source: origin?.source ?? 'village',
        sourceDocument: origin?.document ?? null,
        createdBy: principal.accountId,
        createdByName: principal.name,
        createdAt: this.clock.now(),
        appliedOn: null,
        stateSince: this.clock.now(),
        dueOn: null,
        closedAt: null,
        version: 1,
      });
      em.persist(application);
      await em.flush();
      await indexPersons(em, application, this.contents.indexesOf(content, today));
      await origin?.alongside(em, id);
      await this.log(em, principal, 'application.create', id, { kind: content.kind });
      return id;
    });
  }

  /** Writes a draft, or corrects what was submitted; a correction says what it cost. */
  async write(principal: Principal, id: string, version: number, request: WriteContentRequest): Promise<Correction | null> {
    const context = await this.contexts.prepare(principal, 'correct', [id]);
    return this.database
      .transaction(sessionOf(principal), async (em) => {
        await lockNotices(em, [id]);
        const application = await this.getForChange(em, id, version);
        const content = keepNumbers(request.content, this.contents.open(id, application.contentCipher), request.keep);
        if (content.kind !== application.kind) throw new KindStays();
        const today = this.today();
        const named: Named = {
          groupName: application.groupName ?? null,
          headName: application.headName,
          memberCount: application.memberCount,
        };
        const stored = this.contents.seal(id, content, namedBy(content, named), today, application.contentCipher);
        const persons = this.contents.indexesOf(content, today);
        if (application.state === 'draft') {
          application.rewrite(stored);
          application.nextVersion();
          await em.flush();
          await indexPersons(em, application, persons);
          await this.log(em, principal, 'application.write', id, { contentVersion: application.contentVersion });
          return null;
        }
        if (!request.reason) throw new CaseReasonNeeded();
        const problems = problemsOf(content, today);
        if (problems.length > 0) throw new ContentIncomplete(problems);
        if (stored.contentDigest === application.contentDigest) throw new ContentUnchanged();
        await assertFree(em, persons);
        const outcome = stored.judgedDigest === application.judgedDigest ? ('contact' as const) : ('material' as const);
        const before = application.state;
        await this.steps.within(
          em,
          principal,
          { step: 'correct', outcome, reason: request.reason, content: { stored, persons }, cases: [{ id, version }] },
          context,
        );
        return {
          material: outcome === 'material',
          voided: await voidedBy(em, id, application.version),
          repeat: outcome === 'material' ? stepsBetween('applied', before) : [],
        };
      })
      .catch((error: unknown) => {
        if (error instanceof UniqueConstraintViolationException && /one_running/.test(String(error))) throw new PersonInOtherCase();
        throw error;
      });
  }

  async attach(principal: Principal, id: string, { attachmentId, role }: AddAttachmentRequest): Promise<void> {
    await this.database.transaction(sessionOf(principal), async (em) => {
      const application = await em.findOne(ApplicationEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!application) throw new ApplicationNotFound();
      if (!isOpen(application.state)) throw new ApplicationClosed();
      await this.attachments.require(em, [attachmentId], { on: { type: 'application', id } });
      const paper = { attachmentId, objectType: 'application', objectId: id, villageCode: application.villageCode, role } as const;
      await fileUnderRole(em, paper, principal.accountId, this.clock.now());
      await this.log(em, principal, 'application.attach', id, { role });
    });
  }

  private async getForChange(em: EntityManager, id: string, version: number): Promise<ApplicationEntity> {
    const application = await em.findOne(ApplicationEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!application) throw new ApplicationNotFound();
    if (!isOpen(application.state)) throw new ApplicationClosed();
    if (application.version !== version) throw staleVersion(application.version);
    return application;
  }

  private today(): PlainDate {
    return plainDateInShanghai(this.clock.now());
  }

  private async log(
    em: EntityManager,
    principal: Principal,
    action: string,
    objectId: string,
    detail: Record<string, string | number>,
  ): Promise<void> {
    await this.audit.record(em, { actor: actorOf(principal), action, objectType: 'application', objectId, result: 'success', detail });
  }
}

/** A registration names its persons itself; the other kinds keep what the register said when they began. */
function namedBy(content: ApplicationDraft, named: Named): Named {
  if (content.kind !== 'registration') return named;
  const { members = [], groupName } = content;
  return {
    groupName: groupName ?? null,
    headName: members.find(({ relation }) => relation === '01')?.name ?? '',
    memberCount: members.length,
  };
}

async function aboutVillage(
  em: EntityManager,
  principal: Principal,
  villageCode: DivisionCode | undefined,
  householdId: string | undefined,
  today: PlainDate,
): Promise<About> {
  if (householdId) throw new HouseholdNeeded('not-wanted');
  if (!villageCode || level(villageCode) !== 'village' || !contains(principal.area, villageCode)) throw new VillageNotYours();
  const found = await run(
    em,
    `select from division where code = $1 and level = 'village' and valid_from <= $2::date and (valid_to is null or valid_to > $2::date)`,
    [villageCode, today],
  );
  if (found.length === 0) throw new VillageNotYours();
  return { villageCode, householdId: null, named: { groupName: null, headName: '', memberCount: 0 } };
}

async function aboutHousehold(em: EntityManager, householdId: string | undefined): Promise<About> {
  if (!householdId) throw new HouseholdNeeded('missing');
  const household = await em.findOne(HouseholdEntity, { id: householdId });
  if (!household) throw new HouseholdNotFound();
  const { villageCode, groupName, headName, memberCount } = household;
  return { villageCode, householdId, named: { groupName: groupName ?? null, headName, memberCount } };
}

/** Nobody who is registered comes into a running case by a correction. */
async function assertFree(em: EntityManager, persons: readonly { position: number; idIndex: Buffer }[]): Promise<void> {
  const [taken] = await run<{ position: number }>(
    em,
    `select p.position from unnest($1::int[], $2::text[]) as p(position, index) cross join lateral registration_of(decode(p.index, 'hex')) r
     where r.household_id is not null limit 1`,
    [persons.map(({ position }) => position), persons.map(({ idIndex }) => idIndex.toString('hex'))],
  );
  if (taken) throw new PersonRegistered(`/content/members/${taken.position}/idNumber`);
}

async function voidedBy(em: EntityManager, id: string, version: number): Promise<Correction['voided']> {
  return run(
    em,
    `select step, signed_by_name as "signedBy" from application_signature where application_id = $1::uuid and voided_by_version = $2::int order by signed_at`,
    [id, version],
  );
}
