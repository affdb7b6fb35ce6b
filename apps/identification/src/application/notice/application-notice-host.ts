import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import {
  NoticeHosts,
  type NoticeHost,
  type NoticeRecord,
  type ObjectionDecision,
  type PostedNotice,
  type PostingAgain,
  type ReturnStep,
} from '@jingzhun/notices';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, newId, run } from '@jingzhun/persistence';
import { AnnouncementNotice, GroupNotice, VillageNotice } from '../../notice/notice-kinds.js';
import { ApplicationEntity } from '../case/application.entity.js';
import { ApplicationDraft } from '../content/application-content.js';
import { SealedContent } from '../content/sealed-content.js';
import { CaseStates, isOpen, orderOf, RETURN_TARGETS, type CaseState, type CaseStep, type ReturnTarget } from '../lifecycle/case-state.js';
import { MAKERS_OF_CASE } from '../case/makers-of-case.sql.js';
import { sourceOfCase } from '../../registered-file/source-of-case.js';
import type { StepContext } from '../step/step-context.js';
import type { StepsRequest } from '../step/steps-request.js';
import { TakeStep } from '../step/take-step.service.js';
import { SUBJECT_TYPE } from './case-notices.js';

const STATE_OF_KIND: Readonly<Record<string, CaseState>> = {
  [GroupNotice.kind]: 'groupNoticePosted',
  [VillageNotice.kind]: 'villageNoticePosted',
  [AnnouncementNotice.kind]: 'announced',
};
const CLOSING: Partial<Record<CaseState, CaseStep>> = { groupNoticePosted: 'closeGroupNotice', villageNoticePosted: 'closeVillageNotice' };
const POSTING_IN: Partial<Record<CaseState, CaseStep>> = {
  groupNoticePosted: 'postGroupNotice',
  villageNoticePosted: 'postVillageNotice',
  announced: 'announce',
};

/** What happens to a case when something happens to its notice, in the same transaction. */
@Injectable()
export class ApplicationNoticeHost implements NoticeHost, OnModuleInit {
  constructor(
    @Inject(NoticeHosts) private readonly hosts: NoticeHosts,
    @Inject(TakeStep) private readonly steps: TakeStep,
    @Inject(SealedContent) private readonly contents: SealedContent,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.hosts.register(SUBJECT_TYPE, this);
  }

  returnSteps({ kind }: NoticeRecord): readonly ReturnStep[] {
    const from = STATE_OF_KIND[kind];
    return RETURN_TARGETS.filter((target) => from !== undefined && orderOf(target) < orderOf(from)).map((code) => CaseStates.get(code));
  }

  async makers(em: EntityManager, { subject }: NoticeRecord): Promise<readonly string[]> {
    const [row] = await run<{ makers: string[] }>(em, `select ${MAKERS_OF_CASE} as makers from application a where a.id = $1::uuid`, [
      subject.id,
    ]);
    return row?.makers ?? [];
  }

  /** An announcement that is over still waits for the registration, which a person signs. */
  closed(em: EntityManager, notice: PostedNotice, by: Principal): Promise<void> {
    return this.closedTogether(em, [notice], by);
  }

  async closedTogether(em: EntityManager, notices: readonly PostedNotice[], by: Principal): Promise<void> {
    const state = STATE_OF_KIND[notices[0]?.kind ?? ''];
    const step = state && CLOSING[state];
    if (step)
      await this.take(
        em,
        by,
        notices.map(({ subject }) => subject.id),
        { step },
      );
  }

  async postAgain(
    em: EntityManager,
    notices: readonly NoticeRecord[],
    by: Principal,
    { reason, circumstances }: PostingAgain,
  ): Promise<void> {
    const [first] = notices as [NoticeRecord];
    const state = STATE_OF_KIND[first.kind];
    const step = state && POSTING_IN[state];
    if (!step) throw new Error(`nobody posts a notice of the kind ${first.kind}`);
    const cases = notices.map(({ subject }) => subject.id);
    await this.take(em, by, cases, { step, reason }, { notices: new Map([[first.place, circumstances]]) });
  }

