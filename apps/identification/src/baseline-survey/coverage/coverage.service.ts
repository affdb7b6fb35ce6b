import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Clock, Database, newId, sessionOf } from '@jingzhun/persistence';
import { readRound, renewLapsed } from '../submission/unit-rows.js';
import type { Capacity } from './coverage.dto.js';
import { AlreadyConfirmed, VillageNotFinished, VillageNotInRound } from './coverage.errors.js';
import { readVillageDigest } from './village-digest.js';

/** A village stands for its result twice: the committee and the work team, two persons, for exactly what is reported at that moment. */
@Injectable()
export class CoverageService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async confirm(principal: Principal, roundId: string, villageCode: string, capacity: Capacity): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      await readRound(client, roundId);
      const member = await client.query('select from survey_round_village where round_id = $1 and village_code = $2', [
        roundId,
        villageCode,
      ]);
      if (!member.rowCount) throw new VillageNotInRound();
      await renewLapsed(client, roundId, villageCode);
      const { digest, counts, openConflicts } = await readVillageDigest(client, roundId, villageCode);
      if (counts.due > 0 || openConflicts > 0) throw new VillageNotFinished(counts.due, openConflicts);
      const { rowCount } = await client.query(
        `insert into survey_village_confirmation (id, round_id, village_code, capacity, account_id, account_name, digest, counts, confirmed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
        [newId(this.clock), roundId, villageCode, capacity, principal.accountId, principal.name, digest, counts, this.clock.now()],
      );
      if (!rowCount) throw new AlreadyConfirmed();
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'survey.confirm-village',
        objectType: 'survey-round',
        objectId: roundId,
        result: 'success',
        detail: { village: villageCode, capacity },
      });
    });
  }
}
