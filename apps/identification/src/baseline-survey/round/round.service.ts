import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { areaRange, containsArea } from '@jingzhun/domain/division-code';
import { COUNTED_AS_POOR } from '@jingzhun/domain/household-status';
import { Clock, Database, newId, sessionOf } from '@jingzhun/persistence';
import { staleVersion } from '@jingzhun/service-shell';
import type pg from 'pg';
import { Capacity } from '../decider/decider.dto.js';
import { DeciderService } from '../decider/decider.service.js';
import { formOf } from '../form/forms.js';
import type { CreateRoundRequest } from './round.dto.js';
import { ConflictsWait, OutsideOwnArea, RoundIsNotReady, RoundNotFound, UnknownVillages } from './round.errors.js';
import { nextRoundState, type RoundState, type RoundStep } from './round-lifecycle.js';

/** Planning, opening and closing of rounds. */
@Injectable()
export class RoundService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(DeciderService) private readonly deciders: DeciderService,
  ) {}

  /** @returns id of the planned round */
  async plan(principal: Principal, request: CreateRoundRequest): Promise<string> {
    formOf(request.formVersion);
    if (!containsArea(principal.area, request.area)) throw new OutsideOwnArea();
    const { from, to } = areaRange(request.area);
    const id = newId(this.clock);
    await this.database.connection(sessionOf(principal), async (client) => {
      const villages = await this.villagesOf(client, from, to, request);
      await client.query(
        `insert into survey_round (id, name, area, area_from, area_to, starts_on, ends_on, income_year, form_version, created_by, created_by_name, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          ...[id, request.name, request.area, from, to, request.startsOn, request.endsOn, request.incomeYear, request.formVersion],
          ...[principal.accountId, principal.name, this.clock.now()],
        ],
      );
      await client.query('insert into survey_round_village (round_id, village_code) select $1, unnest($2::text[])', [id, villages]);
      const round = { id, area: request.area };
      if (request.deciders)
        for (const capacity of Capacity.options)
          await this.deciders.name(client, principal, {
            ...{ round, capacity, accountId: request.deciders[capacity], reason: null, pointer: `/deciders/${capacity}` },
          });
      await this.log(client, principal, 'survey.plan', id, { villages: villages.length });
    });
    return id;
  }

  private async villagesOf(client: pg.PoolClient, from: string, to: string, { villages, startsOn }: CreateRoundRequest): Promise<string[]> {
    const { rows } = await client.query<{ code: string }>(
      `select code from division where level = 'village' and code between $1 and $2 and valid_from <= $3 and (valid_to is null or $3 < valid_to)`,
      [from, to, startsOn],
    );
    const present = new Set(rows.map(({ code }) => code));
    const chosen = villages ? [...new Set<string>(villages)] : [...present];
    const unknown = chosen.filter((code) => !present.has(code));
    if (unknown.length > 0 || chosen.length === 0) throw new UnknownVillages(unknown.length);
    return chosen;
  }

  /** Puts every household that counts as poor today on the list of its village. */
  async open(principal: Principal, id: string, expectedVersion: number): Promise<void> {
    await this.step(principal, id, 'open', expectedVersion, async (client) => {
      const { rowCount } = await client.query(
        `insert into survey_unit (id, round_id, village_code, household_id, number, head_name, group_name, register_version)
         select uuidv7(), v.round_id, h.village_code, h.id, h.number, h.head_name, h.group_name, h.version
         from survey_round_village v join household h on h.village_code = v.village_code
         where v.round_id = $1 and h.status = any ($2)`,
        [id, COUNTED_AS_POOR],
      );
      await client.query(
        `update survey_round set state = 'open', version = version + 1, opened_by = $2, opened_by_name = $3, opened_at = $4 where id = $1`,
        [id, principal.accountId, principal.name, this.clock.now()],
      );
      await this.log(client, principal, 'survey.open', id, { units: rowCount ?? 0 });
    });
  }

  async close(principal: Principal, id: string, expectedVersion: number, reason: string): Promise<void> {
    await this.step(principal, id, 'close', expectedVersion, async (client) => {
      const { rows } = await client.query<{ waiting: number }>(
        `select count(*)::int as waiting from survey_conflict where round_id = $1 and state = 'open'`,
        [id],
      );
      if (rows[0] && rows[0].waiting > 0) throw new ConflictsWait(rows[0].waiting);
      await client.query(
        `update survey_round set state = 'closed', version = version + 1, closed_by = $2, closed_by_name = $3, closed_at = $4, close_reason = $5 where id = $1`,
        [id, principal.accountId, principal.name, this.clock.now(), reason],
      );
      await this.log(client, principal, 'survey.close', id, {});
    });
  }

  private async step(
    principal: Principal,
    id: string,
    step: RoundStep,
    expectedVersion: number,
    work: (client: pg.PoolClient) => Promise<void>,
  ): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      const seen = await client.query<{ area: string }>('select area from survey_round where id = $1', [id]);
      if (!seen.rows[0]) throw new RoundNotFound();
      // a village's officer reads a township's round, its steps are the township's
      if (!containsArea(principal.area, seen.rows[0].area as Principal['area'])) throw new OutsideOwnArea();
      const { rows } = await client.query<{ state: RoundState; version: number }>(
        'select state, version from survey_round where id = $1 for update',
        [id],
      );
      const round = rows[0];
      if (!round) throw new RoundNotFound();
      if (round.version !== expectedVersion) throw staleVersion(round.version);
      if (!nextRoundState(step, round.state)) throw new RoundIsNotReady(round.state);
      await work(client);
    });
  }

  private async log(
    client: pg.PoolClient,
    principal: Principal,
    action: string,
    objectId: string,
    detail: Record<string, number>,
  ): Promise<void> {
    await this.audit.record(client, { actor: actorOf(principal), action, objectType: 'survey-round', objectId, result: 'success', detail });
  }
}
