import { Inject, Injectable } from '@nestjs/common';
import { actorOf, AuditLog } from '@jingzhun/audit';
import type { Principal } from '@jingzhun/auth';
import type { PlainDate } from '@jingzhun/domain/plain-date';
import { plainDateInShanghai } from '@jingzhun/domain/plain-date';
import { Clock, Database, newId, sessionOf } from '@jingzhun/persistence';
import { HouseholdNotFound } from '../household/household.errors.js';
import type { HandbookList, IssueHandbookRequest } from './registered-file.dto.js';
import { HandbookDoesNotFit } from './registered-file.errors.js';

type Row = Omit<HandbookList['items'][number], 'recordedAt'> & { recordedAt: Date };

/** 扶贫手册: each issue with its day and who took it. */
@Injectable()
export class HandbookService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async issue(principal: Principal, householdId: string, { number, issuedOn, receivedBy }: IssueHandbookRequest): Promise<void> {
    await this.database.connection(sessionOf(principal), async (client) => {
      const { rows } = await client.query<{ village_code: string; status: string; registered_on: PlainDate }>(
        'select village_code, status, registered_on from household where id = $1 for share',
        [householdId],
      );
      const household = rows[0];
      if (!household) throw new HouseholdNotFound();
      if (!['registered', 'returned'].includes(household.status)) throw new HandbookDoesNotFit('not-registered');
      if (issuedOn < household.registered_on || issuedOn > plainDateInShanghai(this.clock.now())) throw new HandbookDoesNotFit('day');
      const id = newId(this.clock);
      const { rowCount } = await client.query(
        `insert into handbook (id, household_id, village_code, number, issued_on, received_by, recorded_by, recorded_by_name, recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (number) do nothing`,
        [id, householdId, household.village_code, number, issuedOn, receivedBy, principal.accountId, principal.name, this.clock.now()],
      );
      if (rowCount === 0) throw new HandbookDoesNotFit('number-used');
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'handbook.issue',
        objectType: 'household',
        objectId: householdId,
        result: 'success',
        detail: { issuedOn },
      });
    });
  }

  async list(principal: Principal, householdId: string): Promise<HandbookList> {
    return this.database.connection(sessionOf(principal), async (client) => {
      const { rowCount } = await client.query('select from household where id = $1', [householdId]);
      if (rowCount === 0) throw new HouseholdNotFound();
      const { rows } = await client.query<Row>(
        `select id, number, issued_on as "issuedOn", received_by as "receivedBy", recorded_by_name as "recordedByName", recorded_at as "recordedAt"
         from handbook where household_id = $1 order by issued_on desc, id desc`,
        [householdId],
      );
      return { items: rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() })) };
    });
  }
}
