import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal, Role } from '@jingzhun/auth';
import { areaRange, type DivisionPrefix } from '@jingzhun/domain/division-code';
import { Clock, Database, sessionOf } from '@jingzhun/persistence';
import { staleVersion } from '@jingzhun/service-shell';
import type pg from 'pg';
import { RoundNotFound } from '../round/round.errors.js';
import type { NameDeciderRequest } from './decider.dto.js';
import { DeciderUnfit, NotTheOpener, SamePersonTwice } from './decider.errors.js';
import { mayName, type Capacity } from './decider.rules.js';
import { CAN_ACT, DECIDING_ROLES, OPENER_CAN_ACT } from './who-decides.sql.js';

interface Naming {
  round: { id: string; area: DivisionPrefix };
  capacity: Capacity;
  accountId: string;
  reason: string | null;
  /** Where in the request the account stands. */
  pointer: string;
}

/** Naming is kept whole: who was named, by whom, since when and why; the latest of a capacity counts. */
@Injectable()
export class DeciderService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async change(principal: Principal, roundId: string, expectedVersion: number, request: NameDeciderRequest): Promise<void> {
    const { capacity, accountId, reason } = request;
    await this.database.connection(sessionOf(principal), async (client) => {
      const round = await this.nameable(client, principal, roundId);
      const { rowCount } = await client.query('update survey_round set version = version + 1 where id = $1 and version = $2', [
        roundId,
        expectedVersion,
      ]);
      if (!rowCount) throw staleVersion(round.version);
      await this.name(client, principal, { round, capacity, accountId, reason, pointer: '/accountId' });
    });
  }

  /** Writes down who decides or stands in; who may name is asked before. @throws DeciderUnfit, SamePersonTwice */
  async name(client: pg.PoolClient, principal: Principal, { round, capacity, accountId, reason, pointer }: Naming): Promise<void> {
    const { rows } = await client.query<{ roles: Role[]; area: string }>(
      `select a.roles, a.area from officer_account a join survey_round r on r.id = $1 where a.account_id = $2 and ${CAN_ACT}`,
      [round.id, accountId],
    );
    const account = rows[0];
    if (!account) throw new DeciderUnfit(pointer);
    const { rows: present } = await client.query<{ capacity: Capacity; accountId: string; position: number }>(
      `select distinct on (capacity) capacity, account_id as "accountId", position from survey_round_decider where round_id = $1
       order by capacity, position desc`,
      [round.id],
    );
    if (present.some((other) => other.capacity !== capacity && other.accountId === accountId)) throw new SamePersonTwice(pointer);
    const { from, to } = areaRange(round.area);
    await client.query(
      `insert into survey_round_decider (round_id, capacity, position, area_from, area_to, account_id, post_role, post_area, named_by, named_by_name, named_at, reason)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[round.id, capacity, 1 + (present.find((one) => one.capacity === capacity)?.position ?? 0), from, to, accountId],
        ...[DECIDING_ROLES.find((role) => account.roles.includes(role)), account.area],
        ...[principal.accountId, principal.name, this.clock.now(), reason],
      ],
    );
    await this.audit.record(client, {
      actor: actorOf(principal),
      action: 'survey.name-decider',
      objectType: 'survey-round',
      objectId: round.id,
      result: 'success',
      ...(reason ? { purpose: reason } : {}),
      detail: { capacity, account: accountId },
    });
  }

  private async nameable(
    client: pg.PoolClient,
    principal: Principal,
    id: string,
  ): Promise<{ id: string; area: DivisionPrefix; version: number }> {
    const { rows } = await client.query<{ area: DivisionPrefix; version: number; openerId: string; openerCanAct: boolean }>(
      `select r.area, r.version, coalesce(r.opened_by, r.created_by) as "openerId", ${OPENER_CAN_ACT} as "openerCanAct" from survey_round r where r.id = $1`,
      [id],
    );
    const round = rows[0];
    if (!round) throw new RoundNotFound();
    if (!mayName(principal, round.area, { id: round.openerId, canAct: round.openerCanAct })) throw new NotTheOpener();
    return { id, area: round.area, version: round.version };
  }
}
