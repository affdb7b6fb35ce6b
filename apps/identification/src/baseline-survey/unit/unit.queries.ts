import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import type pg from 'pg';
import { SealedCursors } from '@jingzhun/vault';
import { RoundQueries } from '../round/round.queries.js';
import { RoundIsNotReady } from '../round/round.errors.js';
import { SealedAnswers } from '../submission/sealed-answers.js';
import { UnitNotHere } from '../submission/submission.errors.js';
import { readRound } from '../submission/unit-rows.js';
import { AnswersKnown } from './known-answers.js';
import type { ListUnitsQuery, UnitList, UnitResponse, UnitRow, WorkItem, Workload, WorkloadQuery } from './unit.dto.js';

const COLUMNS = `u.id, u.household_id as "householdId", u.number, u.village_code as "villageCode", u.group_name as "groupName", u.head_name as "headName",
  u.state, u.version, u.visited_at as "visitedAt", u.visited_by_name as "visitedByName",
  (select count(*)::int from survey_conflict c where c.unit_id = u.id and c.state = 'open') as "openConflicts"`;

type Row = Omit<UnitRow, 'visitedAt'> & { visitedAt: Date | null };

interface UnitFacts extends Row {
  roundId: string;
  formVersion: number;
  signedVersion: number | null;
  foldedInto: string | null;
}

type VisitRow = Omit<UnitResponse['visits'][number], 'visitedAt' | 'receivedAt' | 'note'> & {
  visitedAt: Date;
  receivedAt: Date;
  contentCipher: Buffer;
};

@Injectable()
export class UnitQueries {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(SealedCursors) private readonly cursors: SealedCursors,
    @Inject(SealedAnswers) private readonly sealed: SealedAnswers,
    @Inject(AnswersKnown) private readonly known: AnswersKnown,
    @Inject(RoundQueries) private readonly rounds: RoundQueries,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly pack: CountyPack,
  ) {}

  async list(principal: Principal, roundId: string, query: ListUnitsQuery): Promise<UnitList> {
    await this.rounds.get(principal, roundId);
    const page = await this.database.connection(sessionOf(principal), (client) => this.page(client, principal, roundId, query));
    return { items: page.rows.map(toUnitRow), nextCursor: page.nextCursor };
  }

  /** The list of one village for a phone, with everything that is known and may leave the office. */
  async workload(principal: Principal, roundId: string, query: WorkloadQuery): Promise<Workload> {
    const round = await this.rounds.get(principal, roundId);
    if (round.state !== 'open') throw new RoundIsNotReady(round.state);
    const policy = await this.policy.snapshot(plainDateInShanghai(this.clock.now()), this.pack.county);
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows, nextCursor } = await this.page(client, principal, roundId, query);
      const known = await this.known.of(
        client,
        await readRound(client, roundId),
        rows.map(({ id }) => id),
      );
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'survey.download',
        objectType: 'survey-round',
        objectId: roundId,
        result: 'success',
        detail: { village: query.village, units: rows.length },
      });
      return {
        round,
        device: {
          keepDays: policy.value('survey.device.keepDays'),
          pinTries: policy.value('survey.device.pinTries'),
          lockMinutes: policy.value('survey.device.lockMinutes'),
          photoEdge: policy.value('survey.photo.maxEdge'),
        },
        items: rows.map((row) => ({ ...toUnitRow(row), ...known.get(row.id) }) as WorkItem),
        nextCursor,
      };
    });
  }

  /** One household with its answers, reports and photographs; the reading is logged. @throws UnitNotHere */
  async get(principal: Principal, id: string): Promise<UnitResponse> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<UnitFacts>(
        `select ${COLUMNS}, u.round_id as "roundId", r.form_version as "formVersion", u.signed_version as "signedVersion", u.folded_into as "foldedInto"
         from survey_unit u join survey_round r on r.id = u.round_id where u.id = $1`,
        [id],
      );
      const unit = rows[0];
      if (!unit) throw new UnitNotHere();
      const known = (await this.known.of(client, await readRound(client, unit.roundId), [id])).get(id);
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'survey.read',
        objectType: 'survey-unit',
        objectId: id,
        result: 'success',
      });
      return {
        ...unit,
        ...toUnitRow(unit),
        ...known,
        visits: await this.visits(client, id),
        photos: await listOf(
          client,
          `select id, purpose, arrived_at is not null as arrived, submission_id as "visitId" from survey_photo where unit_id = $1 order by told_at, id`,
          id,
        ),
        applications: await listOf(
          client,
          `select a.id, a.state from survey_unit_application l join application a on a.id = l.application_id where l.unit_id = $1 order by a.created_at`,
          id,
        ),
        corrections: await listOf(
          client,
          `select c.id, c.kind, c.status from survey_unit_correction s join correction c on c.id = s.correction_id where s.unit_id = $1 order by c.proposed_at`,
          id,
        ),
      } as UnitResponse;
    });
  }

  private async visits(client: pg.PoolClient, unitId: string): Promise<UnitResponse['visits']> {
    const { rows } = await client.query<VisitRow>(
      `select id, outcome, json_build_object('id', account_id, 'name', account_name) as by, visited_at as "visitedAt", received_at as "receivedAt", result,
         version, signed_photo is not null as signed, signature_counts as "signatureCounts", content_cipher as "contentCipher"
       from survey_submission where unit_id = $1 order by received_at desc, id desc`,
      [unitId],
    );
    return rows.map(({ contentCipher, ...row }) => ({
      ...row,
      visitedAt: row.visitedAt.toISOString(),
      receivedAt: row.receivedAt.toISOString(),
      note: this.sealed.openReport({ id: row.id, contentCipher }).note ?? null,
    }));
  }

  private async page(
    client: pg.PoolClient,
    principal: Principal,
    roundId: string,
    query: { village?: string; state?: string; unit?: string; cursor?: string; limit: number },
  ): Promise<{ rows: Row[]; nextCursor: string | null }> {
    const [village, number, id] = query.cursor ? this.cursors.open('survey-units', principal.accountId, query.cursor) : [null, null, null];
    const { rows } = await client.query<Row>(
      `select ${COLUMNS} from survey_unit u where u.round_id = $1 and u.folded_into is null and ($2::text is null or u.village_code = $2)
         and ($3::text is null or u.state = $3) and ($4::uuid is null or u.id = $4)
         and ($5::text is null or (u.village_code, coalesce(u.number, '~'), u.id) > ($5, $6, $7::uuid))
       order by u.village_code, coalesce(u.number, '~'), u.id limit $8`,
      [roundId, query.village ?? null, query.state ?? null, query.unit ?? null, village, number, id, query.limit + 1],
    );
    const items = rows.slice(0, query.limit);
    const last = items.at(-1);
    const more = rows.length > query.limit && last;
    const nextCursor = more
      ? this.cursors.seal('survey-units', principal.accountId, [last.villageCode, last.number ?? '~', last.id])
      : null;
    return { rows: items, nextCursor };
  }
}

async function listOf<Row extends object>(client: pg.PoolClient, sql: string, unitId: string): Promise<Row[]> {
  return (await client.query<Row & pg.QueryResultRow>(sql, [unitId])).rows;
}

const toUnitRow = ({
  id,
  householdId,
  number,
  villageCode,
  groupName,
  headName,
  state,
  version,
  visitedAt,
  visitedByName,
  openConflicts,
}: Row): UnitRow => ({
  ...{ id, householdId, number, villageCode, groupName, headName, state, version, visitedByName, openConflicts },
  visitedAt: visitedAt?.toISOString() ?? null,
});
