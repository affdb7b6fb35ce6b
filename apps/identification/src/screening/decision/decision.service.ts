import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { may, type Principal } from '@jingzhun/auth';
import { addDays } from '@jingzhun/domain/plain-date';
import { Clock, Database, newId } from '@jingzhun/persistence';
import type pg from 'pg';
import { MAKERS_OF_CASE } from '../../application/case/makers-of-case.sql.js';
import { confirmingSession } from '../confirming-session.js';
import type { JudgingContext } from '../judging-context.js';
import type { RuleOutcome } from '../rules/judge.js';
import type { RuleDefinition } from '../rules/rule-set.js';
import { inTurn, ScreeningService } from '../screening.service.js';
import type { ScreeningCause } from '../store/screening-rows.js';
import { SealedContent } from '../store/sealed-content.js';
import { findLatest, findScreening, type ScreeningRow } from '../store/stored-screening.js';
import type { SubjectKind } from '../store/subjects.sql.js';
import { AnswerRequest, ConfirmRequest, type ReportRequest } from './decision.dto.js';
import {
  ConfirmationNotFound,
  ForConfirmersOnly,
  OwnCase,
  ScreeningNotFound,
  StaleScreening,
  SubjectNotFound,
  UnknownRule,
} from './decision.errors.js';
import { decideAnswer, decideConfirmation } from './decision.rules.js';
import { EvidenceOfDecision } from './evidence-of-decision.js';

interface Asked {
  readonly client: pg.PoolClient;
  readonly context: JudgingContext;
  readonly row: ScreeningRow;
  readonly rule: RuleDefinition;
  readonly outcome: RuleOutcome;
  readonly cleared: boolean;
}

