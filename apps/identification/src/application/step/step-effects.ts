import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import type { Uuid } from '@jingzhun/domain/uuid';
import { Clock, run } from '@jingzhun/persistence';
import { RegisteredFile } from '../../registered-file/registered-file.service.js';
import { Screening, type ApplicationEnd } from '../../screening/screening.js';
import { inTurn } from '../../screening/screening.service.js';
import { isOpen, orderOf, type CaseStep } from '../lifecycle/case-state.js';
import { POSTING } from '../lifecycle/lifecycle.js';
import { CaseNotices } from '../notice/case-notices.js';
import { ApplicantSubjects } from '../subjects/applicant-subjects.js';
import { indexPersons } from '../content/index-persons.js';
import { CaseSignatures } from './case-signatures.js';
import type { DecidedCase } from './signed-document.js';
import type { StepContext } from './step-context.js';
import type { StepsRequest } from './steps-request.js';

/** Screening knows the case, and is told. */
const ends = (way: DecidedCase['way']): boolean => way.step === 'complete' || (!isOpen(way.to) && way.from !== 'draft');

/** What a step left behind besides the case itself; kept with its event. */
export interface Effect {
  noticeId?: string;
  screeningId?: string;
}

interface Step {
  em: EntityManager;
  principal: Principal;
  request: StepsRequest;
  context: StepContext;
  signatureId: string | undefined;
  countyStep: boolean;
}

const CLOSING: readonly CaseStep[] = ['closeGroupNotice', 'closeVillageNotice'];

/** What a step does outside the case: screening, notices, the register. In the transaction of the step, before the case moves. */
@Injectable()
export class StepEffects {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Screening) private readonly screening: Screening,
    @Inject(ApplicantSubjects) private readonly subjects: ApplicantSubjects,
    @Inject(CaseNotices) private readonly notices: CaseNotices,
    @Inject(CaseSignatures) private readonly signatures: CaseSignatures,
    @Inject(RegisteredFile) private readonly file: RegisteredFile,
  ) {}

  async of(step: Step, cases: readonly DecidedCase[]): Promise<Map<string, Effect>> {
    // before the first of several registers anybody: two who wait for each other's persons and turn would never end
    if (cases.some(({ way }) => ends(way))) await inTurn(step.em);
    const posted = await this.post(step, cases);
    const effects = new Map<string, Effect>();
    for (const one of cases) {
      const noticeId = posted.get(one.application.id);
      const onNotice = noticeId === undefined ? await this.onNotice(step, one) : { noticeId };
      effects.set(one.application.id, { ...onNotice, ...(await this.onOne(step, one)) });
    }
    return effects;
  }

  /** All at once: notices of one command and one place are one sheet. */
  private async post({ em, principal, request: { step }, context }: Step, cases: readonly DecidedCase[]): Promise<Map<string, string>> {
    if (!POSTING.includes(step)) return new Map();
    const applications = cases.map(({ application }) => application);
    const posted = new Map<string, string>();
    for (const village of new Set(applications.map(({ villageCode }) => villageCode))) {
      const circumstances = context.notices?.get(village);
      if (!circumstances) throw new Error('a notice is posted without its circumstances');
      const ofVillage = applications.filter(({ villageCode }) => villageCode === village);
      for (const [caseId, noticeId] of await this.notices.post(em, principal, step, ofVillage, circumstances)) posted.set(caseId, noticeId);
    }
    return posted;
  }

  private async onNotice({ em, principal, request }: Step, { read, way }: DecidedCase): Promise<Effect> {
    if (!read.facts.notice || way.from === way.to) return {};
    if (way.step === 'complete') await this.notices.close(em, principal, read.facts.notice.id);
    else if (!CLOSING.includes(way.step)) await this.notices.takeDown(em, principal, read.facts.notice.id, request.reason);
    return {};
  }

  private async onOne(step: Step, one: DecidedCase): Promise<Effect> {
    const { em, principal, context, signatureId } = step;
    const { application, way, read } = one;
    if (way.step === 'submit' || way.step === 'signForm') {
      application.signForm(signatureId ?? null);
      if (way.step === 'submit') application.applyOn(plainDateInShanghai(this.clock.now()));
    }
    if (way.step === 'correct') await this.correct(step, one);
    if (way.step === 'recheck') application.fixCountyStep(step.countyStep);
    if (orderOf(way.to) < orderOf('townshipChecked')) application.fixCountyStep(null);
    if (read.facts.meeting && (way.step === 'appraise' || way.step === 'review'))
      await this.useMeeting(em, read.facts.meeting.id, application.id, application.version + 1);
    if (way.step === 'complete') {
      if (!context.household) throw new Error('a case is completed without the circumstances of the register');
      const registeredAs = await this.file.complete(em, principal, application, context.household);
      await this.screening.endApplication(em, application.id, application.kind === 'registration' ? { registeredAs } : 'completed');
    } else if (ends(way)) {
      await this.screening.endApplication(em, application.id, way.to as Extract<ApplicationEnd, string>);
    }
    // contact data are nothing a register could contradict
    if ((way.step === 'submit' || way.outcome === 'material') && context.screening) {
      const subject = await this.subjects.of(em, application);
      const { screeningId } = await this.screening.submit(em, context.screening, subject, principal);
      return { screeningId };
    }
    return {};
  }

  /** The new content takes the place of the old one; what was signed about the old one counts no longer. */
  private async correct({ em, principal, request }: Step, { application, way }: DecidedCase): Promise<void> {
    if (!request.content) throw new Error('a correction without its content');
    const covers = way.outcome === 'material' ? 'all' : 'content';
    await this.signatures.void(em, principal, application, covers, request.reason ?? '');
    application.rewrite(request.content.stored);
    application.signForm(null);
    await indexPersons(em, application, request.content.persons);
  }

  private async useMeeting(em: EntityManager, meetingId: string, applicationId: Uuid | string, version: number): Promise<void> {
    await run(em, 'update meeting set concluded_at = coalesce(concluded_at, $2::timestamptz) where id = $1::uuid', [
      meetingId,
      this.clock.now(),
    ]);
    await run(em, 'update meeting_vote set used_by_version = $3::int where meeting_id = $1::uuid and application_id = $2::uuid', [
      meetingId,
      applicationId,
      version,
    ]);
  }
}
