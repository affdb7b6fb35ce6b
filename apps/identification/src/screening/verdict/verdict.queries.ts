import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { may, type Principal } from '@jingzhun/auth';
import { Database, type Handle } from '@jingzhun/persistence';
import type pg from 'pg';
import { confirmingSession } from '../confirming-session.js';
import { ScreeningNotFound } from '../decision/decision.errors.js';
import { RULE_CODES, type RuleCode } from '../rule-code.js';
import { Registers, type RegisterKind } from '../rules/register-kind.js';
import type { RuleExplanation } from '../rules/explanation.js';
import type { RuleDefinition } from '../rules/rule-set.js';
import { ScreeningService } from '../screening.service.js';
import { BasisStore } from '../store/basis-store.js';
import { SealedContent } from '../store/sealed-content.js';
import { SealedNames } from '../store/sealed-names.js';
import { standingOf } from '../store/standing.js';
import {
  findLatest,
  findScreening,
  rebuild,
  SCREENING_COLUMNS,
  type RebuiltScreening,
  type ScreeningRow,
} from '../store/stored-screening.js';
import type { SubjectKind } from '../store/subjects.sql.js';
import { explainedFor } from './explained-for.js';
import type { ReportList, RuleSetResponse, VerdictHistory, VerdictResponse } from './verdict.dto.js';

const rulesIn = (mask: number): RuleCode[] => RULE_CODES.filter((_, i) => (mask & (1 << i)) !== 0);

interface SubjectRow {
  head_name: string;
  number: string | null;
}

/** Verdicts as people read them, each as much as he may. */
@Injectable()
export class VerdictQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(ScreeningService) private readonly screening: ScreeningService,
    @Inject(BasisStore) private readonly basis: BasisStore,
    @Inject(SealedContent) private readonly sealed: SealedContent,
    @Inject(SealedNames) private readonly names: SealedNames,
  ) {}

  /** @throws ScreeningNotFound also for one of another area */
  get(principal: Principal, id: string): Promise<VerdictResponse> {
    return this.read(principal, (client) => findScreening(client, id));
  }

  latest(principal: Principal, subjectId: string): Promise<VerdictResponse> {
    return this.read(principal, (client) => findLatest(client, subjectId));
  }

  history(principal: Principal, subjectId: string): Promise<VerdictHistory> {
    return this.database.connection(confirmingSession(principal), async (client) => {
      const { rows } = await client.query<ScreeningRow>(
        `select ${SCREENING_COLUMNS} from screening s where s.subject_id = $1 order by s.sequence desc limit 100`,
        [subjectId],
      );
      return {
        items: rows.map((row) => ({
          id: row.id as never,
          ranAt: row.ran_at.toISOString(),
          cause: row.cause,
          standing: standingOf(row),
          veto: rulesIn(row.veto),
          unknown: rulesIn(row.unknown),
        })),
      };
    });
  }

  /** What was reported, with who did: for the confirming role. */
  reports(principal: Principal, screeningId: string): Promise<ReportList> {
    return this.database.connection(confirmingSession(principal), async (client) => {
      const row = await findScreening(client, screeningId);
      if (!row) throw new ScreeningNotFound();
      const { rows } = await client.query<{ id: string; received_on: string; made_by_name: string; cipher: Buffer }>(
        `select id, received_on, made_by_name, cipher from screening_report where subject_id = $1
           or subject_id in (select application_id from screening_subject where household_id = $1) order by made_at`,
        [row.subject_id],
      );
      await this.logReading(client, principal, row.id, 'reports');
      return {
        items: rows.map(({ id, received_on, made_by_name, cipher }) => ({
          id: id as never,
          receivedOn: received_on as never,
          takenBy: made_by_name,
          ...this.sealed.openReport(id, cipher),
        })),
      };
    });
  }

  async ruleSet(): Promise<RuleSetResponse> {
    const { ruleSet, parameters } = await this.screening.prepare();
    return {
      version: ruleSet.version,
      source: ruleSet.source,
      rules: ruleSet.rules.map(({ code, outcome, decidedBy, sensitive, title, text, wouldChange, needs, grounds }) => ({
        code: code as RuleCode,
        outcome,
        decidedBy,
        sensitive,
        title,
        text,
        wouldChange,
        needs,
        grounds: grounds.map((ground) => ({ code: ground.code, result: ground.result, words: ground.words, forMany: ground.forMany })),
      })),
      parameters: parameters as never,
    };
  }

  private read(principal: Principal, find: (client: pg.PoolClient) => Promise<ScreeningRow | undefined>): Promise<VerdictResponse> {
    const cleared = may(principal, 'screening.sensitive');
    return this.database.connection(confirmingSession(principal), async (client) => {
      const row = await find(client);
      if (!row) throw new ScreeningNotFound();
      const latest = await findLatest(client, row.subject_id);
      const rebuilt = await rebuild(client, row, { basis: this.basis, sealed: this.sealed, names: this.names, cleared });
      const rules = explainedFor(row, rebuilt, cleared);
      if (cleared && readsSensitive(rules, rebuilt)) await this.logReading(client, principal, row.id, 'verdict');
      else if (namesSomebody(rules)) await this.logNames(client, principal, row.id);
      const subject = await subjectOf(client, row.subject_kind, row.subject_id);
      return toVerdictResponse(row, rebuilt, rules, { principal, subject, isLatest: latest?.id === row.id });
    });
  }

  private async logReading(client: pg.PoolClient, principal: Principal, id: string, what: string): Promise<void> {
    await this.audit.record(client, {
      actor: actorOf(principal),
      action: 'screening.read-sensitive',
      objectType: 'screening',
      objectId: id,
      result: 'success',
      detail: { what },
    });
  }

  private async logNames(client: pg.PoolClient, principal: Principal, id: string): Promise<void> {
    await this.audit.record(client, {
      actor: actorOf(principal),
      action: 'screening.read-names',
      objectType: 'screening',
      objectId: id,
      result: 'success',
    });
  }
}

