import { Inject, Injectable } from '@nestjs/common';
import { may, type Principal } from '@jingzhun/auth';
import { Database, sessionOf } from '@jingzhun/persistence';
import type pg from 'pg';
import { SealedCursors } from '@jingzhun/vault';
import type { Decider } from '../decider/decider.dto.js';
import { mayName, standingOf } from '../decider/decider.rules.js';
import { CAN_ACT, OPENER_CAN_ACT } from '../decider/who-decides.sql.js';
import type { ListRoundsQuery, RoundList, RoundResponse } from './round.dto.js';
import { RoundNotFound } from './round.errors.js';

interface RoundRow extends Omit<RoundResponse, 'createdBy' | 'createdAt' | 'openedAt' | 'closedAt' | 'decides' | 'naming'> {
  createdBy: string;
  createdByName: string;
  createdAt: Date;
  openedAt: Date | null;
  closedAt: Date | null;
  openerId: string;
  openerName: string;
  openerCanAct: boolean;
}

const COLUMNS = `r.id, r.name, r.area, r.starts_on as "startsOn", r.ends_on as "endsOn", r.income_year as "incomeYear", r.form_version as "formVersion",
  r.state, r.version, r.created_by as "createdBy", r.created_by_name as "createdByName", r.created_at as "createdAt", r.opened_at as "openedAt",
  r.closed_at as "closedAt", r.close_reason as "closeReason",
  (select count(*)::int from survey_round_village v where v.round_id = r.id) as villages,
  (select count(*)::int from survey_unit u where u.round_id = r.id and u.folded_into is null) as units,
  (select count(*)::int from survey_unit u where u.round_id = r.id and u.state in ('visited', 'confirmed')) as done,
  (select count(*)::int from survey_conflict c where c.round_id = r.id and c.state = 'open') as "openConflicts",
  coalesce(r.opened_by, r.created_by) as "openerId", coalesce(r.opened_by_name, r.created_by_name) as "openerName", ${OPENER_CAN_ACT} as "openerCanAct",
  (select coalesce(json_agg(json_build_object('capacity', d.capacity, 'accountId', d.account_id, 'role', d.post_role, 'area', d.post_area,
      'namedBy', json_build_object('id', d.named_by, 'name', d.named_by_name), 'namedAt', d.named_at, 'reason', d.reason,
      'current', not exists (select from survey_round_decider n where n.round_id = d.round_id and n.capacity = d.capacity and n.position > d.position),
      'canAct', exists (select from officer_account a where a.account_id = d.account_id and ${CAN_ACT})) order by d.capacity, d.position desc), '[]')
    from survey_round_decider d where d.round_id = r.id) as deciders`;

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
      return rows.map((row) => toRoundResponse(principal, row));
    });
  }
}

function toRoundResponse(principal: Principal, { createdByName, openerId, openerName, openerCanAct, ...row }: RoundRow): RoundResponse {
  const isMine = may(principal, 'survey.manage') && mayName(principal, row.area, { id: openerId, canAct: openerCanAct });
  return {
    ...row,
    deciders: row.deciders.map((one): Decider => ({ ...one, namedAt: new Date(one.namedAt).toISOString() })),
    decides: standingOf(row.deciders),
    naming: { by: { id: openerId, name: openerName }, canAct: openerCanAct, isMine },
    createdBy: { id: row.createdBy, name: createdByName },
    createdAt: row.createdAt.toISOString(),
    openedAt: row.openedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
  } as RoundResponse;
}
