import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { Jobs } from '@jingzhun/jobs';
import { Database, sessionOf } from '@jingzhun/persistence';
import { SealedCursors } from '@jingzhun/vault';
import { RULE_CODES, type RuleCode, type RuleResult } from '../rule-code.js';
import { ScreeningRun } from '../screening-run.job.js';
import { ScreeningService } from '../screening.service.js';
import { standingOf } from '../store/standing.js';
import type { SubjectKind } from '../store/subjects.sql.js';
import type {
  ListTasksQuery,
  ListVerdictsQuery,
  RunList,
  TaskList,
  VerdictList,
  VerdictSummary,
  VerdictSummaryQuery,
} from './verdict.dto.js';
import { linesSql, summarySql } from './verdict.sql.js';

interface LineRow {
  id: string;
  village_code: string;
  head_name: string;
  number: string | null;
  screening_id: string | null;
  veto: number;
  strict: number;
  unknown: number;
  answered: number;
  waiting: number;
  ran_at: Date;
  judged_on: string | null;
}

const ALL = (1 << RULE_CODES.length) - 1;
const bitOf = (rule: RuleCode | undefined): number => (rule === undefined ? ALL : 1 << RULE_CODES.indexOf(rule));
const rulesIn = (mask: number): RuleCode[] => RULE_CODES.filter((_, i) => (mask & (1 << i)) !== 0);

const CONDITIONS: Record<RuleResult | 'any', string> = {
  any: '$3::int is not null',
  veto: '(s.veto & $3::int) <> 0',
  strict: '(s.strict & $3::int) <> 0',
  unknown: '(s.unknown & $3::int) <> 0',
  pass: 's.screening_id is not null and ((s.veto | s.strict | s.unknown) & $3::int) = 0',
};
const TASKS: Record<ListTasksQuery['task'], { condition: string; mask: (row: LineRow) => number }> = {
  confirm: { condition: '(s.waiting & $3::int) <> 0', mask: ({ waiting }) => waiting },
  answer: { condition: '(s.strict & ~s.answered & $3::int) <> 0', mask: ({ strict, answered }) => strict & ~answered },
};

/** Lists over the latest judgement of each household or application of the own area. Results only; facts are on the verdict page. */
@Injectable()
export class VerdictListQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
    @Inject(ScreeningService) private readonly screening: ScreeningService,
    @Inject(Jobs) private readonly jobs: Jobs,
  ) {}

  async list(principal: Principal, { kind, area, rule, result, cursor, limit }: ListVerdictsQuery): Promise<VerdictList> {
    const name = `verdicts ${kind} ${area ?? ''} ${rule ?? ''} ${result ?? ''}`;
    const condition = CONDITIONS[result ?? 'any'];
    const { rows, nextCursor } = await this.page(principal, { name, kind, area, condition, bits: bitOf(rule), cursor, limit });
    return {
      nextCursor,
      items: rows.map((row) => ({
        screeningId: row.screening_id as never,
        subject: subjectOf(kind, row),
        standing: row.screening_id === null ? null : standingOf(row),
        veto: rulesIn(row.veto),
        strict: rulesIn(row.strict),
        unknown: rulesIn(row.unknown),
        unanswered: rulesIn(row.strict & ~row.answered),
        judgedOn: row.judged_on as never,
      })),
    };
  }

  async tasks(principal: Principal, { task, kind, area, rule, cursor, limit }: ListTasksQuery): Promise<TaskList> {
    const name = `screening tasks ${task} ${kind} ${area ?? ''} ${rule ?? ''}`;
    const { condition, mask } = TASKS[task];
    const { rows, nextCursor } = await this.page(principal, { name, kind, area, condition, bits: bitOf(rule), cursor, limit });
    return {
      nextCursor,
      items: rows.map((row) => ({
        screeningId: row.screening_id as never,
        subject: subjectOf(kind, row),
        rules: rulesIn(mask(row) & bitOf(rule)),
        since: row.ran_at.toISOString(),
      })),
    };
  }

  async summary(principal: Principal, { kind, area }: VerdictSummaryQuery): Promise<VerdictSummary> {
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    const { ruleSet } = await this.screening.prepare();
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<Record<string, number> & Record<`rule_${string}`, number[]>>(summarySql(kind), [from, to]);
      const row = rows[0] ?? {};
      return {
        subjects: row['subjects'] ?? 0,
        never: row['never'] ?? 0,
        standings: { veto: row['veto'] ?? 0, unknown: row['unknown'] ?? 0, strict: row['strict'] ?? 0, passed: row['passed'] ?? 0 },
        rules: RULE_CODES.map((rule, i) => ({
          rule,
          title: ruleSet.rules[i]?.title ?? { zh: rule, en: rule },
          veto: row.rule_veto?.[i] ?? 0,
          strict: row.rule_strict?.[i] ?? 0,
          unknown: row.rule_unknown?.[i] ?? 0,
          toConfirm: row.rule_waiting?.[i] ?? 0,
          toAnswer: row.rule_unanswered?.[i] ?? 0,
        })),
      };
    });
  }

  async runs(principal: Principal): Promise<RunList> {
    const ids = await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{ id: string }>('select id from job where kind = $1 order by enqueued_at desc, id desc limit 5', [
        ScreeningRun.name,
      ]);
      return rows.map(({ id }) => id);
    });
    return { items: await Promise.all(ids.map((id) => this.jobs.get(id))) };
  }

  private async page(
    principal: Principal,
    asked: {
      name: string;
      kind: SubjectKind;
      area: string | undefined;
      condition: string;
      bits: number;
      cursor: string | undefined;
      limit: number;
    },
  ): Promise<{ rows: LineRow[]; nextCursor: string | null }> {
    const { name, kind, area, condition, bits, cursor, limit } = asked;
    const [village, id] = cursor ? this.cursors.open(name, principal.accountId, cursor) : [null, null];
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    const rows = await this.database.connection(
      sessionOf(principal),
      async (client) => (await client.query<LineRow>(linesSql(kind, condition), [from, to, bits, village, id, limit + 1])).rows,
    );
    const last = rows[limit - 1];
    const more = rows.length > limit && last;
    return {
      rows: rows.slice(0, limit),
      nextCursor: more ? this.cursors.seal(name, principal.accountId, [last.village_code, last.id]) : null,
    };
  }
}

const subjectOf = (kind: SubjectKind, row: LineRow): VerdictList['items'][number]['subject'] => ({
  kind,
  id: row.id as never,
  villageCode: row.village_code as never,
  headName: row.head_name,
  number: row.number,
});
