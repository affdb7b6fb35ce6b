import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal, Role } from '@jingzhun/auth';
import type { DivisionPrefix } from '@jingzhun/domain/division-code';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { staleVersion } from '@jingzhun/service-shell';
import type pg from 'pg';
import { AnotherDecides, NobodyDecides } from '../decider/decider.errors.js';
import { postWords } from '../decider/post-words.js';
import { IS_NAMED, WHO_DECIDES, reported } from '../decider/who-decides.sql.js';
import { sameAnswers, withChanges, type Answers } from '../form/answers.js';
import { problemsOfAnswers } from '../form/check-answers.rules.js';
import { formOf } from '../form/forms.js';
import { MergeReport, type MergedReport } from '../submission/merge-report.js';
import { settle } from '../submission/merge.rules.js';
import { SamePerson } from '../submission/same-person.js';
import { SealedAnswers } from '../submission/sealed-answers.js';
import type { SubmissionItem } from '../submission/submission.dto.js';
import { findSubmissions, lockUnit, readRound, renewState, type RoundRow, type UnitRow } from '../submission/unit-rows.js';
import type { ConflictKind, ConflictState } from './conflict-kind.js';
import type { DecideConflictRequest } from './conflict.dto.js';
import { ChoicesIncomplete, ConflictNotFound, ConflictSettled, DecisionDoesNotFit, NotOneHousehold, OwnReport } from './conflict.errors.js';

interface Found {
  id: string;
  kind: ConflictKind;
  state: ConflictState;
  roundId: string;
  unitId: string;
  submissionId: string;
  otherUnitId: string | null;
  otherHouseholdId: string | null;
}

interface Case {
  conflict: Found;
  round: RoundRow;
  unit: UnitRow;
  item: SubmissionItem;
  principal: Principal;
}

/** Which decisions a kind of conflict can have. */
const DECISIONS: Readonly<Record<ConflictKind, readonly DecideConflictRequest['decision'][]>> = {
  fields: ['choose'],
  double: ['same', 'different'],
  late: ['accept', 'refuse'],
};

