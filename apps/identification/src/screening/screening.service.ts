import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { ADVISORY_LOCKS, Clock, type Handle, run } from '@jingzhun/persistence';
import type { ApplicantSubject } from './applicant-subject.js';
import { RULE_SETS } from './rule-sets.js';
import { addMonths } from './rules/calendar-months.js';
import { resolveRuleSet, templateOn, type RuleSetTemplate } from './rules/resolve-rule-set.js';
import type { ApplicationEnd, Screening, ScreeningContext } from './screening.js';
import { judging, type JudgingContext } from './judging-context.js';
import type { ScreeningState } from './screening-state.js';
import { BasisStore, type StoredBasis } from './store/basis-store.js';
import { asScreening } from './store/elevated.js';
import { readSubjects, type ReadingParts, type ReadSubject, type SubjectSelection } from './store/read-subjects.js';
import { writeScreenings, type ScreeningOrder, type WrittenScreening } from './store/screening-rows.js';
import { SealedApplicants } from './store/sealed-applicants.js';
import { SealedContent } from './store/sealed-content.js';
import { SealedNames } from './store/sealed-names.js';
import { findLatest, findLatestBits, sameBits, type ScreeningRow } from './store/stored-screening.js';
import { stateOf } from './store/state-of.js';
import type { SubjectKind } from './store/subjects.sql.js';

/**
 * A judgement must not be overtaken by one that was made from less: all follow each other, from before anything is read until the
 * transaction ends.
 */