const namesSomebody = (rules: readonly RuleExplanation[]): boolean => rules.some(({ facts }) => facts.some(({ person }) => person?.name));

const readsSensitive = (rules: readonly RuleExplanation[], { judge }: RebuiltScreening): boolean =>
  rules.some(
    ({ facts, confirmation }, i) => judge.basis.ruleSet.rules[i]?.sensitive === true && (facts.length > 0 || confirmation !== null),
  );

async function subjectOf(handle: Handle, kind: SubjectKind, id: string): Promise<SubjectRow> {
  const client = handle as pg.PoolClient;
  const sql =
    kind === 'household'
      ? 'select head_name, number from household where id = $1'
      : 'select head_name, null as number from application where id = $1';
  const { rows } = await client.query<SubjectRow>(sql, [id]);
  return rows[0] ?? { head_name: '', number: null };
}

interface Reader {
  readonly principal: Principal;
  readonly subject: SubjectRow;
  readonly isLatest: boolean;
}

function toVerdictResponse(
  row: ScreeningRow,
  { judge, notes }: RebuiltScreening,
  rules: readonly RuleExplanation[],
  { principal, subject, isLatest }: Reader,
): VerdictResponse {
  const { ruleSet, registers, judgedOn } = judge.basis;
  const confirms = isLatest && may(principal, 'screening.confirm');
  const cleared = may(principal, 'screening.sensitive');
  return {
    id: row.id as never,
    subject: {
      kind: row.subject_kind,
      id: row.subject_id as never,
      villageCode: row.village_code as never,
      headName: subject.head_name,
      number: subject.number,
    },
    latest: isLatest,
    standing: standingOf(row),
    judgedOn,
    ranAt: row.ran_at.toISOString(),
    cause: row.cause,
    contentDigest: row.content_digest,
    ruleSet: { version: ruleSet.version, source: ruleSet.source },
    rules: rules.map((one, i) => {
      const rule = ruleSet.rules[i] as RuleDefinition;
      const note = (id: string | undefined) => (id === undefined || one.withheld ? undefined : notes.get(id));
      const mine = confirms && (!rule.sensitive || cleared);
      return {
        ...one,
        rule: one.rule as RuleCode,
        facts: one.facts.map((fact) => ({ ...fact, source: { ...fact.source, importId: fact.source.importId as never } })),
        lacking: [...one.lacking],
        wouldChange: [...one.wouldChange],
        confirmation: one.confirmation && {
          ...one.confirmation,
          id: one.confirmation.id as never,
          note: note(one.confirmation.id)?.note ?? null,
          attachments: [...(note(one.confirmation.id)?.attachments ?? [])] as never[],
        },
        answer: one.answer && {
          ...one.answer,
          id: one.answer.id as never,
          reason: note(one.answer.id)?.note ?? null,
          attachments: [...(note(one.answer.id)?.attachments ?? [])] as never[],
        },
        grounds: mine
          ? rule.grounds
              .filter(({ sensitive }) => cleared || !sensitive)
              .map(({ code, result, words, sensitive, forMany }) => ({
                code,
                result,
                words,
                needsEvidence: result !== 'pass',
                sensitive: sensitive || rule.sensitive,
                forMany,
              }))
          : [],
        mayAnswer: mine && one.result === 'strict',
      };
    }),
    registers: (Object.keys(registers) as RegisterKind[]).map((kind) => {
      const inForce = registers[kind];
      return {
        kind,
        name: { zh: Registers.text(kind), en: Registers.text(kind, 'en') },
        asOf: inForce?.asOf ?? judgedOn,
        authority: inForce?.authority ?? '',
        document: inForce?.document ?? '',
      };
    }),
  };
}
