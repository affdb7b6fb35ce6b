import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, newId, sessionOf } from '@jingzhun/persistence';
import type pg from 'pg';
import { membersOf, sameAnswers, withChanges, type Answers } from '../form/answers.js';
import { problemsOfAnswers, problemsOfChanges } from '../form/check-answers.rules.js';
import { formOf } from '../form/forms.js';
import type { ConflictKind } from '../conflict/conflict-kind.js';
import { SurveyPhotos } from '../photo/survey-photos.js';
import { MergeReport } from './merge-report.js';
import { normalised } from './normalise.js';
import { SamePerson } from './same-person.js';
import { SealedAnswers } from './sealed-answers.js';
import type { SubmissionItem } from './submission.dto.js';
import { AnswersDoNotFit, ReportIdReused, RoundNotOpen, UnitNotHere } from './submission.errors.js';
import {
  findSubmissions,
  lockUnit,
  openConflict,
  readRound,
  renewState,
  type RoundRow,
  type SubmissionRow,
  type UnitRow,
} from './unit-rows.js';

/** What became of a report. */
export interface Taken {
  outcome: 'applied' | 'duplicate' | 'conflict';
  earlier?: SubmissionRow['result'];
  kind?: ConflictKind;
  version?: number;
  signatureCounts?: boolean;
}

/** Everything about one report that is known before it is merged. */
interface Report {
  item: SubmissionItem;
  unit: UnitRow;
  round: RoundRow;
  principal: Principal;
  /** Earlier reports of the same phone about the unit that have arrived. */
  earlier: SubmissionRow[];
  visitedAt: Date;
}

interface Result {
  result: SubmissionRow['result'];
  version?: number | null;
  signatureCounts?: boolean | null;
}

/**
 * Takes one report in one transaction: it happened or it did not, and the same report again changes nothing. Nobody's answer is
 * written over: what contradicts the present answers is kept whole and waits for a person.
 */