export const inTurn = (handle: Handle): Promise<unknown> => run(handle, 'select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.screening]);

/** Makes judgements: for the application's feature, for persons who confirm, for runs over all. */
@Injectable()
export class ScreeningService implements Screening {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly county: CountyPack,
    @Inject(BasisStore) private readonly basis: BasisStore,
    @Inject(SealedApplicants) private readonly applicants: SealedApplicants,
    @Inject(SealedContent) private readonly sealed: SealedContent,
    @Inject(SealedNames) private readonly names: SealedNames,
    @Inject(RULE_SETS) private readonly ruleSets: readonly RuleSetTemplate[],
  ) {}

  /** Call before the transaction. */
  async prepare(): Promise<JudgingContext> {
    const judgedOn = this.clock.today();
    const policy = await this.policy.snapshot(judgedOn, this.county.county);
    const { ruleSet, parameters } = resolveRuleSet(templateOn(this.ruleSets, judgedOn), policy);
    return {
      ruleSetVersion: ruleSet.version,
      judgedOn,
      ruleSet,
      parameters,
      absence: policy.value('screening.absence'),
      confirmationDays: policy.value('screening.confirmation.maxAgeDays'),
    };
  }

  /** Judges an application's present content and keeps its persons for the matching of later registers. Again for every new content. */
  async submit(handle: Handle, context: ScreeningContext, subject: ApplicantSubject, by: Principal): Promise<ScreeningState> {
    await this.keepPersons(handle, subject, by);
    return this.judgeOne(handle, judging(context), 'application', subject.applicationId, {
      cause: 'submitted',
      runId: null,
      accountId: by.accountId,
    });
  }

  async bringUpToDate(handle: Handle, context: ScreeningContext, applicationIds: readonly string[], by: Principal): Promise<void> {
    if (applicationIds.length === 0) return;
    await inTurn(handle);
    const { stored, subjects } = await this.read(handle, judging(context), 'application', { ids: applicationIds });
    const latest = await findLatestBits(handle, applicationIds);
    const outOfDate = subjects.filter((one) => {
      const known = latest.get(one.id);
      return (
        !known ||
        known.basisId !== stored.id ||
        known.contentDigest !== one.contentDigest ||
        !sameBits(known, stored.judge.bits(one.subject))
      );
    });
    await this.write(handle, stored, outOfDate, { cause: 'step', runId: null, accountId: by.accountId });
  }

  /** The latest judgement; confirmations, answers and new registers lead to a new one by themselves. */
  ofApplication(handle: Handle, applicationId: string): Promise<ScreeningState | undefined> {
    return this.latest(handle, applicationId);
  }

  ofHousehold(handle: Handle, householdId: string): Promise<ScreeningState | undefined> {
    return this.latest(handle, householdId);
  }

  /** The application has ended: its persons are no longer matched; its judgements stay with the file. */
  async endApplication(handle: Handle, applicationId: string, end: ApplicationEnd): Promise<void> {
    // a judgement that has read its persons already would bring their names back
    await inTurn(handle);
    const registeredAs = typeof end === 'object' ? end.registeredAs : null;
    await asScreening(handle, async () => {
      await run(
        handle,
        `update screening_subject set ended_at = $2, ended = $3, household_id = coalesce($4::uuid, household_id)
         where application_id = $1::uuid and ended_at is null`,
        [applicationId, this.clock.now(), registeredAs ? 'registered' : end, registeredAs],
      );
      await run(handle, 'delete from screening_applicant where application_id = $1::uuid', [applicationId]);
      await run(
        handle,
        `update register_match set status = 'withdrawn', class = null, place = null, valid_from = null, valid_to = null
         where subject_id = $1::uuid and status = 'open'`,
        [applicationId],
      );
      await this.names.forgetApplication(handle, applicationId);
    });
  }

  /** One subject anew, whoever asks: the session needs it in its area. */
  async judgeOne(handle: Handle, context: JudgingContext, kind: SubjectKind, id: string, order: ScreeningOrder): Promise<ScreeningState> {
    await inTurn(handle);
    const { stored, subjects } = await this.read(handle, context, kind, { ids: [id] });
    const [subject] = subjects;
    if (!subject) throw new Error('a subject that was there is gone');
    const [written] = await this.write(handle, stored, [subject], order);
    if (!written?.id) throw new Error('a judgement was not written');
    return stateOf(
      {
        id: written.id,
        ran_at: written.ranAt,
        content_digest: subject.contentDigest,
        ...written.bits,
      },
      stored.judge.basis,
    );
  }

  /** Everybody's judgement that rests on one person: the household, and open applications, wherever they are. */
  async judgePerson(handle: Handle, context: JudgingContext, idIndex: Buffer, order: ScreeningOrder): Promise<void> {
    await asScreening(handle, async () => {
      const rows = await run<{ kind: SubjectKind; id: string }>(
        handle,
        `select 'household' as kind, m.household_id as id from person p join member m on m.person_id = p.id and m.valid_to is null where p.id_index = $1
         union select 'application', a.application_id from screening_applicant a where a.id_index = $1 order by id`,
        [idIndex],
      );
      for (const { kind, id } of rows) await this.judgeOne(handle, context, kind, id, order);
    });
  }

  /** Reads subjects with everything a judgement looks at. */
  async read(
    handle: Handle,
    context: JudgingContext,
    kind: SubjectKind,
    which: SubjectSelection,
    open: ReadingParts['open'] = 'needed',
  ): Promise<{ stored: StoredBasis; subjects: ReadSubject[] }> {
    const { judgedOn, ruleSet, parameters, absence } = context;
    return asScreening(handle, async () => {
      const registers = await this.basis.registersInForce(handle);
      const stored = await this.basis.ensure(handle, { ruleSet, judgedOn, registers }, parameters);
      const parts: ReadingParts = {
        judge: stored.judge,
        sealed: this.sealed,
        applicants: this.applicants,
        open,
        absence: { ...absence, bornBy: addMonths(judgedOn, -12 * absence.fromAge) },
      };
      return { stored, subjects: await readSubjects(handle, kind, which, parts) };
    });
  }

  write(handle: Handle, stored: StoredBasis, subjects: readonly ReadSubject[], order: ScreeningOrder): Promise<WrittenScreening[]> {
    return writeScreenings(handle, subjects, stored, order, { clock: this.clock, sealed: this.sealed, names: this.names });
  }

  private async latest(handle: Handle, subjectId: string): Promise<ScreeningState | undefined> {
    const row: ScreeningRow | undefined = await findLatest(handle, subjectId);
    return row && stateOf(row, (await this.basis.read(handle, row.basis_id)).judge.basis);
  }

  private async keepPersons(handle: Handle, subject: ApplicantSubject, by: Principal): Promise<void> {
    const { applicationId, villageCode } = subject;
    await run(
      handle,
      `insert into screening_subject (application_id, household_id, village_code, content_digest, declared, submitted_at, submitted_by)
       values ($1::uuid, $2::uuid, $3, decode($4, 'hex'), $5::jsonb, $6, $7::uuid)
       on conflict (application_id) do update set household_id = excluded.household_id, village_code = excluded.village_code,
         content_digest = excluded.content_digest, declared = excluded.declared, submitted_at = excluded.submitted_at, submitted_by = excluded.submitted_by`,
      [
        applicationId,
        subject.householdId,
        villageCode,
        subject.contentDigest,
        JSON.stringify(subject.declared),
        this.clock.now(),
        by.accountId,
      ],
    );
    await this.applicants.keep(handle, applicationId, villageCode, subject.persons);
  }
}
