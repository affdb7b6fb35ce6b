import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { Database, sessionOf } from '@jingzhun/persistence';
import type pg from 'pg';
import { RoundQueries } from '../round/round.queries.js';
import type { Coverage } from './coverage.dto.js';
import { readVillageDigest } from './village-digest.js';

type VillageCounts = Omit<Coverage['villages'][number], 'confirmations'>;
type Confirmation = Coverage['villages'][number]['confirmations'][number];

const VILLAGES = `
  select v.village_code as "villageCode",
    count(u.id) filter (where u.state = 'due')::int as due,
    count(u.id) filter (where u.state = 'away')::int as away,
    count(u.id) filter (where u.state = 'refused')::int as refused,
    count(u.id) filter (where u.state = 'visited')::int as visited,
    count(u.id) filter (where u.state = 'confirmed')::int as confirmed,
    count(u.id)::int as total,
    count(u.id) filter (where u.found_at is not null)::int as found,
    (select count(*)::int from survey_conflict c where c.round_id = v.round_id and c.village_code = v.village_code and c.state = 'open') as "openConflicts"
  from survey_round_village v
    left join survey_unit u on u.round_id = v.round_id and u.village_code = v.village_code and u.folded_into is null
  where v.round_id = $1 group by v.round_id, v.village_code order by v.village_code`;

const DAYS = `
  select to_char(visited_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day,
    count(*) filter (where outcome = 'met')::int as met, count(*) filter (where outcome = 'away')::int as away,
    count(*) filter (where outcome = 'refused')::int as refused
  from survey_submission where round_id = $1 and result <> 'superseded' group by 1 order by 1`;

const SURVEYORS = `
  select account_id as "accountId", max(account_name) as name, count(*)::int as visits,
    count(distinct unit_id) filter (where outcome = 'met')::int as households, max(visited_at) as "lastVisitAt"
  from survey_submission where round_id = $1 and result <> 'superseded' group by account_id order by visits desc, account_id`;

@Injectable()
export class CoverageQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RoundQueries) private readonly rounds: RoundQueries,
  ) {}

  async of(principal: Principal, roundId: string): Promise<Coverage> {
    await this.rounds.get(principal, roundId);
    return this.database.connection(sessionOf(principal), async (client) => {
      const villages = (await client.query<VillageCounts>(VILLAGES, [roundId])).rows;
      const confirmations = await this.confirmations(client, roundId);
      const surveyors = await client.query<Omit<Coverage['surveyors'][number], 'lastVisitAt'> & { lastVisitAt: Date }>(SURVEYORS, [
        roundId,
      ]);
      return {
        roundId,
        total: sum(villages),
        villages: villages.map((village) => ({ ...village, confirmations: confirmations.get(village.villageCode) ?? [] })),
        days: (await client.query<Coverage['days'][number]>(DAYS, [roundId])).rows,
        surveyors: surveyors.rows.map((row) => ({ ...row, lastVisitAt: row.lastVisitAt.toISOString() })),
      } as Coverage;
    });
  }

  private async confirmations(client: pg.PoolClient, roundId: string): Promise<Map<string, Confirmation[]>> {
    const { rows } = await client.query<
      Omit<Confirmation, 'confirmedAt' | 'holds'> & { villageCode: string; confirmedAt: Date; digest: Buffer }
    >(
      `select village_code as "villageCode", capacity, account_id as "accountId", account_name as name, confirmed_at as "confirmedAt", digest
       from survey_village_confirmation where round_id = $1 order by confirmed_at desc, id desc`,
      [roundId],
    );
    const found = new Map<string, Confirmation[]>();
    const present = new Map<string, Buffer>();
    for (const { villageCode, digest, confirmedAt, ...row } of rows) {
      if (!present.has(villageCode)) present.set(villageCode, (await readVillageDigest(client, roundId, villageCode)).digest);
      const holds = present.get(villageCode)?.equals(digest) ?? false;
      found.set(villageCode, [...(found.get(villageCode) ?? []), { ...row, confirmedAt: confirmedAt.toISOString(), holds }]);
    }
    return found;
  }
}

function sum(villages: VillageCounts[]): Coverage['total'] {
  const total = { due: 0, away: 0, refused: 0, visited: 0, confirmed: 0, total: 0, found: 0, openConflicts: 0 };
  for (const village of villages) for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += village[key];
  return total;
}