  async objectionDecided(em: EntityManager, { subject }: NoticeRecord, decided: ObjectionDecision, by: Principal): Promise<void> {
    if (decided.outcome !== 'upheld') return;
    const { objectionId, effect } = decided;
    const application = await em.findOneOrFail(ApplicationEntity, { id: subject.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const to = effect.kind === 'return' ? (effect.step as ReturnTarget) : ('rejected' as const);
    if (application.state === 'completed') return this.proposeOpposite(em, application, by);
    // gone back as far, or ended, meanwhile
    if (!isOpen(application.state) || (to !== 'rejected' && orderOf(to) >= orderOf(application.state))) return;
    await this.take(em, by, [subject.id], { step: 'upholdObjection', to, reason: '异议成立，按异议决定办理', objectionId });
  }

  /** What was decided stands in the register already: the way out is a case that leads back, which begins as a draft. */
  private async proposeOpposite(em: EntityManager, application: ApplicationEntity, by: Principal): Promise<void> {
    const { householdId, villageCode, groupName = null, headName, memberCount } = application;
    if (!householdId) throw new Error('a completed case is about a household');
    const id = newId(this.clock);
    const draft = await oppositeOf(em, application);
    const opposite = em.create(ApplicationEntity, {
      ...{ id, kind: draft.kind, state: 'draft', villageCode, householdId: draft.kind === 'registration' ? null : householdId },
      ...this.contents.seal(id, draft, { groupName, headName, memberCount }, plainDateInShanghai(this.clock.now())),
      ...{ contentVersion: 1, source: 'objection', createdBy: by.accountId, createdByName: by.name, createdAt: this.clock.now() },
      ...{ stateSince: this.clock.now(), version: 1 },
    });
    em.persist(opposite);
    await this.audit.record(em, {
      actor: actorOf(by),
      action: 'application.create',
      objectType: 'application',
      objectId: id,
      result: 'success',
      detail: { kind: draft.kind, source: 'objection' },
    });
  }

  private async take(
    em: EntityManager,
    by: Principal,
    ids: readonly string[],
    request: Omit<StepsRequest, 'cases'>,
    context: StepContext = {},
  ): Promise<void> {
    const rows = await run<{ id: string; version: number }>(
      em,
      'select id, version from application where id = any($1::uuid[]) order by id for update',
      [ids],
    );
    if (rows.length < ids.length) throw new Error('a notice names a case that is not there');
    await this.steps.within(em, by, { ...request, cases: rows }, context);
  }
}

/** What leads back: out of the register, into it, or to the category from before. */
async function oppositeOf(em: EntityManager, application: ApplicationEntity): Promise<ApplicationDraft> {
  const { kind, groupName } = application;
  if (kind === 'registration') return { kind: 'removal', ground: 'untrue', statement: '公告异议经调查成立，该户不符合条件。' };
  if (kind === 'removal')
    return ApplicationDraft.parse({
      kind: 'registration',
      ...(groupName ? { groupName } : {}),
      statement: '清退公告异议经调查成立，该户不应清退，重新提出申请。',
    });
  return ApplicationDraft.parse({ kind: 'categoryChange', basis: '异议处理决定', ...(await categoryBefore(em, application)) });
}

/** Empty where the household stands in yet another category meanwhile: which one is right then, nobody knows but the office. */
async function categoryBefore(em: EntityManager, { id, householdId, category }: ApplicationEntity): Promise<object> {
  const [before] = await run<{ category: string }>(
    em,
    `select b.state ->> 'category' as category from household_history own
     join household_history b on b.household_id = own.household_id and b.version = own.version - 1
     join household h on h.id = own.household_id and h.category = $2
     where own.household_id = $1::uuid and own.change = 'category' and own.source_document = $3`,
    [householdId, category, sourceOfCase(id)],
  );
  return before
    ? { category: before.category, statement: '类别变更公告异议经调查成立，改回原类别。' }
    : { statement: '类别变更公告异议经调查成立；该户类别此后又有变更，请核定应属类别后填写。' };
}
