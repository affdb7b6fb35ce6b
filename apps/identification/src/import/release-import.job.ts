import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type pg from 'pg';
import { z } from 'zod';
import { Uuid } from '@jingzhun/domain/uuid';
import { AuditLog } from '@jingzhun/audit';
import { defineJob, Jobs, type JobRun } from '@jingzhun/jobs';
import { Clock, Database, systemSession } from '@jingzhun/persistence';
import { CountyPack, PolicyService } from '@jingzhun/policy';
import { SealedNumbers } from '../household/sealed-numbers.js';
import { checkQuality } from '../quality/check-quality.js';
import { DraftApplications } from './draft-applications.js';
import { failBatch, readBatch } from './import-batches.js';
import type { BatchRow } from './import-rows.js';
import { releaseBatch, type ReleaseOrder } from './release-batch.js';

export const ReleaseImport = defineJob({ name: 'import.release', payload: z.strictObject({ batchId: Uuid }) });
type ReleaseImport = z.infer<typeof ReleaseImport.payload>;

const IMPORT = systemSession('import');

/** Brings a batch into the register, then judges what has entered: two transactions, so that the register does not wait for the doubts. */
@Injectable()
export class ReleaseImportJob implements OnModuleInit {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(PolicyService) private readonly policy: PolicyService,
    @Inject(CountyPack) private readonly county: CountyPack,
    @Inject(SealedNumbers) private readonly numbers: SealedNumbers,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(DraftApplications) private readonly drafts: DraftApplications,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(ReleaseImport, (order, run) => this.run(order, run), { gaveUp: (order) => this.gaveUp(order) });
  }

  private async run({ batchId }: ReleaseImport, run: JobRun): Promise<void> {
    const batch = await run.connection(IMPORT, (client) => readBatch(client, batchId));
    if (batch?.state !== 'releasing') return;
    const at = batch.released_at ?? (await this.release(batch, run));
    run.progress({ phase: 'quality' });
    await this.judge(batchId, at, run);
  }

  private async release(batch: BatchRow, run: JobRun): Promise<Date> {
    const { decided_by: releasedBy, decided_by_name: releasedByName } = batch;
    if (!releasedBy || !releasedByName) throw new Error('a batch is released by somebody');
    const at = this.clock.now();
    const order = {
      batchId: batch.id,
      areaCode: batch.area_code,
      uploadedBy: batch.uploaded_by,
      releasedBy,
      releasedByName,
      sourceDocument: batch.source_document,
      at,
      drafts: (client: pg.PoolClient, given: ReleaseOrder) => this.drafts.make(client, given),
    };
    await run.connection(IMPORT, async (client) => {
      const released = await releaseBatch(client, order, (phase) => {
        run.signal.throwIfAborted();
        run.progress({ phase, done: 0 });
      });
      await client.query(
        `update import_batch set released_at = $2, counts = counts || jsonb_build_object(
           'householdsNew', $3::int, 'householdsUnchanged', coalesce((counts ->> 'householdsUnchanged')::int, 0) + $4,
           'householdsRefused', coalesce((counts ->> 'householdsRefused')::int, 0) + $5, 'duplicates', coalesce((counts ->> 'duplicates')::int, 0) + $6,
           'applicationsDrafted', $7::int)
         where id = $1`,
        [batch.id, at, released.households, released.unchanged, released.refused, released.duplicates, released.drafted],
      );
      await this.audit.record(client, {
        action: 'import.released',
        objectType: 'import',
        objectId: batch.id,
        result: 'success',
        detail: { households: released.households, members: released.members, drafted: released.drafted, releasedBy },
      });
      this.database.announce(client);
    });
    return at;
  }

  private async judge(id: string, at: Date, run: JobRun): Promise<void> {
    const today = this.clock.today();
    const policy = await this.policy.snapshot(today, this.county.county);
    await run.connection(IMPORT, async (client) => {
      await client.query(
        `create temporary table entered on commit drop as
           select household_id as id from household_history where change = 'imported' and version = 1 and recorded_at = $1`,
        [at],
      );
      await client.query('analyze entered');
      await checkQuality(client, { fromTable: 'entered' }, { policy, numbers: this.numbers, today, at: this.clock.now() });
      await client.query(`update import_batch set state = 'released' where id = $1`, [id]);
    });
  }

  /** What has entered the register stays; its doubts are judged with the next run of the rules. */
  private async gaveUp({ batchId }: ReleaseImport): Promise<void> {
    await this.database.connection(IMPORT, async (client) => {
      await client.query(`update import_batch set state = 'released' where id = $1 and state = 'releasing' and released_at is not null`, [
        batchId,
      ]);
      await failBatch(client, batchId, { what: 'unexpected' });
    });
  }
}
