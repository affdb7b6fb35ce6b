import { Inject, Injectable } from '@nestjs/common';
import { actorFor, type Principal } from '@jingzhun/auth';
import { areaRange, DivisionCode } from '@jingzhun/domain/division-code';
import { daysBetween, plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { APPLICATION_COLUMNS, toApplicationRow, type ApplicationDbRow } from '../case/application.queries.js';
import { CaseStates, CaseSteps, type CaseState, type CaseStep } from '../lifecycle/case-state.js';
import { MAKERS_OF_CASE } from '../case/makers-of-case.sql.js';
import { stepsOf } from './waiting-steps.js';
import type { Funnel, FunnelQuery, LateList, LateQuery, WorkItem, WorkList, WorkListQuery } from './work-list.dto.js';

/** "What is waiting for me", the funnel and what is overdue. Read as it stands: nothing has to run for a list to be right. */
@Injectable()
export class WorkListQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async mine(principal: Principal, { area = principal.area, step, kind, late, limit }: WorkListQuery): Promise<WorkList> {
    const today = this.today();
    const { from, to } = areaRange(area);
    const steps = stepsOf(actorFor(principal));
    if (steps.length === 0) return { items: [], counts: [] };
    const waiting = steps
      .map(
        (
          one,
        ) => `select a.id, '${one.step}' as step from application a where a.open and a.village_code between $1 and $2 and a.state = '${one.state}'
          ${one.condition ? `and ${one.condition.replaceAll('$today', '$3::date')}` : ''}
          ${one.step === 'submit' ? `and (a.created_by = $4::uuid or a.source <> 'village')` : ''}
          ${one.byAnother ? `and not (${MAKERS_OF_CASE} @> to_jsonb($4::uuid))` : ''}`,
      )
      .join(' union all ');
    const rows = `with waiting as (${waiting})
      select ${APPLICATION_COLUMNS}, coalesce(a.due_on < $3::date, false) as late, w.step from waiting w join application a on a.id = w.id
      where ($5::text is null or a.kind = $5) and ($4::uuid is not null)`;
    return this.database.connection(sessionOf(principal), async (client) => {
      const values = [from, to, today, principal.accountId, kind ?? null];
      const { rows: counted } = await client.query<{ step: CaseStep; waiting: number; late: number }>(
        `select step, count(*)::int as waiting, count(*) filter (where late)::int as late from (${rows}) found group by step`,
        values,
      );
      const { rows: items } = await client.query<ApplicationDbRow & { step: CaseStep }>(
        `select * from (${rows}) found where ($6::text is null or step = $6) and ($7::boolean is null or late = $7)
         order by "dueOn" nulls last, "stateSince", id limit $8`,
        [...values, step ?? null, late ?? null, limit],
      );
      return {
        items: items.map((row) => toItem(row, today)),
        counts: counted
          .map((row) => ({ ...row, ...wordsOf(row.step) }))
          .sort((a, b) => CaseSteps.codes.indexOf(a.step) - CaseSteps.codes.indexOf(b.step)),
      };
    });
  }

  async funnel(principal: Principal, { area = principal.area, kind }: FunnelQuery): Promise<Funnel> {
    const { from, to } = areaRange(area);
    const now = this.clock.now();
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows: standing } = await client.query<{ state: CaseState; now: number; late: number; days: number }>(
        `select a.state, count(*)::int as now, count(*) filter (where a.due_on < $4::date)::int as late,
           percentile_cont(0.5) within group (order by extract(epoch from $3::timestamptz - a.state_since) / 86400) as days
         from application a where a.village_code between $1 and $2 and ($5::text is null or a.kind = $5) group by a.state`,
        [from, to, now, this.today(), kind ?? null],
      );
      const { rows: passed } = await client.query<{ state: CaseState; passed: number; days: number }>(
        `select state, count(*)::int as passed, percentile_cont(0.5) within group (order by extract(epoch from stood) / 86400) as days
         from (select e.from_state as state, e.at - lag(e.at) over (partition by e.application_id order by e.position) as stood
           from application_event e join application a on a.id = e.application_id
           where e.from_state <> e.to_state and e.village_code between $1 and $2 and ($3::text is null or a.kind = $3)) steps
         where stood is not null group by state`,
        [from, to, kind ?? null],
      );
      return {
        states: CaseStates.entries.map(({ code, zh, en }) => {
          const here = standing.find(({ state }) => state === code);
          const gone = passed.find(({ state }) => state === code);
          return {
            ...{ state: code, zh, en, now: here?.now ?? 0, late: here?.late ?? 0, passed: gone?.passed ?? 0 },
            medianDaysWaiting: rounded(here?.days),
            medianDaysPassed: rounded(gone?.days),
          };
        }),
      };
    });
  }

  async late(principal: Principal, { area = principal.area, by }: LateQuery): Promise<LateList> {
    const { from, to } = areaRange(area);
    const today = this.today();
    const digits = by === 'township' ? 9 : 12;
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{ division: string; state: CaseState; cases: number; oldest: PlainDate }>(
        `select rpad(left(a.village_code, ${digits}), 12, '0') as division, a.state, count(*)::int as cases, min(a.due_on)::text as oldest
         from application a where a.open and a.due_on < $3::date and a.village_code between $1 and $2
         group by 1, 2 order by min(a.due_on), 1, 2`,
        [from, to, today],
      );
      return {
        items: rows.map(({ division, state, cases, oldest }) => ({
          ...{ division: DivisionCode.parse(division), state, cases, oldestDueOn: oldest },
          daysLate: daysBetween(oldest, today),
        })),
        total: rows.reduce((sum, { cases }) => sum + cases, 0),
      };
    });
  }

  private today(): PlainDate {
    return plainDateInShanghai(this.clock.now());
  }
}

const wordsOf = (step: CaseStep): { zh: string; en: string } => {
  const { zh, en } = CaseSteps.get(step);
  return { zh, en };
};

const toItem = ({ step, ...row }: ApplicationDbRow & { step: CaseStep }, today: PlainDate): WorkItem => ({
  ...toApplicationRow(row),
  step,
  ...wordsOf(step),
  daysLeft: row.dueOn ? daysBetween(today, row.dueOn) : null,
});

const rounded = (days: number | undefined): number | null => (days === undefined ? null : Math.round(days * 10) / 10);