/** A person decides, under his name, with a reason, about what others reported. */
@Injectable()
export class ConflictService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(SealedAnswers) private readonly sealed: SealedAnswers,
    @Inject(MergeReport) private readonly merging: MergeReport,
    @Inject(SamePerson) private readonly samePerson: SamePerson,
  ) {}

  async decide(principal: Principal, id: string, expectedVersion: number, request: DecideConflictRequest): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      const found = await this.open(client, principal, id, expectedVersion);
      if (!DECISIONS[found.conflict.kind].includes(request.decision)) throw new DecisionDoesNotFit();
      const isDecided = await this.apply(client, found, request);
      await renewState(client, found.unit.id);
      if (!isDecided) return;
      await client.query(
        `update survey_conflict set state = 'decided', decided_by = $2, decided_by_name = $3, decided_at = $4, decision = $5, reason = $6 where id = $1`,
        [id, principal.accountId, principal.name, this.clock.now(), decisionOf(request), request.reason],
      );
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'survey.decide',
        objectType: 'survey-unit',
        objectId: found.unit.id,
        result: 'success',
        detail: { conflict: id, decision: request.decision },
      });
    });
  }

  private async open(client: pg.PoolClient, principal: Principal, id: string, expectedVersion: number): Promise<Case> {
    const { rows } = await client.query<Found>(
      `select id, kind, state, round_id as "roundId", unit_id as "unitId", submission_id as "submissionId", other_unit_id as "otherUnitId",
         other_household_id as "otherHouseholdId"
       from survey_conflict where id = $1`,
      [id],
    );
    const conflict = rows[0];
    if (!conflict) throw new ConflictNotFound();
    const unit = await lockUnit(client, conflict.roundId, conflict.unitId);
    if (!unit) throw new ConflictNotFound();
    const { rowCount } = await client.query(`select from survey_conflict where id = $1 and state = 'open' for update`, [id]);
    if (!rowCount) throw new ConflictSettled();
    if (unit.version !== expectedVersion) throw staleVersion(unit.version);
    const own = await client.query(`select from survey_conflict c where c.id = $1 and ${reported('$2::uuid')}`, [id, principal.accountId]);
    if (own.rowCount) throw new OwnReport();
    await this.assertDecides(client, principal, id);
    const [submission] = await findSubmissions(client, unit.id, [conflict.submissionId]);
    if (!submission) throw new ConflictNotFound();
    return { conflict, unit, principal, round: await readRound(client, conflict.roundId), item: this.sealed.openReport(submission) };
  }

  private async assertDecides(client: pg.PoolClient, principal: Principal, id: string): Promise<void> {
    const { rows } = await client.query<{ isNamed: boolean; accountId: string | null; role: Role; area: DivisionPrefix }>(
      `select ${IS_NAMED} as "isNamed", decider.account_id as "accountId", decider.post_role as role, decider.post_area as area
       from survey_conflict c join survey_round r on r.id = c.round_id ${WHO_DECIDES} where c.id = $1`,
      [id],
    );
    const [who] = rows;
    if (!who?.isNamed || who.accountId === principal.accountId) return;
    if (!who.accountId) throw new NobodyDecides();
    throw new AnotherDecides(await postWords(client, who.role, who.area, plainDateInShanghai(this.clock.now())));
  }

  /** @returns false when the conflict goes on as another question */
  private async apply(client: pg.PoolClient, found: Case, request: DecideConflictRequest): Promise<boolean> {
    switch (request.decision) {
      case 'choose': {
        const seen = await this.merging.of(client, found.unit, found.round, found.item);
        const answers = settle(seen.merge, request.choices);
        if (!answers) throw new ChoicesIncomplete(seen.merge.contested.length);
        await this.count(client, found, seen, answers);
        return true;
      }
      case 'accept':
        return this.accept(client, found);
      case 'refuse':
        await client.query(`update survey_submission set result = 'refused' where id = $1`, [found.item.id]);
        return true;
      case 'same':
        await this.fold(client, found);
        return true;
      case 'different':
        return true;
    }
  }

  private async accept(client: pg.PoolClient, found: Case): Promise<boolean> {
    const seen = await this.merging.of(client, found.unit, found.round, found.item);
    if (seen.merge.contested.length > 0) {
      await client.query(`update survey_conflict set kind = 'fields' where id = $1`, [found.conflict.id]);
      return false;
    }
    await this.count(client, found, seen, seen.merge.answers);
    return true;
  }

  private async count(client: pg.PoolClient, { unit, item, principal }: Case, seen: MergedReport, answers: Answers): Promise<void> {
    const problems = problemsOfAnswers(answers, { form: formOf(item.formVersion), found: unit.householdId === null, known: new Set() });
    if (problems.some(({ code }) => code === 'one-head')) throw new NotOneHousehold();
    const isNew = unit.version === 0 || !sameAnswers(seen.current, answers);
    const version = isNew ? unit.version + 1 : unit.version;
    const signatureCounts = item.signedPhoto ? sameAnswers(answers, seen.view) : null;
    await client.query(`update survey_submission set result = 'applied', version = $2, signature_counts = $3 where id = $1`, [
      item.id,
      version,
      signatureCounts,
    ]);
    if (isNew) await this.merging.write(client, { unit, version, answers, submissionId: item.id, by: principal });
    await this.samePerson.compare(client, unit, item.id, answers);
  }

  /** The same household twice: the later found one is closed and stays readable; a person entered twice in one household goes. */
  private async fold(client: pg.PoolClient, found: Case): Promise<void> {
    const { conflict, unit, round, item, principal } = found;
    if (conflict.otherUnitId === unit.id) {
      const current = await this.sealed.current(client, unit, round);
      const twice = new Set(this.samePerson.twiceIn(current));
      const without = Object.keys(current).filter((path) => twice.has(path.split('.')[1] ?? ''));
      const answers = withChanges(current, Object.fromEntries(without.map((path) => [path, null])));
      await this.merging.write(client, { unit, version: unit.version + 1, answers, submissionId: item.id, by: principal });
      await this.samePerson.compare(client, unit, item.id, answers);
      return;
    }
    // only a newly found household can turn out to be another one; a registered one stays what it is
    const { rows } = await client.query<{ id: string }>(
      'select id from survey_unit where round_id = $1 and folded_into is null and (id = $2 or household_id = $3) limit 1',
      [unit.roundId, conflict.otherUnitId, conflict.otherHouseholdId],
    );
    if (unit.householdId !== null || !rows[0]) throw new DecisionDoesNotFit();
    await client.query('update survey_unit set folded_into = $2 where id = $1', [unit.id, rows[0].id]);
    await client.query('delete from survey_person where unit_id = $1', [unit.id]);
  }
}

/** What was decided, without anybody's answers. */
const decisionOf = (request: DecideConflictRequest): object =>
  request.decision === 'choose' ? { decision: 'choose', choices: request.choices } : { decision: request.decision };
