import { Inject, Injectable } from '@nestjs/common';
import { UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/postgresql';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { actorFor, type Principal } from '@jingzhun/auth';
import { areaOf, level } from '@jingzhun/domain/division-code';
import { ApplicationAdvancedV1 } from '@jingzhun/events/identification/application-advanced.v1';
import { kebab } from '@jingzhun/domain/lifecycle';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import type { Refusal } from '@jingzhun/domain/refusal';
import { Outbox } from '@jingzhun/messaging';
import { Clock, Database, sessionOf, withCommitHook } from '@jingzhun/persistence';
import type { PolicySnapshot } from '@jingzhun/policy';
import type { ApplicationEntity } from '../case/application.entity.js';
import { PersonInOtherCase, PersonRegistered } from '../case/application.errors.js';
import { isOpen } from '../lifecycle/case-state.js';
import { casePolicyOf, dueOn, policyWithin, type AppliedPolicy } from '../lifecycle/case-policy.js';
import { decide, NotPossible, type Command } from '../lifecycle/decide.js';
import { RESTS_ON_VERDICT, type SignatureKind } from '../lifecycle/lifecycle.js';
import { ApplicationEventEntity } from './application-event.entity.js';
import { CaseFactsReader } from './read-facts.js';
import { CaseSignatures } from './case-signatures.js';
import { findCases, lockCases, lockNotices } from './cases-of-step.js';
import { StepContexts, type StepContext } from './step-context.js';
import { StepEffects, type Effect } from './step-effects.js';
import { meaningOf, placeOf, type DecidedCase } from './signed-document.js';
import type { PreviewStepsRequest, StepPreview, TakeStepsRequest } from './step.dto.js';
import type { StepsRequest } from './steps-request.js';
import { VerdictOfTheDay } from './verdict-of-the-day.js';
import { NoSuchWay, NotYourCaseStep, CaseStepNotYet, CaseReasonNeeded } from './step.errors.js';

interface PolicyOfSteps {
  snapshot: PolicySnapshot;
  applied: AppliedPolicy;
}

interface Taken {
  principal: Principal;
  request: StepsRequest;
  policy: PolicyOfSteps;
  signatureId: string | undefined;
}

interface Refused {
  index: number;
  id: string;
  why: NotPossible;
}

const NOTHING_DONE = async (): Promise<void> => undefined;

/** Takes a step for one case or many: everything in one transaction, or nothing. */
@Injectable()
export class TakeStep {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(CaseFactsReader) private readonly facts: CaseFactsReader,
    @Inject(CaseSignatures) private readonly signatures: CaseSignatures,
    @Inject(VerdictOfTheDay) private readonly verdicts: VerdictOfTheDay,
    @Inject(StepEffects) private readonly effects: StepEffects,
    @Inject(StepContexts) private readonly contexts: StepContexts,
  ) {}

  async take(principal: Principal, request: TakeStepsRequest): Promise<void> {
    const context = await this.contexts.prepare(
      principal,
      request.step,
      request.cases.map(({ id }) => id),
    );
    await this.judgeAnew(principal, request, context);
    await this.database
      .transaction(sessionOf(principal), (em) => this.within(em, principal, request, context))
      .catch((error: unknown) => {
        throw meanwhile(error) ?? error;
      });
  }

  /** The same, inside a transaction that is open already. */
  async within(em: EntityManager, principal: Principal, request: StepsRequest, context: StepContext = {}): Promise<void> {
    await lockNotices(
      em,
      request.cases.map(({ id }) => id),
    );
    const applications = await lockCases(em, request);
    await this.verdicts.bring(em, principal, request.step, applications, context);
    const policy = await this.policyFor(em, applications);
    const { decided, refused } = await this.decideAll(em, principal, request, applications, policy);
    this.refuse(request, applications, refused);
    if (decided.some(({ way }) => way.reason === 'needed') && !request.reason) throw new CaseReasonNeeded();
    const signature = signatureKindOf(decided);
    const signatureId = await this.signatures.sign(em, principal, signature, request, decided);
    const { countyStep } = policy.applied.values;
    const effects = await this.effects.of({ em, principal, request, context, signatureId, countyStep }, decided);
    for (const one of decided)
      await this.advance(em, { principal, request, policy, signatureId }, one, effects.get(one.application.id) ?? {});
    await em.flush();
  }

  /** Where the step would lead, what is missing, and what is to be signed. Writes nothing but the verdict of the day. */
  async preview(principal: Principal, request: PreviewStepsRequest): Promise<StepPreview> {
    const context = RESTS_ON_VERDICT.includes(request.step)
      ? await this.contexts.prepare(
          principal,
          request.step,
          request.cases.map(({ id }) => id),
        )
      : {};
    await this.judgeAnew(principal, request, context);
    return this.database.transaction(sessionOf(principal), async (em) => {
      const applications = await findCases(em, request);
      const policy = await this.policyFor(em, applications);
      const { decided, refused } = await this.decideAll(em, principal, request, applications, policy);
      const first = refused[0];
      if (first && first.why.why !== 'not-yet') this.refuse(request, applications, refused);
      const possible = refused.length === 0;
      const kind = possible ? signatureKindOf(decided) : 'none';
      const toSign = possible ? this.signatures.toSign(kind, request, decided) : undefined;
      const goals = new Map(decided.map(({ application, way }) => [application.id, way.to]));
      return {
        possible,
        cases: request.cases.map(({ id }) => ({
          id,
          to: goals.get(id) ?? null,
          missing: [...(refused.find((one) => one.id === id)?.why.missing ?? [])],
        })),
        signature: kind,
        digest: toSign?.digest ?? null,
        meaning: toSign ? meaningOf(request.step, decided) : null,
        document: kind === 'official' ? toSign?.content : null,
      };
    });
  }

  /**
   * In a transaction of its own: a verdict that stops the step is there to be read when the step is refused. Without the hook of the
   * command: a judgement is not its effect, and a refused command may be sent again with its key.
   */
  private async judgeAnew(principal: Principal, request: PreviewStepsRequest, context: StepContext): Promise<void> {
    if (!context.screening || !RESTS_ON_VERDICT.includes(request.step)) return;
    await withCommitHook(NOTHING_DONE, () =>
      this.database.transaction(sessionOf(principal), async (em) =>
        this.verdicts.bring(em, principal, request.step, await findCases(em, request), context),
      ),
    );
  }

  /** Of the smallest place that holds all cases: a township may have parameters of its own. */
  private async policyFor(em: EntityManager, applications: readonly ApplicationEntity[]): Promise<PolicyOfSteps> {
    const place = placeOf(applications.map(({ villageCode }) => villageCode));
    const snapshot = await policyWithin(em, plainDateInShanghai(this.clock.now()), areaOf(place));
    return { snapshot, applied: casePolicyOf(snapshot) };
  }

  private async decideAll(
    em: EntityManager,
    principal: Principal,
    request: StepsRequest,
    applications: readonly ApplicationEntity[],
    { applied }: PolicyOfSteps,
  ): Promise<{ decided: DecidedCase[]; refused: Refused[] }> {
    const decided: DecidedCase[] = [];
    const refused: Refused[] = [];
    const today = plainDateInShanghai(this.clock.now());
    for (const [index, application] of applications.entries()) {
      const read = await this.facts.read(em, application);
      try {
        const way = decide(commandOf(request), read.facts, applied.values, today, actorFor(principal));
        decided.push({ application, read, way });
      } catch (error) {
        if (!(error instanceof NotPossible)) throw error;
        refused.push({ index, id: application.id, why: error as NotPossible });
      }
    }
    return { decided, refused };
  }

  private refuse({ step }: StepsRequest, applications: readonly ApplicationEntity[], refused: readonly Refused[]): void {
    const wrong = refused.find(({ why }) => why.why !== 'not-yet');
    if (wrong?.why.why === 'no-such-way') throw new NoSuchWay(step, applications[wrong.index]?.state ?? 'draft');
    if (wrong?.why.office) throw new NotYourCaseStep(step, wrong.why.office);
    if (refused.length > 0)
      throw new CaseStepNotYet(
        step,
        refused.map(({ index, why }) => ({ pointer: `/cases/${index}`, missing: why.missing })),
      );
  }

  private async advance(
    em: EntityManager,
    { principal, request, policy, signatureId }: Taken,
    one: DecidedCase,
    effect: Effect,
  ): Promise<void> {
    const { application, read, way } = one;
    const at = this.clock.now();
    const today = plainDateInShanghai(at);
    application.nextVersion();
    application.enter(way.to, at, way.from === way.to ? (application.dueOn as PlainDate | null) : dueOn(way.to, today, policy.snapshot));
    if (!isOpen(way.to)) application.close(at);
    await em.flush();
    const event = em.create(ApplicationEventEntity, {
      applicationId: application.id,
      version: application.version,
      position: read.position + 1,
      villageCode: application.villageCode,
      step: way.step,
      fromState: way.from,
      toState: way.to,
      outcome: way.outcome ?? null,
      actorId: principal.accountId,
      actorName: principal.name,
      actorRoles: principal.roles,
      actorArea: principal.area,
      at,
      decidedOn: today,
      reason: request.reason ?? null,
      inputs: { command: commandOf(request), facts: read.facts, level: level(principal.area) },
      policy: policy.applied,
      contentVersion: application.contentVersion,
      contentDigest: application.contentDigest,
      screeningId: effect.screeningId ?? (read.facts.screening.state === 'present' ? read.facts.screening.id : null),
      meetingId: read.facts.meeting?.id ?? null,
      noticeId: effect.noticeId ?? read.facts.notice?.id ?? null,
      objectionId: request.objectionId ?? null,
      sampleId: read.facts.sample?.id ?? null,
      signatureId: signatureId ?? null,
    });
    em.persist(event);
    if (signatureId) await this.signatures.link(em, principal, signatureId, one);
    this.outbox.add(em, ApplicationAdvancedV1, {
      division: application.villageCode,
      orderingKey: application.id,
      occurredAt: at,
      data: {
        applicationId: application.id,
        version: application.version,
        kind: application.kind,
        step: way.step,
        from: way.from,
        to: way.to,
        villageCode: application.villageCode,
        householdId: application.householdId as never,
        noticeId: event.noticeId ?? null,
      },
    });
    await this.audit.record(em, {
      actor: actorOf(principal),
      action: `application.${kebab(way.step)}`,
      objectType: 'application',
      objectId: application.id,
      result: 'success',
      ...(request.reason ? { purpose: request.reason } : {}),
      detail: { from: way.from, to: way.to, version: application.version },
    });
  }
}

/** Two offices at once: the database says what the rules saw too early. */
function meanwhile(error: unknown): Refusal | undefined {
  const text = String(error);
  if (error instanceof UniqueConstraintViolationException && /one_running/.test(text)) return new PersonInOtherCase();
  if (/person_id_number_once|member_of_one_household_at_a_time/.test(text)) return new PersonRegistered();
  return undefined;
}

const commandOf = ({ step, to, outcome }: StepsRequest): Command => ({ step, ...(to ? { to } : {}), ...(outcome ? { outcome } : {}) });

/** All cases of one command are signed alike: a household signs for itself alone. */
const signatureKindOf = (cases: readonly DecidedCase[]): SignatureKind =>
  cases.some(({ way }) => way.signature === 'household') ? 'household' : (cases[0]?.way.signature ?? 'none');
