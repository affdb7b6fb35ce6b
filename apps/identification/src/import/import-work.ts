import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Division } from '@jingzhun/domain/division';
import { addDays } from '@jingzhun/domain/plain-date';
import { AuditLog } from '@jingzhun/audit';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import { PolicyService } from '@jingzhun/policy';
import { describeError, LOGGER } from '@jingzhun/service-shell';
import { serviceConfig } from '../config.js';
import { CountyPack } from '../county-pack.js';
import { SealedNumbers } from '../household/sealed-numbers.js';
import { checkQuality } from '../quality/check-quality.js';
import { checkBatch } from './check-batch.js';
import type { BatchRow } from './import-rows.js';
import { ImportFiles } from './import-files.js';
import { GATE_LIMITS } from './reading/file-gate.js';
import { FileRefused } from './reading/file-refusals.js';
import { releaseBatch } from './release-batch.js';

const IMPORT = systemSession('import');
const PROGRESS_MS = 400;

/** The steps of a batch that take long. Each is one transaction and can be run again when it was cut off. */
@Injectable()
export class ImportWork {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ImportFiles) private readonly files: ImportFiles,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly county: CountyPack,
    @Inject(SealedNumbers) private readonly numbers: SealedNumbers,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Does what the batch waits for. The caller holds the batch's lock. */
  async step(id: string, changed: () => void): Promise<void> {
    const batch = await this.read(id);
    if (!batch) return;
    try {
      if (batch.state === 'uploaded' || batch.state === 'checking') await this.check(batch, changed);
      else if (batch.state === 'releasing') await this.release(batch, changed);
    } catch (error) {
      if (!(error instanceof FileRefused)) this.logger.error({ batch: id, error: describeError(error) }, 'import step failed');
      const failure = error instanceof FileRefused ? { what: error.what, facts: error.facts } : { what: 'unexpected' };
      // what has entered the register stays; its doubts are judged again with the next run of the rules
      if (batch.released_at || (await this.read(id))?.released_at) return this.tell(id, `state = 'released', phase = null`);
      await this.database.connection(IMPORT, (client) =>
        client.query(`update import_batch set state = 'failed', phase = null, failure = $2 where id = $1 and released_at is null`, [
          id,
          failure,
        ]),
      );
    }
  }

  private read(id: string): Promise<BatchRow | undefined> {
    return this.database.connection(
      IMPORT,
      async (client) => (await client.query<BatchRow>('select * from import_batch where id = $1', [id])).rows[0],
    );
  }

  private async check(batch: BatchRow, changed: () => void): Promise<void> {
    const today = this.clock.today();
    const policy = await this.policy.snapshot(today, this.county.county);
    await this.tell(batch.id, `state = 'checking', phase = 'reading', done = 0`);
    const scratch = await this.files.open(batch.id);
    const report = this.reporting(batch.id, changed);
    try {
      await this.database.connection(IMPORT, async (client) => {
        const { rows: divisions } = await client.query<Division>(
          `select code, name, level, kind, parent_code as "parentCode", valid_from::text as "validFrom", valid_to::text as "validTo",
             successor_code as "successorCode", source from division`,
        );
        const { counts, sheets } = await checkBatch(
          client,
          { id: batch.id, areaCode: batch.area_code, sourceDocument: batch.source_document, uploadedBy: batch.uploaded_by },
          {
            file: scratch.handle,
            kind: batch.kind,
            fileName: batch.file_name,
            limits: { ...GATE_LIMITS, rowsPerSheet: Math.min(GATE_LIMITS.rowsPerSheet, policy.value('import.maxRows')) },
            today,
            area: batch.uploaded_area,
            divisions,
            batch: { id: batch.id, at: batch.uploaded_at.getTime() },
            countedTransfers: policy.value('income.countedTransfers'),
            keysFolder: serviceConfig().keysFolder,
          },
          this.clock.now(),
          report.tell,
        );
        await report.settled();
        await client.query(
          `update import_batch set state = 'previewed', phase = null, done = $2, total = $2, counts = $3, sheets = $4 where id = $1`,
          [batch.id, counts.rows, counts, sheets],
        );
      });
    } finally {
      await report.settled();
      scratch.close();
    }
  }

  private async release(batch: BatchRow, changed: () => void): Promise<void> {
    if (!batch.decided_by || !batch.decided_by_name) throw new Error('a batch is released by somebody');
    const report = this.reporting(batch.id, changed);
    let at = batch.released_at;
    if (!at) {
      const now = this.clock.now();
      const order = {
        batchId: batch.id,
        areaCode: batch.area_code,
        uploadedBy: batch.uploaded_by,
        releasedBy: batch.decided_by,
        releasedByName: batch.decided_by_name,
        sourceDocument: batch.source_document,
        at: now,
      };
      await this.database.connection(IMPORT, async (client) => {
        const released = await releaseBatch(client, order, (phase) => report.tell(phase, 0));
        await report.settled();
        await client.query(
          `update import_batch set released_at = $2, phase = 'quality', counts = counts || jsonb_build_object(
             'householdsNew', $3::int, 'householdsUnchanged', coalesce((counts ->> 'householdsUnchanged')::int, 0) + $4,
             'householdsRefused', coalesce((counts ->> 'householdsRefused')::int, 0) + $5, 'duplicates', coalesce((counts ->> 'duplicates')::int, 0) + $6)
           where id = $1`,
          [batch.id, now, released.households, released.unchanged, released.refused, released.duplicates],
        );
        await this.audit.record(client, {
          action: 'import.released',
          objectType: 'import',
          objectId: batch.id,
          result: 'success',
          detail: { households: released.households, members: released.members, releasedBy: batch.decided_by },
        });
        this.database.announce(client);
      });
      at = now;
    }
    await this.judge(batch.id, at);
  }

  /** Doubts about the data of what has entered; a step of its own, so that the register does not wait for it. */
  private async judge(id: string, at: Date): Promise<void> {
    const today = this.clock.today();
    const policy = await this.policy.snapshot(today, this.county.county);
    await this.database.connection(IMPORT, async (client) => {
      await client.query(
        `create temporary table entered on commit drop as
           select household_id as id from household_history where change = 'imported' and version = 1 and recorded_at = $1`,
        [at],
      );
      await client.query('analyze entered');
      await checkQuality(client, { fromTable: 'entered' }, { policy, numbers: this.numbers, today, at: this.clock.now() });
      await client.query(`update import_batch set state = 'released', phase = null where id = $1`, [id]);
    });
  }

  /** Uploads older than the policy's days. */
  async deleteOldFiles(): Promise<number> {
    const today = this.clock.today();
    const days = await this.policy.value('import.workbookRetentionDays', today, this.county.county);
    const before = addDays(today, -days);
    return this.database.connection(IMPORT, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `update import_batch set file_deleted_at = $2
         where file_deleted_at is null and state in ('released', 'discarded', 'failed', 'previewed') and (uploaded_at at time zone 'Asia/Shanghai')::date < $1
         returning id`,
        [before, this.clock.now()],
      );
      for (const { id } of rows) this.files.delete(id);
      return rows.length;
    });
  }

  private async tell(id: string, what: string, values: unknown[] = []): Promise<void> {
    await this.database.connection(IMPORT, (client) => client.query(`update import_batch set ${what} where id = $1`, [id, ...values]));
  }

  /** Progress on a connection of its own, visible while the step's transaction is open; never more than a few times a second. */
  private reporting(id: string, changed: () => void): { tell: (phase: string, done: number) => void; settled: () => Promise<void> } {
    let last = 0;
    let phaseTold = '';
    let writing: Promise<void> | undefined;
    return {
      tell: (phase, done) => {
        const now = performance.now();
        if (writing || (phase === phaseTold && now - last < PROGRESS_MS)) return;
        last = now;
        phaseTold = phase;
        writing = this.tell(id, 'phase = $2, done = $3', [phase, done])
          .then(changed, () => undefined)
          .finally(() => (writing = undefined));
      },
      settled: async () => {
        await writing;
      },
    };
  }
}
