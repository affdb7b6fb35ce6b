import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { Database, sessionOf } from '@jingzhun/persistence';
import type pg from 'pg';
import { SealedCursors } from '@jingzhun/vault';
import type { ListRoundsQuery, RoundList, RoundResponse } from './round.dto.js';
import { RoundNotFound } from './round.errors.js';

interface RoundRow extends Omit<RoundResponse, 'createdBy' | 'createdAt' | 'openedAt' | 'closedAt'> {
  createdBy: string;
  createdByName: string;
  createdAt: Date;
  openedAt: Date | null;
  closedAt: Date | null;
}

const COLUMNS = `r.id, r.name, r.area, r.starts_on as "startsOn", r.ends_on as "endsOn", r.income_year as "incomeYear", r.form_version as "formVersion",
  r.state, r.version, r.created_by as "createdBy", r.created_by_name as "createdByName", r.created_at as "createdAt", r.opened_at as "openedAt",
  r.closed_at as "closedAt", r.close_reason as "closeReason",
  (select count(*)::int from survey_round_village v where v.round_id = r.id) as villages,
  (select count(*)::int from survey_unit u where u.round_id = r.id and u.folded_into is null) as units,
  (select count(*)::int from survey_unit u where u.round_id = r.id and u.state in ('visited', 'confirmed')) as done,
  (select count(*)::int from survey_conflict c where c.round_id = r.id and c.state = 'open') as "openConflicts"`;

/** A round without a village of the own area is none of ours. */
const OURS = 'exists (select from survey_round_village v where v.round_id = r.id)';

@Injectable()
export class RoundQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
  ) {}

  async list(principal: Principal, { state, cursor, limit }: ListRoundsQuery): Promise<RoundList> {
    const [at, id] = cursor ? this.cursors.open('survey-rounds', principal.accountId, cursor) : [null, null];
    const rows = await this.read(
      principal,
      `where ${OURS} and ($1::text is null or r.state = $1) and ($2::timestamptz is null or (r.created_at, r.id) < ($2, $3::uuid))
       order by r.created_at desc, r.id desc limit $4`,
      [state ?? null, at, id, limit + 1],
    );
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const more = rows.length > limit && last;
    return { items, nextCursor: more ? this.cursors.seal('survey-rounds', principal.accountId, [last.createdAt, last.id]) : null };
  }

  /** @throws RoundNotFound */
  async get(principal: Principal, id: string): Promise<RoundResponse> {
    const [round] = await this.read(principal, `where ${OURS} and r.id = $1`, [id]);
    if (!round) throw new RoundNotFound();
    return round;
  }

  private read(principal: Principal, rest: string, values: unknown[]): Promise<RoundResponse[]> {
    return this.database.connection(sessionOf(principal), async (client: pg.PoolClient) => {
      const { rows } = await client.query<RoundRow>(`select ${COLUMNS} from survey_round r ${rest}`, values);
      return rows.map(toRoundResponse);
    });
  }
}

function toRoundResponse({ createdByName, ...row }: RoundRow): RoundResponse {
  return {
    ...row,
    createdBy: { id: row.createdBy, name: createdByName },
    createdAt: row.createdAt.toISOString(),
    openedAt: row.openedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
  } as RoundResponse;
}
