import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@jingzhun/auth';
import { areaRange, type DivisionCode, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { SealedCursors } from '@jingzhun/vault';
import type {
  KnownGroups,
  ListRollsQuery,
  RollInForceQuery,
  RollInForceResponse,
  RollsWanted,
  RollsWantedQuery,
  VoterRoll,
  VoterRollList,
} from './roll.dto.js';
import { RollNotFound } from './roll.errors.js';
import { rollInForce } from './roll-in-force.js';

type Row = Omit<VoterRoll, 'enteredAt' | 'decidedAt'> & { enteredAt: Date; decidedAt: Date | null };

const COLUMNS = `r.id, r.village_code as "villageCode", r.valid_from as "validFrom", r.representatives, r.source_document as "sourceDocument",
  r.document_date as "documentDate", r.status, jsonb_build_object('id', r.entered_by, 'name', r.entered_by_name) as "enteredBy", r.entered_at as "enteredAt",
  case when r.decided_by is not null then jsonb_build_object('id', r.decided_by, 'name', r.decided_by_name) end as "decidedBy", r.decided_at as "decidedAt",
  r.decision_reason as "decisionReason",
  coalesce((select jsonb_agg(jsonb_build_object('groupName', g.group_name, 'households', g.households, 'adults', g.adults) order by g.group_name)
    from voter_roll_group g where g.roll_id = r.id), '[]') as groups`;

@Injectable()
export class RollQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async list(principal: Principal, { area, status, mine, cursor, limit }: ListRollsQuery): Promise<VoterRollList> {
    const { from, to } = areaRange((area ?? '') as DivisionPrefix);
    const [enteredAt, id] = cursor ? this.cursors.open('rolls', principal.accountId, cursor) : [null, null];
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<Row>(
        `select ${COLUMNS} from voter_roll r where r.village_code between $1 and $2 and ($3::text is null or r.status = $3)
           and ($4::timestamptz is null or (r.entered_at, r.id) < ($4, $5::uuid))
           and ($7::boolean is null or $7 = (r.status = 'proposed' and r.entered_by <> $8::uuid)) order by r.entered_at desc, r.id desc limit $6`,
        [from, to, status ?? null, enteredAt, id, limit + 1, mine ?? null, principal.accountId],
      );
      const items = rows.slice(0, limit).map(toRoll);
      const last = items.at(-1);
      const more = rows.length > limit && last;
      return { items, nextCursor: more ? this.cursors.seal('rolls', principal.accountId, [last.enteredAt, last.id]) : null };
    });
  }

  /** Where the next meeting has no number to be counted by, or an old one. */
  async wanted(principal: Principal, { area = principal.area }: RollsWantedQuery): Promise<RollsWanted> {
    const { from, to } = areaRange(area);
    const today = plainDateInShanghai(this.clock.now());
    const days = (await this.policy.snapshot(today, this.pack.county)).value('roll.currentDays');
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{ villageCode: DivisionCode; latestFrom: PlainDate | null; isWaiting: boolean }>(
        `select d.code as "villageCode", l.latest::text as "latestFrom",
           exists (select from voter_roll p where p.village_code = d.code and p.status = 'proposed') as "isWaiting"
         from division d cross join lateral (select max(r.valid_from) as latest from voter_roll r
           where r.village_code = d.code and r.status = 'confirmed' and r.valid_from <= $3::date) l
         where d.level = 'village' and d.code between $1 and $2 and d.code between $5 and $6
           and d.valid_from <= $3::date and (d.valid_to is null or $3::date < d.valid_to)
           and (l.latest is null or l.latest < $3::date - $4::int) order by l.latest nulls first, d.code`,
        [from, to, today, days, ...Object.values(areaRange(principal.area))],
      );
      return { days, items: rows };
    });
  }

  async get(principal: Principal, id: string): Promise<VoterRoll> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<Row>(`select ${COLUMNS} from voter_roll r where r.id = $1`, [id]);
      if (!rows[0]) throw new RollNotFound();
      return toRoll(rows[0]);
    });
  }

  /** A roll is found by the very name a household or case says: names nobody uses are seen before they are entered. */
  async knownGroups(principal: Principal, villageCode: DivisionCode): Promise<KnownGroups> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{ name: string }>(
        `select group_name as name from household where village_code = $1 and status in ('registered', 'returned') and group_name is not null
         union select group_name from application where village_code = $1 and open and group_name is not null order by name`,
        [villageCode],
      );
      return { groupNames: rows.map(({ name }) => name) };
    });
  }

  async inForce(principal: Principal, { villageCode, groupName, basis, on }: RollInForceQuery): Promise<RollInForceResponse> {
    return this.database.connection(sessionOf(principal), async (client) => ({
      roll: ((await rollInForce(client, { villageCode, groupName, bases: [basis], on })) ?? null) as RollInForceResponse['roll'],
    }));
  }
}

const toRoll = ({ enteredAt, decidedAt, ...row }: Row): VoterRoll => ({
  ...row,
  enteredAt: enteredAt.toISOString(),
  decidedAt: decidedAt?.toISOString() ?? null,
});