@Injectable()
export class TakeReport {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(SealedAnswers) private readonly sealed: SealedAnswers,
    @Inject(MergeReport) private readonly merging: MergeReport,
    @Inject(SamePerson) private readonly samePerson: SamePerson,
    @Inject(SurveyPhotos) private readonly photos: SurveyPhotos,
  ) {}

  /** @param wrongByMs what the phone's clock was behind when it sent the report */
  async take(principal: Principal, roundId: string, item: SubmissionItem, wrongByMs: number): Promise<Taken> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const round = await readRound(client, roundId);
      if (round.state === 'planned') throw new RoundNotOpen();
      const unit = await this.unitFor(client, round, item);
      const [known] = await findSubmissions(client, unit.id, [item.id]);
      if (known) return this.again(known, principal, item);
      const earlier = await findSubmissions(client, unit.id, item.follows);
      const taken = await this.fresh(client, { item, unit, round, principal, earlier, visitedAt: this.timeOf(item, wrongByMs) });
      await renewState(client, unit.id);
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'survey.submit',
        objectType: 'survey-unit',
        objectId: unit.id,
        result: 'success',
        detail: { report: item.id, visit: item.outcome, outcome: taken.outcome },
      });
      return taken;
    });
  }

  private timeOf({ visitedAt }: SubmissionItem, wrongByMs: number): Date {
    return new Date(Math.min(this.clock.now().getTime(), Date.parse(visitedAt) + wrongByMs));
  }

  private async unitFor(client: pg.PoolClient, round: RoundRow, item: SubmissionItem): Promise<UnitRow> {
    if (item.found) {
      const { rowCount } = await client.query('select from survey_round_village where round_id = $1 and village_code = $2', [
        round.id,
        item.found.villageCode,
      ]);
      if (!rowCount) throw new UnitNotHere();
      await client.query(
        `insert into survey_unit (id, round_id, village_code, head_name, found_at) values ($1, $2, $3, '', $4) on conflict (id) do nothing`,
        [item.unitId, round.id, item.found.villageCode, this.clock.now()],
      );
    }
    const unit = await lockUnit(client, round.id, item.unitId);
    if (!unit) throw new UnitNotHere();
    return unit;
  }

  private again(known: SubmissionRow, principal: Principal, item: SubmissionItem): Taken {
    if (known.accountId !== principal.accountId || !this.sealed.isSameReport(known, item)) throw new ReportIdReused();
    return {
      outcome: 'duplicate',
      earlier: known.result,
      ...(known.version === null ? {} : { version: known.version }),
      ...(known.signatureCounts === null ? {} : { signatureCounts: known.signatureCounts }),
    };
  }

  private async fresh(client: pg.PoolClient, report: Report): Promise<Taken> {
    const { item, unit, round } = report;
    const form = formOf(item.formVersion);
    const today = plainDateInShanghai(this.clock.now());
    const problems = problemsOfChanges(form, item.changes, today);
    if (problems.length > 0) throw new AnswersDoNotFit(problems);
    const base = await this.sealed.seen(client, unit, round, item);
    const view = withChanges(base, normalised(form, item.changes));
    if (item.outcome === 'met') await this.checkView(client, report, view);
    if (await this.hasSuccessor(client, report)) {
      // the later report of the same phone was faster; it repeats everything this one says
      await this.store(client, report, { result: 'superseded' });
      return { outcome: 'applied' };
    }
    if (item.outcome !== 'met') {
      await this.store(client, report, { result: 'applied' });
      return { outcome: 'applied' };
    }
    if (round.state === 'closed' || unit.foldedInto !== null) return this.hold(client, report, 'late');
    return this.mergeIn(client, report);
  }

  private async checkView(client: pg.PoolClient, { item, unit, round }: Report, view: Answers): Promise<void> {
    const registered = membersOf(await this.sealed.registered(client, unit, round, item.registerVersion));
    const problems = problemsOfAnswers(view, {
      form: formOf(item.formVersion),
      found: unit.householdId === null,
      known: new Set(registered.keys()),
    });
    const twice = [...this.samePerson.twiceIn(view), ...(await this.samePerson.registeredHere(client, unit, view))];
    for (const id of new Set(twice))
      problems.push({
        pointer: `/changes/members.${id}.idNumber`,
        code: 'same-number',
        zh: '本户已有成员使用这个证件号码',
        en: 'Another member of the household has this number',
      });
    if (problems.length > 0) throw new AnswersDoNotFit(problems);
  }

  private async mergeIn(client: pg.PoolClient, report: Report): Promise<Taken> {
    const { item, unit, round, earlier, principal } = report;
    for (const { id, result } of earlier) if (result === 'conflict') await this.supersede(client, id);
    const seen = await this.merging.of(client, unit, round, item);
    if (seen.merge.contested.length > 0) return this.hold(client, report, 'fields');
    const { answers } = seen.merge;
    const isNew = unit.version === 0 || !sameAnswers(seen.current, answers);
    const version = isNew ? unit.version + 1 : unit.version;
    const signatureCounts = item.signedPhoto ? sameAnswers(answers, seen.view) : null;
    await this.store(client, report, { result: 'applied', version, signatureCounts });
    if (isNew) await this.merging.write(client, { unit, version, answers, submissionId: item.id, by: principal });
    const isDouble = await this.samePerson.compare(client, unit, item.id, answers);
    return {
      outcome: isDouble ? 'conflict' : 'applied',
      ...(isDouble ? { kind: 'double' as const } : {}),
      version,
      ...(signatureCounts === null ? {} : { signatureCounts }),
    };
  }

  private async hold(client: pg.PoolClient, report: Report, kind: ConflictKind): Promise<Taken> {
    await this.store(client, report, { result: 'conflict' });
    await openConflict(client, { id: newId(this.clock), unit: report.unit, submissionId: report.item.id, kind, at: this.clock.now() });
    return { outcome: 'conflict', kind };
  }

  private async supersede(client: pg.PoolClient, submissionId: string): Promise<void> {
    await client.query(`update survey_conflict set state = 'superseded' where submission_id = $1 and state = 'open' and kind <> 'double'`, [
      submissionId,
    ]);
    await client.query(`update survey_submission set result = 'superseded' where id = $1`, [submissionId]);
  }

  private async hasSuccessor(client: pg.PoolClient, { unit, item }: Report): Promise<boolean> {
    const { rowCount } = await client.query('select from survey_submission where unit_id = $1 and $2 = any (follows) limit 1', [
      unit.id,
      item.id,
    ]);
    return Boolean(rowCount);
  }

  private async store(
    client: pg.PoolClient,
    { item, unit, principal, visitedAt }: Report,
    { result, version, signatureCounts }: Result,
  ): Promise<void> {
    const at = this.clock.now();
    await client.query(
      `insert into survey_submission (id, round_id, unit_id, village_code, account_id, account_name, form_version, base_version, register_version,
         follows, outcome, visited_at, received_at, content_cipher, signed_photo, result, version, signature_counts)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
      [
        ...[item.id, unit.roundId, unit.id, unit.villageCode, principal.accountId, principal.name, item.formVersion, item.baseVersion],
        ...[item.registerVersion, item.follows, item.outcome, visitedAt, at, this.sealed.sealReport(item), item.signedPhoto ?? null],
        ...[result, version ?? null, signatureCounts ?? null],
      ],
    );
    await this.photos.expect(client, { unit, submissionId: item.id, accountId: principal.accountId }, item.photos);
  }
}