/** What persons add to a judgement: confirmations, answers, reports. Each leads to a new judgement in the same transaction. */
@Injectable()
export class DecisionService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(ScreeningService) private readonly screening: ScreeningService,
    @Inject(SealedContent) private readonly sealed: SealedContent,
    @Inject(EvidenceOfDecision) private readonly evidence: EvidenceOfDecision,
  ) {}

  /** @returns id of the judgement that followed */
  confirm(principal: Principal, screeningId: string, request: ConfirmRequest): Promise<string> {
    return this.onLatest(principal, screeningId, request.rule, async (asked) => {
      const { client, context, row, rule, outcome, cleared } = asked;
      const { ground, marks, sensitive } = decideConfirmation(rule, outcome, request, { cleared });
      const id = newId(this.clock);
      const attachments = await this.evidence.require(client, request.attachments, { id, sensitive });
      await client.query(
        `insert into screening_confirmation (id, subject_kind, subject_id, village_code, screening_id, rule, result, ground, marks, note, attachments, until, made_by, made_by_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
        [
          id,
          row.subject_kind,
          row.subject_id,
          row.village_code,
          row.id,
          rule.code,
          ground.result,
          ...(sensitive ? [null, null, null, null] : [ground.code, marks, request.note, attachments]),
          addDays(context.judgedOn, context.confirmationDays),
          principal.accountId,
          principal.name,
          this.clock.now(),
        ],
      );
      if (sensitive)
        await this.seal(client, id, row.village_code, { ground: ground.code, marks: [...marks], note: request.note, attachments });
      await this.log(client, principal, 'screening.confirm', id, { rule: rule.code, ...(sensitive ? {} : { ground: ground.code }) });
      return 'confirmation';
    });
  }

  answer(principal: Principal, screeningId: string, request: AnswerRequest): Promise<string> {
    return this.onLatest(principal, screeningId, request.rule, async ({ client, row, rule, outcome, cleared }) => {
      const marks = decideAnswer(rule, outcome, { cleared });
      const id = newId(this.clock);
      const sensitive = rule.sensitive;
      const attachments = await this.evidence.require(client, request.attachments, { id, sensitive });
      await client.query(
        `insert into screening_answer (id, subject_kind, subject_id, village_code, screening_id, rule, marks, reason, attachments, made_by, made_by_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          id,
          row.subject_kind,
          row.subject_id,
          row.village_code,
          row.id,
          rule.code,
          ...(sensitive ? [null, null, null] : [marks, request.reason, attachments]),
          principal.accountId,
          principal.name,
          this.clock.now(),
        ],
      );
      if (sensitive) await this.seal(client, id, row.village_code, { marks: [...marks], note: request.reason, attachments });
      await this.log(client, principal, 'screening.answer', id, { rule: rule.code });
      return 'answer';
    });
  }

  /** A confirmation that was wrong counts no longer; it stays to be seen. */
  async withdraw(principal: Principal, confirmationId: string, reason: string): Promise<string> {
    const context = await this.screening.prepare();
    return this.database.connection(confirmingSession(principal), async (client) => {
      await inTurn(client);
      const { rows } = await client.query<{
        subject_kind: SubjectKind;
        subject_id: string;
        village_code: string;
        rule: string;
        ground: string | null;
      }>(
        `select subject_kind, subject_id, village_code, rule, ground from screening_confirmation c
         where id = $1 and not exists (select from screening_withdrawal w where w.confirmation_id = c.id)`,
        [confirmationId],
      );
      const found = rows[0];
      if (!found) throw new ConfirmationNotFound();
      await this.assertNotMaker(client, principal, { kind: found.subject_kind, id: found.subject_id });
      if (found.ground === null && !may(principal, 'screening.sensitive')) throw new ForConfirmersOnly();
      await client.query(
        'insert into screening_withdrawal (confirmation_id, village_code, reason, made_by, made_by_name, made_at) values ($1, $2, $3, $4, $5, $6)',
        [confirmationId, found.village_code, reason, principal.accountId, principal.name, this.clock.now()],
      );
      await this.log(client, principal, 'screening.withdraw-confirmation', confirmationId, { rule: found.rule });
      return this.anew(client, context, { kind: found.subject_kind, id: found.subject_id }, principal, 'confirmation');
    });
  }

  /** Somebody reports or doubts: R4 is open until the confirming role has looked at it. */
  async report(
    principal: Principal,
    subject: { kind: SubjectKind; id: string },
    { doubt, reporter }: ReportRequest,
  ): Promise<{ id: string; screeningId: string }> {
    const context = await this.screening.prepare();
    return this.database.connection(confirmingSession(principal), async (client) => {
      await inTurn(client);
      const village = await this.villageOf(client, subject);
      const id = newId(this.clock);
      await client.query(
        `insert into screening_report (id, subject_kind, subject_id, village_code, received_on, cipher, made_by, made_by_name, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          subject.kind,
          subject.id,
          village,
          context.judgedOn,
          this.sealed.sealReport(id, { doubt, reporter }),
          principal.accountId,
          principal.name,
          this.clock.now(),
        ],
      );
      await this.log(client, principal, 'screening.report', id, {});
      return { id, screeningId: await this.anew(client, context, subject, principal, 'report') };
    });
  }

  /** Judges a household or an application now. @throws SubjectNotFound */
  async judge(principal: Principal, subject: { kind: SubjectKind; id: string }): Promise<string> {
    const context = await this.screening.prepare();
    return this.database.connection(confirmingSession(principal), async (client) => {
      await this.villageOf(client, subject);
      await this.log(client, principal, 'screening.run', subject.id, { kind: subject.kind });
      return this.anew(client, context, subject, principal, 'asked');
    });
  }

  /** @throws SubjectNotFound also beyond the area */
  private async villageOf(client: pg.PoolClient, { kind, id }: { kind: SubjectKind; id: string }): Promise<string> {
    const sql =
      kind === 'household'
        ? 'select village_code from household where id = $1'
        : 'select village_code from screening_subject where application_id = $1 and ended_at is null';
    const { rows } = await client.query<{ village_code: string }>(sql, [id]);
    if (!rows[0]) throw new SubjectNotFound();
    return rows[0].village_code;
  }

  /** Of a household, whoever has a running case about it in hand. @throws OwnCase */
  private async assertNotMaker(
    client: pg.PoolClient,
    { accountId }: Principal,
    { kind, id }: { kind: SubjectKind; id: string },
  ): Promise<void> {
    const own = await client.query(
      `select from application a where a.open and ${kind === 'application' ? 'a.id' : 'a.household_id'} = $1 and ${MAKERS_OF_CASE} ? $2`,
      [id, accountId],
    );
    if (own.rowCount !== 0) throw new OwnCase();
  }

  /** The judgement at hand must be the latest: nobody decides about what he has not seen. */
  private async onLatest(
    principal: Principal,
    screeningId: string,
    code: string,
    work: (asked: Asked) => Promise<ScreeningCause>,
  ): Promise<string> {
    const context = await this.screening.prepare();
    return this.database.connection(confirmingSession(principal), async (client) => {
      await inTurn(client);
      const row = await findScreening(client, screeningId);
      if (!row) throw new ScreeningNotFound();
      await this.assertNotMaker(client, principal, { kind: row.subject_kind, id: row.subject_id });
      const latest = await findLatest(client, row.subject_id);
      if (latest?.id !== row.id) throw new StaleScreening();
      const { stored, subjects } = await this.screening.read(client, context, row.subject_kind, { ids: [row.subject_id] });
      const at = context.ruleSet.rules.findIndex((one) => one.code === code);
      const rule = context.ruleSet.rules[at];
      const subject = subjects[0]?.subject;
      if (!rule || !subject) throw new UnknownRule();
      const outcome = stored.judge.outcomes(subject)[at] as RuleOutcome;
      const cleared = may(principal, 'screening.sensitive');
      const cause = await work({ client, context, row, rule, outcome, cleared });
      return this.anew(client, context, { kind: row.subject_kind, id: row.subject_id }, principal, cause);
    });
  }

  private async anew(
    client: pg.PoolClient,
    context: JudgingContext,
    { kind, id }: { kind: SubjectKind; id: string },
    { accountId }: Principal,
    cause: ScreeningCause,
  ): Promise<string> {
    const { screeningId } = await this.screening.judgeOne(client, context, kind, id, { cause, runId: null, accountId });
    return screeningId;
  }

  private async seal(client: pg.PoolClient, id: string, village: string, parts: Parameters<SealedContent['seal']>[1]): Promise<void> {
    await client.query('insert into screening_sealed (id, village_code, cipher) values ($1, $2, $3)', [
      id,
      village,
      this.sealed.seal(id, parts),
    ]);
  }

  private async log(
    client: pg.PoolClient,
    principal: Principal,
    action: string,
    objectId: string,
    detail: Record<string, string>,
  ): Promise<void> {
    await this.audit.record(client, { actor: actorOf(principal), action, objectType: 'screening', objectId, result: 'success', detail });
  }
}
