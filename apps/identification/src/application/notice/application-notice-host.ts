import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import {
  NoticeHosts,
  type NoticeHost,
  type NoticeRecord,
  type ObjectionDecision,
  type PostedNotice,
  type ReturnStep,
} from '@jingzhun/notices';
import { run } from '@jingzhun/persistence';
import { AnnouncementNotice, GroupNotice, VillageNotice } from '../../notice/notice-kinds.js';
import { CaseStates, orderOf, RETURN_TARGETS, type CaseState, type CaseStep, type ReturnTarget } from '../lifecycle/case-state.js';
import type { StepsRequest } from '../step/steps-request.js';
import { TakeStep } from '../step/take-step.service.js';
import { SUBJECT_TYPE } from './case-notices.js';

const STATE_OF_KIND: Readonly<Record<string, CaseState>> = {
  [GroupNotice.kind]: 'groupNoticePosted',
  [VillageNotice.kind]: 'villageNoticePosted',
  [AnnouncementNotice.kind]: 'announced',
};
const CLOSING: Partial<Record<CaseState, CaseStep>> = { groupNoticePosted: 'closeGroupNotice', villageNoticePosted: 'closeVillageNotice' };

/** What happens to a case when something happens to its notice, in the same transaction. */
@Injectable()
export class ApplicationNoticeHost implements NoticeHost, OnModuleInit {
  constructor(
    @Inject(NoticeHosts) private readonly hosts: NoticeHosts,
    @Inject(TakeStep) private readonly steps: TakeStep,
  ) {}

  onModuleInit(): void {
    this.hosts.register(SUBJECT_TYPE, this);
  }

  returnSteps({ kind }: NoticeRecord): readonly ReturnStep[] {
    const from = STATE_OF_KIND[kind];
    return RETURN_TARGETS.filter((target) => from !== undefined && orderOf(target) < orderOf(from)).map((code) => CaseStates.get(code));
  }

  /** An announcement that is over still waits for the registration, which a person signs. */
  async closed(em: EntityManager, { kind, subject }: PostedNotice, by: Principal): Promise<void> {
    const state = STATE_OF_KIND[kind];
    const step = state && CLOSING[state];
    if (step) await this.take(em, by, subject.id, { step });
  }

  async objectionDecided(em: EntityManager, { subject }: NoticeRecord, decided: ObjectionDecision, by: Principal): Promise<void> {
    if (decided.outcome !== 'upheld') return;
    const { objectionId, effect } = decided;
    await this.take(em, by, subject.id, {
      step: 'upholdObjection',
      to: effect.kind === 'return' ? (effect.step as ReturnTarget) : 'rejected',
      reason: '异议成立，按异议决定办理',
      objectionId,
    });
  }

  private async take(em: EntityManager, by: Principal, id: string, request: Omit<StepsRequest, 'cases'>): Promise<void> {
    const [row] = await run<{ version: number }>(em, 'select version from application where id = $1::uuid for update', [id]);
    if (!row) throw new Error('a notice names a case that is not there');
    await this.steps.within(em, by, { ...request, cases: [{ id, version: row.version }] });
  }
}
