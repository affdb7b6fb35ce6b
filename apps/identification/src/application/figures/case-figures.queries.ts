import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { CaseStates, isOpen } from '../lifecycle/case-state.js';
import type { CaseFigures, CaseFiguresQuery } from './case-figures.dto.js';

interface Standing {
  state: string;
  here: number;
  late: number;
  longest: number | null;
}
interface Left {
  state: string;
  passed: number;
  median: number;
}

const DAYS = `extract(epoch from %) / 86400`;

/** Where the cases of an area stand, and how long they take: what a township or a county looks at to see where things wait. */
@Injectable()
export class CaseFiguresQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  of(principal: Principal, { area, kind }: CaseFiguresQuery): Promise<CaseFigures> {
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    const now = this.clock.now();
    return this.database.connection(sessionOf(principal), async (client) => {
      const standing = await client.query<Standing>(
        `select state, count(*)::int as here, count(*) filter (where due_on < $4::date)::int as late,
           floor(max(${DAYS.replace('%', '$5::timestamptz - state_since')}))::int as longest
         from application where village_code between $1 and $2 and ($3::text is null or kind = $3) group by state`,
        [from, to, kind ?? null, plainDateInShanghai(now), now],
      );
      // a correction or a second posting leaves the state as it is: only real moves end a stay
      const left = await client.query<Left>(
        `with moves as (
           select e.to_state as state, e.at as entered, lead(e.at) over (partition by e.application_id order by e.position) as left_at
           from application_event e join application a on a.id = e.application_id
           where e.village_code between $1 and $2 and e.from_state <> e.to_state and ($3::text is null or a.kind = $3))
         select state, count(*)::int as passed, percentile_cont(0.5) within group (order by ${DAYS.replace('%', '(left_at - entered)')})::float8 as median
         from moves where left_at is not null group by state`,
        [from, to, kind ?? null],
      );
      return figuresOf(standing.rows, left.rows);
    });
  }
}

function figuresOf(standing: readonly Standing[], left: readonly Left[]): CaseFigures {
  const hereOf = (state: string): number => standing.find((row) => row.state === state)?.here ?? 0;
  return {
    states: CaseStates.codes.filter(isOpen).map((state) => {
      const now = standing.find((row) => row.state === state);
      const past = left.find((row) => row.state === state);
      return {
        state,
        here: now?.here ?? 0,
        late: now?.late ?? 0,
        longestDays: now?.longest ?? null,
        passed: past?.passed ?? 0,
        medianDays: past ? Math.round(past.median * 10) / 10 : null,
      };
    }),
    ended: { completed: hereOf('completed'), rejected: hereOf('rejected'), withdrawn: hereOf('withdrawn') },
  };
}
