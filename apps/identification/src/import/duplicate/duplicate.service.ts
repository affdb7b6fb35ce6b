import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { actorOf, AuditLog } from '@jingzhun/audit';
import { mayDecide, type Principal } from '@jingzhun/auth';
import { ADVISORY_LOCKS, Clock, Database, sessionOf, systemSession } from '@jingzhun/persistence';
import { recordHistory } from '../../household/household-history.js';
import { publishHouseholds } from '../../household/published-household.js';
import type { DecideDuplicateRequest } from '../import.dto.js';
import { isTakenOver } from '../../take-over/take-over-state.js';
import { MoveNeedsApplication } from '../../take-over/take-over.errors.js';
import { DuplicateDecided, DuplicateNotFound, DuplicateNotReleased, HeadCannotMove, OwnDuplicate } from '../import.errors.js';
import type { BatchRow } from '../import-rows.js';
import { releaseBatch } from '../release-batch.js';
import type { DuplicateRow } from './duplicate.queries.js';

/** Moved to another household of the register (list 人员变更, 08). */
const MOVED_AWAY = '08';

/**
 * Decides a person found in two households. `keep-registered` and `not-same` leave the register as it is and the household of the
 * file out: its row is corrected and uploaded again. `move` ends the membership; with the last case of a household decided so, it enters.
 */
@Injectable()
export class DuplicateService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async decide(principal: Principal, id: string, { decision, reason }: DecideDuplicateRequest): Promise<void> {
    // seen under the caller's own area first, and nothing but the decision itself is done for another
    await this.database.connection(sessionOf(principal), async (client) => {
      const { rowCount } = await client.query('select from duplicate_case where id = $1', [id]);
      if (rowCount === 0) throw new DuplicateNotFound();
    });
    await this.database.connection(systemSession('import'), async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.importRelease]);
      const { rows } = await client.query<DuplicateRow>('select * from duplicate_case where id = $1 for update', [id]);
      const found = rows[0] as DuplicateRow;
      if (!mayDecide(principal, 'duplicate.decide', found.found_by)) throw new OwnDuplicate();
      if (found.status !== 'open') throw new DuplicateDecided();
      const { rows: batches } = await client.query<BatchRow>('select * from import_batch where id = $1', [found.batch_id]);
      const batch = batches[0] as BatchRow;
      if (batch.state !== 'released') throw new DuplicateNotReleased();
      const at = this.clock.now();
      if (decision === 'move' && (await isTakenOver(client, found.village_code, at))) throw new MoveNeedsApplication();
      await client.query(
        `update duplicate_case set status = 'decided', decision = $2, decided_by = $3, decided_by_name = $4, decided_at = $5, decision_reason = $6 where id = $1`,
        [id, decision, principal.accountId, principal.name, at, reason],
      );
      if (decision === 'move') await this.refuseHead(client, found);
      await this.settle(client, principal, found, batch, at, reason);
      await this.audit.record(client, {
        actor: actorOf(principal),
        action: 'duplicate.decide',
        objectType: 'duplicate',
        objectId: id,
        purpose: reason,
        result: 'success',
        detail: { decision },
      });
      this.database.announce(client);
    });
  }

  private async settle(
    client: pg.PoolClient,
    principal: Principal,
    found: DuplicateRow,
    batch: BatchRow,
    at: Date,
    reason: string,
  ): Promise<void> {
    const { rows: cases } = await client.query<DuplicateRow>('select * from duplicate_case where batch_id = $1 and number = $2', [
      batch.id,
      found.number,
    ]);
    if (cases.some(({ decision }) => decision === 'keep-registered' || decision === 'not-same')) {
      await client.query('delete from import_household where batch_id = $1 and number = $2', [batch.id, found.number]);
      await client.query(`update duplicate_case set status = 'withdrawn' where batch_id = $1 and number = $2 and status = 'open'`, [
        batch.id,
        found.number,
      ]);
      return;
    }
    if (cases.some(({ status }) => status === 'open')) return;
    const { rows } = await client.query<{ registered_on: string }>(
      'select registered_on from import_household where batch_id = $1 and number = $2',
      [batch.id, found.number],
    );
    const from = rows[0]?.registered_on;
    if (!from) return;
    await this.endMemberships(client, principal, batch.id, found.number, from, at, reason);
    await releaseBatch(client, {
      batchId: batch.id,
      areaCode: batch.area_code,
      uploadedBy: batch.uploaded_by,
      releasedBy: principal.accountId,
      releasedByName: principal.name,
      sourceDocument: batch.source_document,
      at,
      numbers: [found.number],
    });
  }

  private async refuseHead(client: pg.PoolClient, { batch_id, number }: DuplicateRow): Promise<void> {
    const { rowCount } = await client.query(
      `select from import_member m join person p on p.id_index = m.id_index
       join member held on held.person_id = p.id and held.valid_to is null
       where m.batch_id = $1 and m.number = $2 and held.relation = '01'`,
      [batch_id, number],
    );
    if (rowCount) throw new HeadCannotMove();
  }

  /** Ends what the moved persons hold now, on the day the new household is about; the households they leave change with it. */
  private async endMemberships(
    client: pg.PoolClient,
    principal: Principal,
    batchId: string,
    number: string,
    from: string,
    at: Date,
    reason: string,
  ): Promise<void> {
    await client.query('create temporary table left_household (id uuid, persons int) on commit drop');
    await client.query(
      `with ended as (
         update member held set valid_to = greatest($3::date, held.valid_from + 1), manner = $4
         from person p, import_member m
         where held.person_id = p.id and p.id_index = m.id_index and m.batch_id = $1 and m.number = $2 and held.valid_to is null
         returning held.household_id)
       insert into left_household select household_id, count(*)::int from ended group by 1`,
      [batchId, number, from, MOVED_AWAY],
    );
    await client.query(
      // the digest no longer fits a file: what is registered now differs from what was taken over
      `update household h set member_count = h.member_count - l.persons, version = h.version + 1, changed_at = $1, digest = sha256(h.digest || uuid_send(h.id))
       from left_household l where l.id = h.id`,
      [at],
    );
    await recordHistory(
      client,
      { fromTable: 'left_household' },
      { change: 'members', validFrom: from, recordedAt: at, accountId: principal.accountId, accountName: principal.name, reason },
    );
    await publishHouseholds(client, { fromTable: 'left_household' }, 'changed', { occurredAt: at });
  }
}
