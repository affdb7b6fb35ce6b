import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import { Clock, Database, newId } from '@jingzhun/persistence';
import type pg from 'pg';
import { confirmingSession } from '../../screening/confirming-session.js';
import { inTurn, ScreeningService } from '../../screening/screening.service.js';
import { asScreening } from '../../screening/store/elevated.js';
import type { DecideMatchRequest } from '../register-import.dto.js';
import { MatchDecided, MatchNotFound } from '../register-import.errors.js';

interface DecidedRow {
  import_id: string;
  kind: string;
  row: number;
  id_index: Buffer;
  status: string;
}

const FORGET_FACT = 'class = null, place = null, valid_from = null, valid_to = null';

/** Decisions about who somebody in an extract is. */
@Injectable()
export class RegisterMatchService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(ScreeningService) private readonly screening: ScreeningService,
  ) {}

  /** Same: the fact counts from now on, and whoever else could have been meant is not. Different: nothing of it is kept. */
  async decide(principal: Principal, id: string, { decision, reason }: DecideMatchRequest): Promise<void> {
    const context = await this.screening.prepare();
    await this.database.connection(confirmingSession(principal), async (client) => {
      // before any row: who ends a case holds the turn and comes for its matches
      await inTurn(client);
      const { rows } = await client.query<DecidedRow>(
        'select import_id, kind, row, id_index, status from register_match where id = $1 for update',
        [id],
      );
      const match = rows[0];
      if (!match) throw new MatchNotFound();
      if (match.status !== 'open') throw new MatchDecided();
      const by = [principal.accountId, principal.name, this.clock.now(), reason];
      if (decision === 'same') await asScreening(client, () => this.keep(client, id, match, by));
      await client.query(
        `update register_match set status = $2, decided_by = $3, decided_by_name = $4, decided_at = $5, decision_reason = $6${decision === 'different' ? `, ${FORGET_FACT}` : ''}
         where id = $1`,
        [id, decision, ...by],
      );
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'register.match-decide',
        objectType: 'register-match',
        objectId: id,
        result: 'success',
        purpose: reason,
        detail: { decision },
      });
      await this.screening.judgePerson(client, context, match.id_index, { cause: 'match', runId: null, accountId: principal.accountId });
    });
  }

  private async keep(client: pg.PoolClient, id: string, { import_id, row }: DecidedRow, by: unknown[]): Promise<void> {
    await client.query(
      `insert into register_entry (id, import_id, kind, id_index, class, place, valid_from, valid_to, row, match_id)
       select $2, import_id, kind, id_index, class, place, valid_from, valid_to, row, id from register_match where id = $1`,
      [id, newId(this.clock)],
    );
    // one row of an extract is one person
    await client.query(
      `update register_match set status = 'different', decided_by = $4, decided_by_name = $5, decided_at = $6, decision_reason = $7, ${FORGET_FACT}
       where import_id = $1 and row = $2 and id <> $3 and status = 'open'`,
      [import_id, row, id, ...by],
    );
  }
}
