import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { contains, level } from '@jingzhun/domain/division-code';
import { plainDateInShanghai, type PlainDate } from '@jingzhun/domain/plain-date';
import { Clock, Database, newId, sessionOf } from '@jingzhun/persistence';
import type { EnterRollRequest } from './roll.dto.js';
import { NotAVillage, OwnRoll, RollDecided, RollNotFound, RollOfTheFuture } from './roll.errors.js';

/** Rolls are entered by one person of the township and confirmed by another; what was confirmed is followed, never changed. */
@Injectable()
export class RollService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** @returns id of the roll */
  async enter(principal: Principal, request: EnterRollRequest): Promise<string> {
    const id = newId(this.clock);
    const { villageCode, validFrom, representatives, groups, sourceDocument, documentDate } = request;
    const today = this.today();
    if (documentDate > today) throw new RollOfTheFuture();
    await this.database.connection(sessionOf(principal), async (client) => {
      await assertVillage(client, principal, villageCode, today);
      await client.query(
        `insert into voter_roll (id, village_code, valid_from, representatives, source_document, document_date, entered_by, entered_by_name, entered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          ...[id, villageCode, validFrom, representatives, sourceDocument, documentDate],
          ...[principal.accountId, principal.name, this.clock.now()],
        ],
      );
      await client.query(
        `insert into voter_roll_group (roll_id, village_code, group_name, households, adults)
         select $1, $2, g.name, g.households, g.adults from unnest($3::text[], $4::int[], $5::int[]) as g(name, households, adults)`,
        [
          ...[id, villageCode, groups.map(({ groupName }) => groupName)],
          ...[groups.map(({ households }) => households), groups.map(({ adults }) => adults)],
        ],
      );
      await this.log(client, principal, 'roll.enter', id);
    });
    return id;
  }

  async confirm(principal: Principal, id: string): Promise<void> {
    await this.decide(principal, id, 'confirmed', null);
  }

  async reject(principal: Principal, id: string, reason: string): Promise<void> {
    await this.decide(principal, id, 'rejected', reason);
  }

  private async decide(principal: Principal, id: string, status: 'confirmed' | 'rejected', reason: string | null): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{ status: string; entered_by: string }>(
        'select status, entered_by from voter_roll where id = $1 for update',
        [id],
      );
      const stored = rows[0];
      if (!stored) throw new RollNotFound();
      if (stored.status !== 'proposed') throw new RollDecided();
      if (status === 'confirmed' && stored.entered_by === principal.accountId) throw new OwnRoll();
      await client.query(
        'update voter_roll set status = $2, decided_by = $3, decided_by_name = $4, decided_at = $5, decision_reason = $6 where id = $1',
        [id, status, principal.accountId, principal.name, this.clock.now(), reason],
      );
      await this.log(client, principal, status === 'confirmed' ? 'roll.confirm' : 'roll.reject', id);
    });
  }

  private today(): PlainDate {
    return plainDateInShanghai(this.clock.now());
  }

  private async log(client: pg.ClientBase, principal: Principal, action: string, objectId: string): Promise<void> {
    await this.audit.record(client, { actor: actorOf(principal), action, objectType: 'roll', objectId, result: 'success' });
  }
}

async function assertVillage(client: pg.ClientBase, principal: Principal, code: string, today: PlainDate): Promise<void> {
  const { rowCount } = await client.query(
    `select from division where code = $1 and level = 'village' and valid_from <= $2::date and (valid_to is null or valid_to > $2::date)`,
    [code, today],
  );
  if (level(code as never) !== 'village' || !contains(principal.area, code as never) || rowCount === 0) throw new NotAVillage();
}
